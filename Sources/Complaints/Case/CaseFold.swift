import Statements

/// Applies one statement after the other; what may not be is noted and changes nothing.
struct CaseFold {
    var state: CaseState
    let parties: CaseParties

    mutating func apply(
        _ said: ComplaintStatement, at entry: EntryReference, time: EventTime
    ) {
        do throws(TransitionRefusal) {
            try checkAuthor(of: said, entry)
            switch said {
            case .complaint(let said): refile(said, entry, time)
            case .decision(let said): decide(said, entry, time)
            case .counterNotice(let said):
                try object(.counterNotice, said.listings, entry, time)
                if hasStepped(entry) { state.evidence += said.evidence }
                name(said.items, by: entry)
            case .appeal(let said):
                try object(.appeal, said.listings, entry, time)
                bring(said.evidence, by: entry)
            case .withdrawal(let said): try withdraw(said, entry, time)
            case .outcome(let said): try record(said, entry, time)
            case .evidenceRequest(let said): try request(said, entry, time)
            case .evidenceSupply(let said): try supply(said, entry, time)
            case .reinstatement(let said): try reinstate(said, entry, time)
            case .operationHold(let said): try hold(said, entry, time)
            case .clockPause(let said): try pause(said, entry, time)
            }
        } catch {
            state.refuse(entry, place: nil, error)
        }
    }

    /// Who says what: docs/complaints.md has the table.
    private func checkAuthor(
        of said: ComplaintStatement, _ entry: EntryReference
    ) throws(TransitionRefusal) {
        switch said {
        case .decision, .counterNotice, .outcome, .evidenceRequest, .reinstatement, .clockPause:
            guard parties.isPlatform(entry.author) else { throw .notThePlatform }
        case .complaint, .withdrawal, .evidenceSupply, .appeal:
            guard entry.author == state.id.author else { throw .notTheComplainant }
        case .operationHold:
            guard parties.isPlatform(entry.author) || entry.author == state.id.author else {
                throw .notTheComplainant
            }
        }
    }

    /// - Throws: where the complaint has no such listing: then the whole statement is not understood.
    func places(_ named: [Int]) throws(TransitionRefusal) -> [Int] {
        if let last = named.last, last >= state.listings.count {
            throw .listingUnknown(place: last)
        }
        return named.isEmpty ? Array(state.listings.indices) : named
    }

    /// Files of the complainant's, with a statement that has changed a listing.
    mutating func bring(_ files: [EvidenceFile], by entry: EntryReference) {
        guard hasStepped(entry) else { return }
        state.evidence += files
        state.brought += files
    }

    /// Numbers of the seller's, of listings that its answer has changed.
    private mutating func name(_ items: [ListedItem], by entry: EntryReference) {
        for item in items
        where state.listings.indices.contains(item.listing)
            && state.listings[item.listing].steps.last?.entry == entry
            && state.sellerItems.count < CaseState.sellerItemsMax
        {
            // Several sellers may answer to one complaint: none takes the place of another.
            let ofListing = state.sellerItems.count { $0.listing == item.listing }
            if ofListing < ListedItem.itemsMax { state.sellerItems.append(item) }
        }
    }

    /// Whether the statement that is applied has changed a listing.
    func hasStepped(_ entry: EntryReference) -> Bool {
        state.listings.contains { $0.steps.last?.entry == entry }
    }

    /// Makes a step of each listing for which it is allowed.
    mutating func step(
        _ transition: Transition, _ places: [Int], _ entry: EntryReference, _ time: EventTime,
        _ change: (inout ListingState) throws(TransitionRefusal) -> Void
    ) {
        for place in places {
            do throws(TransitionRefusal) {
                try state.listings[place].step(transition, entry, time, change)
            } catch {
                state.refuse(entry, place: place, error)
            }
        }
    }
}

extension ListingState {
    /// - Parameter change: beside the stage; where it throws, nothing has changed.
    mutating func step(
        _ transition: Transition, _ entry: EntryReference, _ time: EventTime,
        _ change: (inout ListingState) throws(TransitionRefusal) -> Void
    ) throws(TransitionRefusal) {
        guard transition.from.contains(stage) else { throw .stage(stage) }
        // Without the steps, which would be copied with each one that is added.
        var next = self
        next.steps = []
        if let stage = transition.to { next.stage = stage }
        try change(&next)
        if closedAt == nil, next.isClosed { next.closedAt = time }
        swap(&next.steps, &steps)
        next.steps.append(Step(transition: transition, entry: entry, time: time))
        self = next
    }
}
