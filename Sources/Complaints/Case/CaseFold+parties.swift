import Statements

extension CaseFold {
    /// A returned complaint is replaced by another one, for the listings that this one names too.
    mutating func refile(_ said: Complaint, _ entry: EntryReference, _ time: EventTime) {
        let again = Set(said.listings)
        let places = state.listings.indices.filter { again.contains(state.listings[$0].listing) }
        step(.refile, places, entry, time) { _ in }
        if hasStepped(entry) { state.mendedBy = state.mendedBy ?? entry }
    }

    mutating func object(
        _ kind: ListingState.Objection.Kind, _ named: [Int], _ entry: EntryReference,
        _ time: EventTime
    ) throws(TransitionRefusal) {
        let transition: Transition = kind == .counterNotice ? .counter : .appeal
        step(transition, try places(named), entry, time) { (listing) throws(TransitionRefusal) in
            if let said = time.milliseconds, let told = listing.noticeTime,
                said > told + CaseRules.objectionWindowMilliseconds
            {
                throw .windowClosed
            }
            listing.objections.append(.init(entry: entry, kind: kind, time: time))
            if kind == .counterNotice { listing.becomesKnown(at: time) }
        }
    }

    mutating func withdraw(
        _ said: ComplaintWithdrawal, _ entry: EntryReference, _ time: EventTime
    ) throws(TransitionRefusal) {
        for place in try places(said.listings) {
            let isDown = state.listings[place].stage.isDown
            step(.withdraw, [place], entry, time) { listing in
                if isDown { listing.giveOrder(.restore, by: entry, time) }
            }
        }
    }

    mutating func request(
        _ said: EvidenceRequest, _ entry: EntryReference, _ time: EventTime
    ) throws(TransitionRefusal) {
        step(.requestEvidence, try places(said.listings), entry, time) {
            (listing) throws(TransitionRefusal) in
            guard listing.requests.count < CaseRules.evidenceRequestsMax else {
                throw .tooMany(CaseRules.evidenceRequestsMax)
            }
            let longest = time.milliseconds.map { $0 + CaseRules.evidenceWaitMillisecondsMax }
            listing.requests.append(
                .init(entry: entry, time: time, due: min(said.due, longest ?? said.due)))
        }
    }

    mutating func supply(
        _ said: EvidenceSupply, _ entry: EntryReference, _ time: EventTime
    ) throws(TransitionRefusal) {
        let places = state.listings.indices.filter { place in
            state.listings[place].requests.contains { $0.entry == said.request }
        }
        guard !places.isEmpty else { throw .answersAnother }
        step(.supplyEvidence, places, entry, time) { (listing) throws(TransitionRefusal) in
            guard
                let open = listing.requests.firstIndex(where: {
                    $0.entry == said.request && $0.supply == nil
                })
            else { throw .answersAnother }
            listing.requests[open].supply = entry
            listing.requests[open].suppliedAt = time
            // Another one is open still.
            if listing.requests.contains(where: { $0.supply == nil }) {
                listing.stage = .evidenceRequested
            }
        }
        bring(said.evidence, by: entry)
    }

    mutating func record(
        _ said: ComplaintOutcome, _ entry: EntryReference, _ time: EventTime
    ) throws(TransitionRefusal) {
        let transition: Transition =
            switch said.kind {
            case .takenDown: .confirmTakedown
            case .restored: .confirmRestoration
            case .escalated: .escalate
            case .seized, .testBuyCounterfeit, .testBuyGenuine: .record
            }
        // Of all listings together, so it is counted once, with the first that it names.
        let named = try places(said.listings)
        step(transition, transition == .record ? Array(named.prefix(1)) : named, entry, time) {
            (listing) throws(TransitionRefusal) in
            guard said.kind.answersAnOrder else {
                guard listing.records.count < CaseRules.recordsMax else {
                    throw .tooMany(CaseRules.recordsMax)
                }
                listing.records.append(
                    .init(
                        entry: entry, time: time, kind: said.kind, items: said.items,
                        value: said.value))
                return
            }
            guard let order = listing.order else { throw .nothingOrdered }
            guard order.entry == said.order else { throw .answersAnother }
            switch (said.kind, order.action) {
            case (.takenDown, .takeDown), (.restored, .restore):
                listing.order?.progress = .confirmed(by: entry, at: time)
                if said.kind == .takenDown { listing.becomesKnown(at: time) }
            case (.escalated, _):
                if case .confirmed = order.progress { throw .nothingOrdered }
                listing.order?.progress = .escalated(by: entry, at: time)
            default: throw .nothingOrdered
            }
        }
    }

    mutating func hold(
        _ said: OperationHold, _ entry: EntryReference, _ time: EventTime
    ) throws(TransitionRefusal) {
        let longest = time.milliseconds.map { $0 + CaseRules.holdMillisecondsMax }
        step(.hold, try places(said.listings), entry, time) { listing in
            listing.hold = .init(entry: entry, until: min(said.until, longest ?? said.until))
        }
    }

    /// A newer pause for the same reason ends the older one where it begins.
    mutating func pause(
        _ said: ClockPause, _ entry: EntryReference, _ time: EventTime
    ) throws(TransitionRefusal) {
        guard state.listings.contains(where: { Transition.pause.from.contains($0.stage) }) else {
            throw .stage(state.listings.first?.stage ?? .withdrawn)
        }
        // Without a time it pauses nothing yet.
        guard let from = time.milliseconds else { return }
        for index in state.pauses.indices where state.pauses[index].reason == said.reason {
            state.pauses[index].until = max(
                state.pauses[index].from, min(state.pauses[index].until, from))
        }
        let until = min(said.until, from + CaseRules.pauseMillisecondsMax)
        state.pauses.append(
            .init(entry: entry, reason: said.reason, from: from, until: max(from, until)))
    }
}

extension ListingState {
    /// The seller knows at the latest now.
    fileprivate mutating func becomesKnown(at time: EventTime) {
        knownAt = min(knownAt ?? .pending, time)
    }
}
