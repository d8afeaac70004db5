import ComplaintEvents
import ComplaintScoring
import Complaints
import Statements

extension PlatformJudge {
    typealias Complaint = ComplaintEvents.Complaint

    /// Checks, score and lane of each listing, on arrival.
    mutating func judge(_ complaint: Complaint, at time: Int) -> [Ruling] {
        let right = world.rights[complaint.right]
        let read = complaint.listings.map { listing -> ListingSignals.Mark in
            guard let right, right.kind == .trademark, let offer = world.listings[listing] else {
                return .notSought
            }
            return marks.read(offer.title, for: right.brand, in: world)
        }
        let failures = FilingLook.failures(
            of: complaint, at: time, in: world, marks: read,
            isTaken: { listing in
                taken[listing]?.contains {
                    $0.right == complaint.right && $0.complaint != complaint.mends
                } ?? false
            })
        let general = failures.filter(\.places.isEmpty)
        var failing: [Int: [FilingFailure]] = [:]
        for failure in failures {
            for place in failure.places { failing[place, default: []].append(failure) }
        }
        guard general.isEmpty, failing.count < complaint.listings.count, let right else {
            for code in Set(failures.map(\.code)) { notes.returned[code, default: 0] += 1 }
            return [Ruling(complaint: complaint.complaint, listings: [], .giveBack, at: time)]
        }
        let signals = SharedSignals(complaint, right: right, at: time, &self)
        var judged = JudgedCase(complaint: complaint, filedAt: time)
        var groups = RulingGroups(complaint.complaint, at: time)
        for (place, listing) in complaint.listings.enumerated() {
            guard let offer = world.listings[listing] else {
                groups.add(listing, .keepUp)
                continue
            }
            let seen = signals.of(offer, mark: read[place], self)
            let observations = seen.observations
            var item = JudgedCase.Item(
                seller: offer.seller, images: offer.images,
                official: officialImages(of: right.brand), standing: .inReview)
            switch lane(
                listing, observations, failures: failing[place] ?? [], signals.standing)
            {
            case .returned:
                // Not the complaint as a whole: this listing stays, with what to mend.
                groups.add(listing, .keepUp)
                continue
            case .review(let reason, let order):
                notes.reviewed[reason.rawValue, default: 0] += 1
                waiting[complaint.complaint, default: [:]][listing] = observations
                groups.add(listing, .review(priority: order))
            case .express(let verdict):
                let isDown = verdict == .takeDown
                item.standing = isDown ? .down : .up
                if isDown {
                    notes.express += 1
                    maturing.append((time, complaint.complaint, listing))
                    if expressed[complaint.complainant]?.last != complaint.complaint {
                        expressed[complaint.complainant, default: []].append(complaint.complaint)
                    }
                } else {
                    notes.refused += 1
                }
                records.add(
                    complainant: complaint.complainant, complaint: complaint.complaint,
                    listing: listing, seller: offer.seller, ground: complaint.ground.statement,
                    at: time, isUpheld: isDown, isByPerson: false)
                groups.add(
                    listing, isDown ? .takeDown : .keepUp,
                    isAudited: Self.isAudited(complaint.complaint, place))
            }
            judged.items[listing] = item
            taken[listing, default: []].append((complaint.right, complaint.complaint))
        }
        cases[complaint.complaint] = judged
        return groups.rulings
    }

    enum Way {
        case express(ComplaintDecision.Verdict)
        case review(Lane.ReviewReason, order: Int)
        case returned
    }

    private func lane(
        _ listing: Int, _ observations: [ScoreObservation], failures: [FilingFailure],
        _ standing: RecordBook.Standing
    ) -> Way {
        guard case .scored(let table, let all) = manner,
            let indicator = try? Indicator(.listing, parsing: "market:\(listing)")
        else { return failures.isEmpty ? .review(.notScored, order: 0) : .returned }
        let score = ListingScore(observations, by: table)
        let thresholds = score.thresholds(within: all)
        let question = LaneQuestion(
            listing: indicator, failures: failures, score: score.disclosed,
            isWitnessed: score.isWitnessed(thresholds),
            isInGoodFaithLane: standing.isInGoodFaithLane,
            wasReinstated: reinstated.contains(listing))
        switch question.lane(thresholds) {
        case .express(let verdict): return .express(verdict)
        case .review(let reason): return .review(reason, order: score.orderThousandths / 1_000)
        case .returned: return .returned
        }
    }

    func officialImages(of brand: Int) -> [ImageHash] {
        (world.productsOfBrand[brand] ?? []).flatMap { world.products[$0]?.images ?? [] }
    }

    private static func isAudited(_ complaint: Int, _ place: Int) -> Bool {
        var mixed = UInt64(complaint) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(place)
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed ^= mixed >> 27
        return mixed % 1_000 < auditedPerThousand
    }
}

/// Listings of one complaint that go the same way, as one ruling.
struct RulingGroups {
    private let complaint: Int
    private let time: Int
    private(set) var rulings: [Ruling] = []

    init(_ complaint: Int, at time: Int) {
        self.complaint = complaint
        self.time = time
    }

    mutating func add(_ listing: Int, _ action: Ruling.Action, isAudited: Bool = false) {
        // People get what is left of a complaint as one case, whatever of it is surest first.
        if case .review(let priority) = action,
            let place = rulings.firstIndex(where: {
                if case .review = $0.action { true } else { false }
            }), case .review(let before) = rulings[place].action
        {
            rulings[place] = Ruling(
                complaint: complaint, listings: rulings[place].listings + [listing],
                .review(priority: max(priority, before)), at: time)
            return
        }
        if let place = rulings.firstIndex(where: {
            $0.action == action && $0.isAudited == isAudited
        }) {
            rulings[place] = Ruling(
                complaint: complaint, listings: rulings[place].listings + [listing], action,
                at: time, isAudited: isAudited)
        } else {
            rulings.append(
                Ruling(
                    complaint: complaint, listings: [listing], action, at: time,
                    isAudited: isAudited))
        }
    }
}
