package import AllianceNames
package import Roster
package import TransparencyLog

extension RosterChain {
    /// The chain of a record. What stands first under each version is the chain; what stands beside it is a rival, and
    /// looked at last: a chain that a rival froze too early would lack its newest rosters. Where the members have agreed
    /// on another version than the first, the chain is that one, and what follows on it.
    ///
    /// - Parameters:
    ///   - records: in the order of their versions.
    ///   - later: rosters at hand that may not be in the record, oldest first; asked for where the keys vouch for none of
    ///     it, or it begins behind one that the members have agreed on. What they vouch for there leads back to it.
    /// - Returns: the chain, and those of `later` that belong into the record now.
    /// - Throws: `RosterError` where the rosters do not form a chain under `anchors`; what `later` throws.
    package static func restored(
        from records: [RosterRecord], trusting anchors: AuthorityKeys, alliance: AllianceID,
        later: () throws -> [SignedNote] = { [] }
    ) throws -> (chain: RosterChain, added: [RosterRecord]) {
        let branches = try RosterBranches(records, settled: anchors.settled)
        // A folder that begins, with what leads over what the members have agreed on.
        if records.isEmpty, !anchors.settled.isEmpty {
            let all = try branches.joined(with: later(), beside: [])
            if let chain = try? RosterChain(
                trusting: anchors, alliance: alliance, restoring: all.versions)
            {
                return (
                    try chain.rivalled(by: all), try all.versions.map { try RosterRecord($0) }
                )
            }
        }
        let refusal: RosterError
        do throws(RosterError) {
            let chain = try RosterChain(
                trusting: anchors, alliance: alliance, restoring: branches.versions)
            return (try chain.rivalled(by: branches), [])
        } catch {
            refusal = error
        }
        let all = try branches.joined(with: later(), beside: records)
        guard all.versions.count > branches.versions.count,
            let chain = try? RosterChain(
                trusting: anchors, alliance: alliance, restoring: all.versions)
        else { throw refusal }
        let added = try all.versions.map { try RosterRecord($0) }.filter { !records.contains($0) }
        return (try chain.rivalled(by: all), added)
    }

    private func rivalled(by branches: RosterBranches) throws(RosterError) -> RosterChain {
        var chain = self
        for rival in branches.rivals {
            do throws(RosterError) {
                _ = try chain.accept(rival)
            } catch {
                // It follows on a rival, or on one that the members have left.
                if case .unlinked = error { continue }
                guard branches.haveParted else { throw error }
            }
        }
        return chain
    }
}

extension RosterRecord {
    package init(_ note: SignedNote) throws(RosterError) {
        self.init(version: try Roster(parsing: note.text).version, noteText: note.description)
    }
}

/// Notes of a record, as those of one chain and those beside it.
private struct RosterBranches {
    private(set) var versions: [SignedNote] = []
    private(set) var rivals: [SignedNote] = []
    /// Whether the members have agreed on another version than the one that came first.
    private(set) var haveParted = false
    private let settled: [UInt64: Digest]

    /// - Parameter records: in the order of their versions.
    init(_ records: [RosterRecord], settled: [UInt64: Digest]) throws {
        self.settled = settled
        var rest = records[...]
        while let version = rest.first?.version {
            let group = try rest.prefix { $0.version == version }
                .map { try SignedNote(parsing: $0.noteText) }
            rest = rest.dropFirst(group.count)
            let place = try place(in: group, settled: settled[version])
            haveParted = haveParted || place != 0
            for (index, note) in group.enumerated() {
                if index == place { versions.append(note) } else { rivals.append(note) }
            }
        }
    }

    /// With those that stand beside the record, before it or behind.
    func joined(with later: [SignedNote], beside records: [RosterRecord]) throws -> RosterBranches {
        // Of a version that the record has another one is none, unless the members have agreed on it.
        let kept = Set(records.map(\.version))
        let more = try later.map { try RosterRecord($0) }.filter { record in
            !records.contains(record)
                && (!kept.contains(record.version) || settled[record.version] != nil)
        }
        let all = (records + more).enumerated()
            .sorted { ($0.element.version, $0.offset) < ($1.element.version, $1.offset) }
        return try RosterBranches(all.map(\.element), settled: settled)
    }

    private func place(in group: [SignedNote], settled: Digest?) throws -> Int? {
        if let settled { return group.firstIndex { Roster.digest(of: $0) == settled } }
        guard haveParted else { return 0 }
        let last = versions.last.map { Roster.digest(of: $0) }
        return try group.firstIndex { try Roster(parsing: $0.text).previous == last }
    }
}
