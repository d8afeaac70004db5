package import Statements

extension CaseState {
    /// Why a statement would change nothing of what it speaks of, if it were said now, behind all others; nil where it
    /// may be said.
    ///
    /// One that names listings has to be allowed for each of them; one that speaks of all, for one at least.
    package func refusal(
        of said: ComplaintStatement, at entry: EntryReference, now: UInt64, _ parties: CaseParties
    ) -> Refused? {
        var fold = CaseFold(state: self, parties: parties)
        // What was refused before is another's.
        fold.state.refused = []
        fold.apply(said, at: entry, time: max(.witnessed(now), latestTime))
        guard let first = fold.state.refused.first else { return nil }
        return said.namesListings || !fold.hasStepped(entry) ? first : nil
    }

    /// No statement is read before what it follows.
    private var latestTime: EventTime {
        let times = [time] + listings.compactMap { $0.steps.last?.time }
        return .witnessed(times.compactMap(\.milliseconds).max() ?? 0)
    }

    /// Entries in its course that changed something, or were refused; bounded, the complaint's own first.
    package var course: [EntryReference] {
        var seen: Set<EntryReference> = [id]
        var entries = [id]
        let all =
            listings.flatMap { $0.steps.map(\.entry) } + pauses.map(\.entry)
            + refused.map(\.entry)
        for entry in all where entries.count < Self.courseMax && seen.insert(entry).inserted {
            entries.append(entry)
        }
        return entries
    }

    /// Entries that are looked up of one complaint.
    package static let courseMax = 1_024
}

extension ComplaintStatement {
    /// Whether it says of which listings it speaks.
    fileprivate var namesListings: Bool {
        switch self {
        case .decision: true
        case .counterNotice(let said): !said.listings.isEmpty
        case .withdrawal(let said): !said.listings.isEmpty
        case .outcome(let said): !said.listings.isEmpty
        case .evidenceRequest(let said): !said.listings.isEmpty
        case .reinstatement(let said): !said.listings.isEmpty
        case .appeal(let said): !said.listings.isEmpty
        case .operationHold(let said): !said.listings.isEmpty
        case .complaint, .evidenceSupply, .clockPause: false
        }
    }
}
