package import ComplaintEvents
import ComplaintScoring

extension PlatformJudge {
    package mutating func learn(_ outcome: ReviewOutcome) -> [Ruling] {
        guard let judged = cases[outcome.complaint] else { return [] }
        if outcome.isGivenBack {
            for listing in judged.items.keys {
                taken[listing]?.removeAll { $0.complaint == outcome.complaint }
            }
            cases[outcome.complaint] = nil
            waiting[outcome.complaint] = nil
            return []
        }
        var rulings: [Ruling] = []
        var wrong = false
        for (listings, isDown) in [(outcome.down, true), (outcome.up, false)] {
            for listing in listings {
                guard let before = judged.items[listing] else { continue }
                wrong = wrong || (before.standing == .down && !before.isByPerson && !isDown)
                decide(judged, listing, before, outcome, isDown: isDown)
            }
        }
        // Answered before it was decided: another person decides of that.
        let contested = outcome.down.filter {
            outcome.occasion == .first && judged.items[$0]?.isContested == true
        }
        if !contested.isEmpty {
            rulings.append(
                Ruling(
                    complaint: outcome.complaint, listings: contested,
                    .review(priority: Self.objectionPriority), at: outcome.at))
        }
        if wrong { rulings += secondLooks(at: judged, at: outcome.at) }
        return rulings
    }

    private mutating func decide(
        _ judged: JudgedCase, _ listing: Int, _ before: JudgedCase.Item, _ outcome: ReviewOutcome,
        isDown: Bool
    ) {
        let complaint = judged.complaint
        if before.standing == .inReview {
            records.add(
                complainant: complaint.complainant, complaint: complaint.complaint,
                listing: listing, seller: before.seller, ground: complaint.ground.statement,
                at: outcome.at, isUpheld: isDown, isByPerson: true)
            if let observations = waiting[complaint.complaint]?.removeValue(forKey: listing),
                case .asking = manner
            {
                notes.rows.append(
                    FittingRow(
                        complainant: complaint.complainant, observations: observations,
                        isCounterfeit: isDown))
            }
        } else {
            records.review(
                complainant: complaint.complainant, complaint: complaint.complaint,
                listing: listing, isUpheld: isDown, at: outcome.at)
            if before.standing == .down, !isDown { reinstated.insert(listing) }
        }
        var item = before
        item.standing = isDown ? .down : .up
        item.isByPerson = true
        if outcome.occasion == .objection { item.isContested = false }
        cases[complaint.complaint]!.items[listing] = item
        if isDown {
            confirm(item, of: complaint.complaint)
        } else {
            history.note(before.seller, isCounterfeiter: false, by: complaint.complainant)
        }
    }

    /// One takedown without a person was wrong: people look at the others of that complainant.
    private mutating func secondLooks(at judged: JudgedCase, at time: Int) -> [Ruling] {
        let since = time - Self.secondLookDays * 86_400
        var rulings: [Ruling] = []
        for number in (expressed[judged.complaint.complainant] ?? []).reversed() {
            guard rulings.count < Self.secondLooksMax, let other = cases[number],
                other.filedAt >= since
            else { break }
            let listings = other.items.filter {
                $0.value.standing == .down && !$0.value.isByPerson && !$0.value.isContested
            }.keys.sorted()
            guard !listings.isEmpty else { continue }
            rulings.append(
                Ruling(
                    complaint: number, listings: listings,
                    .review(priority: Self.secondLookPriority), at: time))
        }
        expressed[judged.complaint.complainant] = nil
        return rulings
    }
}
