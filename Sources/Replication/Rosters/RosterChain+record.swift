package import AllianceNames
package import Roster
package import TransparencyLog

extension RosterChain {
    /// The chain of a record. What stands first under each version is the chain; what stands beside it is a rival, and
    /// looked at last: a chain that a rival froze too early would lack its newest rosters.
    ///
    /// - Parameters:
    ///   - records: in the order of their versions.
    ///   - later: rosters at hand that are not in the record, oldest first; asked for where the keys vouch for none of
    ///     it. What they vouch for there leads back to it.
    /// - Returns: the chain, and those of `later` that belong into the record now.
    /// - Throws: `RosterError` where the rosters do not form a chain under `anchors`; what `later` throws.
    package static func restored(
        from records: [RosterRecord], trusting anchors: AuthorityKeys, alliance: AllianceID,
        later: () throws -> [SignedNote] = { [] }
    ) throws -> (chain: RosterChain, added: [RosterRecord]) {
        var (versions, rivals): ([SignedNote], [SignedNote]) = ([], [])
        var last: UInt64?
        for record in records {
            let note = try SignedNote(parsing: record.noteText)
            if record.version == last { rivals.append(note) } else { versions.append(note) }
            last = record.version
        }
        var chain: RosterChain
        var added: [RosterRecord] = []
        do {
            chain = try RosterChain(trusting: anchors, alliance: alliance, restoring: versions)
        } catch let refusal {
            let more = try later().map { note in
                (note, version: try Roster(parsing: note.text).version)
            }.filter { $0.version > last ?? 0 }
            guard !more.isEmpty,
                let led = try? RosterChain(
                    trusting: anchors, alliance: alliance, restoring: versions + more.map(\.0))
            else { throw refusal }
            chain = led
            added = more.map { RosterRecord(version: $0.version, noteText: $0.0.description) }
        }
        for rival in rivals { _ = try chain.accept(rival) }
        return (chain, added)
    }
}
