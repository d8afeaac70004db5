package import AllianceNames
package import Roster
package import TransparencyLog

/// The rosters of a node, as a chain and in its record. A roster is checked first, then kept, then
/// believed: what is in the record forms a chain, and what is believed survives a power cut.
package struct KeptRosters: Sendable {
    private let anchors: AuthorityKeys
    private let alliance: AllianceID
    package private(set) var chain: RosterChain
    /// Rosters in the record that the chain has taken; more there came from another process.
    private var taken: Int

    /// Restores the chain from the record, verifying it from the first roster on that the keys vouch for.
    /// - Parameter later: rosters at hand that are not in the record, oldest first; asked for where the keys vouch for
    ///   none of it. What they vouch for there leads back to it, and is kept.
    /// - Throws: `RosterError` where the record's rosters do not form a chain under `anchors`.
    package init(
        trusting anchors: AuthorityKeys, alliance: AllianceID, in store: any LogStore,
        later: () throws -> [SignedNote] = { [] }
    ) throws {
        self.anchors = anchors
        self.alliance = alliance
        (chain, taken) = (RosterChain(trusting: anchors, alliance: alliance), 0)
        do {
            (chain, taken) = try restored(from: store)
        } catch let refusal as RosterError {
            let records = try store.rosters()
            let last = records.last?.version ?? 0
            let more = try later().map { note in
                RosterRecord(
                    version: try Roster(parsing: note.text).version, noteText: note.description)
            }.filter { $0.version > last }
            guard !more.isEmpty, (try? restored(from: records + more)) != nil else { throw refusal }
            for record in more { try store.keep(record) }
            (chain, taken) = try restored(from: store)
        }
    }

    /// Takes up what another process has put into the record since.
    package mutating func reload(from store: any LogStore) throws {
        guard try store.rosterCount() != taken else { return }
        (chain, taken) = try restored(from: store)
    }

    /// Offers a roster: checked, then kept, then believed. A second successor of one version is kept
    /// too: it is the proof.
    /// - Throws: `RosterError` for what no authority could have made, `missingVersions` among them;
    ///   store errors, after which all is as it was.
    package mutating func accept(
        _ note: SignedNote, keepingIn store: any LogStore
    ) throws -> RosterChain.Acceptance {
        var chain = chain
        let acceptance = try chain.accept(note)
        switch acceptance {
        case .alreadyHeld: return acceptance
        case .forked where self.chain.fork != nil && chain.fork == self.chain.fork:
            // Shown again, by whomever.
            return acceptance
        case .extended, .forked: break
        }
        let record = RosterRecord(
            version: try Roster(parsing: note.text).version, noteText: note.description)
        try store.keep(record)
        var taken = taken + 1
        if acceptance == .extended, try store.roster(version: record.version) != record {
            // Another process was first with this version: what the record holds first counts, here as
            // there.
            (chain, taken) = try restored(from: store)
        }
        (self.chain, self.taken) = (chain, taken)
        if let fork = chain.fork, fork.freezes { return .forked(fork) }
        return acceptance
    }

    /// What stands first in the record under each version is the chain; what stands beside it is a
    /// rival, and looked at last: a chain that a rival froze too early would lack its newest rosters.
    private func restored(from store: any LogStore) throws -> (RosterChain, Int) {
        try restored(from: store.rosters())
    }

    private func restored(from records: [RosterRecord]) throws -> (RosterChain, Int) {
        var first: [SignedNote] = []
        var rivals: [SignedNote] = []
        var version: UInt64?
        for record in records {
            let note = try SignedNote(parsing: record.noteText)
            if record.version == version {
                rivals.append(note)
            } else {
                first.append(note)
                version = record.version
            }
        }
        var chain = try RosterChain(trusting: anchors, alliance: alliance, restoring: first)
        for rival in rivals { _ = try chain.accept(rival) }
        return (chain, records.count)
    }
}
