package import AllianceNames
package import TransparencyLog

extension RosterDraft {
    package mutating func set(retention: Roster.Retention) { roster.retention = retention }

    /// Holds entries of a log as evidence, or all of it.
    package mutating func hold(
        _ log: LogOrigin, entries: EntryRanges?, reference: String
    ) throws(RosterError) {
        roster.holds.append(
            try .init(reference: reference, log: log, entries: entries, tenure: beginning))
    }

    /// Ends every hold of one case.
    /// - Throws: `notHeld` where none stands open.
    package mutating func endHolds(reference: String) throws(RosterError) {
        let open = roster.holds.indices.filter {
            roster.holds[$0].reference == reference && !roster.holds[$0].tenure.hasEnded
        }
        guard !open.isEmpty else { throw .notHeld(what: "hold \(reference)") }
        for place in open { roster.holds[place].tenure.until = now }
    }
}
