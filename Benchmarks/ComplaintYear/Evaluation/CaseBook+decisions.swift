import ComplaintEvents

extension CaseBook {
    /// - Returns: what a person is to look at, if anything.
    mutating func apply(
        _ ruling: Ruling, at time: Int
    ) -> [(occasion: ReviewOutcome.Occasion, listings: [Int])] {
        guard let item = cases[ruling.complaint], !item.isGivenBack else {
            figures.rulingsWithoutEffect += 1
            return []
        }
        if ruling.action == .giveBack {
            guard item.isUntouched else {
                figures.rulingsWithoutEffect += 1
                return []
            }
            giveBack(ruling.complaint, at: time)
            return []
        }
        let places = item.listings.indices.filter { ruling.listings.contains(item.listings[$0]) }
        func named(_ standing: Standing...) -> [Int] {
            places.filter { standing.contains(item.standing[$0]) }
        }
        var affected: [Int]
        switch ruling.action {
        case .giveBack: preconditionFailure("done above")
        case .takeDown, .keepUp:
            affected = named(.open)
            let standing: Standing = ruling.action == .takeDown ? .down : .up
            decide(ruling.complaint, affected, standing, isAutomatic: true, at: time)
        case .reinstate:
            affected = named(.down)
            reinstate(ruling.complaint, affected, at: time)
            // What is taken back before it was decided is decided by that.
            let open = named(.open)
            decide(ruling.complaint, open, .up, isAutomatic: true, at: time)
            affected += open
        case .keepDown: affected = named(.down)
        case .review:
            let open = named(.open)
            let decided = named(.down, .up)
            for place in open { cases[ruling.complaint]!.standing[place] = .inReview }
            if !open.isEmpty { cases[ruling.complaint]!.hasHadReview = true }
            affected = open + decided
            if !affected.isEmpty {
                let parts: [(occasion: ReviewOutcome.Occasion, listings: [Int])] = [
                    (.first, open.map { item.listings[$0] }),
                    (.objection, decided.map { item.listings[$0] }),
                ]
                return parts.filter { !$0.listings.isEmpty }
            }
        }
        if affected.isEmpty {
            figures.rulingsWithoutEffect += 1
            return []
        }
        return ruling.isAudited ? [(.audit, affected.map { item.listings[$0] })] : []
    }

    /// What the person decides: what is true, but for errors.
    mutating func conclude(
        _ review: ReviewCase, at time: Int, by desk: ReviewDesk
    ) -> ReviewOutcome {
        let item = cases[review.complaint]!
        // Another part of it went before a person who gave it back.
        guard !item.isGivenBack else {
            return ReviewOutcome(
                complaint: review.complaint, occasion: review.occasion, down: [], up: [],
                isGivenBack: true, at: time)
        }
        if review.occasion == .first, item.truth.fault != nil,
            item.standing.allSatisfy({ $0 == .inReview || $0 == .open }),
            desk.isRight(about: -1, in: review)
        {
            giveBack(review.complaint, at: time)
            return ReviewOutcome(
                complaint: review.complaint, occasion: .first, down: [], up: [],
                isGivenBack: true, at: time)
        }
        var down: [Int] = []
        var up: [Int] = []
        for place in item.listings.indices where review.listings.contains(item.listings[place]) {
            let listing = item.listings[place]
            let isDown =
                offers[listing].kind.infringes == desk.isRight(about: listing, in: review)
            if isDown { down.append(listing) } else { up.append(listing) }
            switch (item.standing[place], isDown) {
            case (.inReview, _):
                decide(
                    review.complaint, [place], isDown ? .down : .up, isAutomatic: false, at: time)
            case (.down, false): reinstate(review.complaint, [place], at: time)
            case (.up, true):
                cases[review.complaint]!.standing[place] = .down
                putDown(listing, by: item.truth.intent, at: time)
            case (.down, true), (.up, false), (.open, _): break
            }
        }
        return ReviewOutcome(
            complaint: review.complaint, occasion: review.occasion, down: down, up: up, at: time)
    }

    private mutating func giveBack(_ complaint: Int, at time: Int) {
        cases[complaint]!.isGivenBack = true
        figures.givenBack += 1
        figures.decided += 1
        if !cases[complaint]!.hasHadReview { figures.decidedAutomatically += 1 }
        if time - cases[complaint]!.filedAt <= YearClock.daySeconds {
            figures.answeredInTime += 1
        }
    }

    private mutating func reinstate(_ complaint: Int, _ places: [Int], at time: Int) {
        for place in places {
            cases[complaint]!.standing[place] = .up
            putUp(cases[complaint]!.listings[place], at: time)
            figures.reinstated += 1
        }
    }

    /// First decisions.
    private mutating func decide(
        _ complaint: Int, _ places: [Int], _ standing: Standing, isAutomatic: Bool, at time: Int
    ) {
        guard !places.isEmpty else { return }
        let truth = cases[complaint]!.truth
        for place in places {
            cases[complaint]!.standing[place] = standing
            guard standing == .down else { continue }
            let listing = cases[complaint]!.listings[place]
            let kind = offers[listing].kind
            let isWrong = kind.infringes ? 0 : 1
            figures.takedowns += 1
            figures.wrongTakedowns += isWrong
            if kind == .grey { figures.wrongGreyTakedowns += 1 }
            if truth.fault != nil { figures.faultyTakedowns += 1 }
            if isAutomatic {
                figures.automaticTakedowns += 1
                figures.wrongAutomaticTakedowns += isWrong
            }
            putDown(listing, by: truth.intent, at: time)
        }
        noteClosed(complaint, at: time)
    }

    /// Where that was the last of its listings.
    private mutating func noteClosed(_ complaint: Int, at time: Int) {
        let item = cases[complaint]!
        guard item.standing.allSatisfy({ $0 == .down || $0 == .up }) else { return }
        figures.decided += 1
        if !item.hasHadReview { figures.decidedAutomatically += 1 }
        let seconds = time - item.filedAt
        figures.closingSeconds.append(seconds)
        if seconds <= YearClock.daySeconds {
            figures.closedInTime += 1
            figures.answeredInTime += 1
        }
    }
}
