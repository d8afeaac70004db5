import Statements

extension CaseFold {
    mutating func decide(
        _ said: ComplaintDecision, _ entry: EntryReference, _ time: EventTime
    ) {
        for part in said.parts {
            let known = part.listings.filter { $0 < state.listings.count }
            for place in part.listings where place >= state.listings.count {
                state.refuse(entry, place: place, .listingUnknown(place: place))
            }
            let ruling = ListingState.Ruling(
                entry: entry, time: time, verdict: part.verdict, scope: part.scope,
                reasons: part.reasons, explanation: part.explanation, score: part.score,
                maker: said.maker, restrictedUntil: part.restrictedUntil)
            if let objection = said.answers {
                decide(objection, ruling, known)
            } else {
                let again = known.filter { ruling.isSecondLook(at: state.listings[$0]) }
                for place in again { lookAgain(ruling, place) }
                decide(ruling, known.filter { !again.contains($0) })
            }
        }
    }

    /// What was decided without a person a person decides again, as the sample asks: the same or the other way.
    private mutating func lookAgain(_ ruling: ListingState.Ruling, _ place: Int) {
        let takesDown = ruling.verdict == .takeDown
        let wasDown = state.listings[place].stage == .takenDown
        let transition: Transition =
            takesDown == wasDown ? .affirm : takesDown ? .reverseRefusal : .reinstate
        step(transition, [place], ruling.entry, ruling.time) { listing in
            listing.isAffirmed = transition == .affirm
            guard transition != .affirm else {
                // What was decided first stands, as it was said.
                if case .person(let reviewer) = ruling.maker { listing.deciders.insert(reviewer) }
                return
            }
            listing.take(ruling)
            if takesDown {
                listing.orderTakedown(by: ruling)
            } else {
                listing.reinstatement = .auditSample
                listing.giveOrder(.restore, by: ruling.entry, ruling.time)
            }
        }
    }

    private mutating func decide(_ ruling: ListingState.Ruling, _ places: [Int]) {
        let transition: Transition =
            switch ruling.verdict {
            case .takeDown: .takeDown
            case .refuse: .refuse
            case .return: .return
            }
        step(transition, places, ruling.entry, ruling.time) { listing in
            listing.take(ruling)
            if ruling.verdict != .return { listing.firstRuling = listing.firstRuling ?? ruling }
            if ruling.verdict == .takeDown { listing.orderTakedown(by: ruling) }
        }
    }

    /// The objection that is open of each listing; each for itself, since one statement may object to
    /// many and a decision speak of some.
    private mutating func decide(
        _ objection: EntryReference, _ ruling: ListingState.Ruling, _ places: [Int]
    ) {
        for place in places {
            let stage = state.listings[place].stage
            let isContested = stage == .contested
            let takesDown = ruling.verdict == .takeDown
            let transition: Transition =
                isContested
                ? (takesDown ? .upholdTakedown : .overturnTakedown)
                : (takesDown ? .overturnRefusal : .upholdRefusal)
            step(transition, [place], ruling.entry, ruling.time) {
                (listing) throws(TransitionRefusal) in
                guard let open = listing.objections.last, open.entry == objection else {
                    throw .answersAnother
                }
                guard case .person(let reviewer) = ruling.maker else { throw .automatic }
                guard !listing.deciders.contains(reviewer) else { throw .samePerson }
                listing.take(ruling)
                listing.firstRuling = listing.firstRuling ?? ruling
                let last = listing.objections.count - 1
                listing.objections[last].isUpheld = isContested != takesDown
                listing.objections[last].decidedAt = ruling.time
                switch transition {
                case .overturnTakedown: listing.giveOrder(.restore, by: ruling.entry, ruling.time)
                case .overturnRefusal: listing.orderTakedown(by: ruling)
                default: break
                }
            }
        }
    }

    mutating func reinstate(
        _ said: Reinstatement, _ entry: EntryReference, _ time: EventTime
    ) throws(TransitionRefusal) {
        step(.reinstate, try places(said.listings), entry, time) {
            (listing) throws(TransitionRefusal) in
            // It settles an objection that is open: that is another person's.
            if let open = listing.objections.last, open.isUpheld == nil,
                listing.deciders.contains(said.reviewer)
            {
                throw .samePerson
            }
            if said.reason == .auditSample, listing.ruling?.isAutomatic == true {
                listing.isAffirmed = false
            }
            listing.reinstatement = said.reason
            listing.deciders.insert(said.reviewer)
            if let last = listing.objections.indices.last, listing.objections[last].isUpheld == nil
            {
                listing.objections[last].isUpheld = listing.objections[last].kind == .counterNotice
                listing.objections[last].decidedAt = time
            }
            listing.giveOrder(.restore, by: entry, time)
        }
    }
}

extension ListingState.Ruling {
    /// Whether a person decides by it again what was decided without one. Nothing is sent back that was decided.
    fileprivate func isSecondLook(at listing: ListingState) -> Bool {
        !isAutomatic && verdict != .return && listing.awaitsSecondLook
    }
}

extension ListingState {
    fileprivate mutating func take(_ ruling: Ruling) {
        self.ruling = ruling
        if case .person(let reviewer) = ruling.maker { deciders.insert(reviewer) }
    }

    fileprivate mutating func orderTakedown(by ruling: Ruling) {
        takedown = ruling
        order = MarketplaceOrder(
            action: .takeDown(ruling.scope, until: ruling.restrictedUntil), entry: ruling.entry,
            place: place, time: ruling.time)
    }

    mutating func giveOrder(
        _ action: MarketplaceOrder.Action, by entry: EntryReference, _ time: EventTime
    ) {
        order = MarketplaceOrder(action: action, entry: entry, place: place, time: time)
    }
}
