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
    /// - Parameter later: as of `RosterChain.restored`; what the keys vouch for there is kept.
    /// - Throws: `RosterError` where the record's rosters do not form a chain under `anchors`.
    package init(
        trusting anchors: AuthorityKeys, alliance: AllianceID, in store: any LogStore,
        later: () throws -> [SignedNote] = { [] }
    ) throws {
        self.anchors = anchors
        self.alliance = alliance
        let records = try store.rosters()
        let (chain, added) = try RosterChain.restored(
            from: records, trusting: anchors, alliance: alliance, later: later)
        for record in added { try store.keep(record) }
        (self.chain, taken) = (chain, records.count + added.count)
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
        let record = try RosterRecord(note)
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

    private func restored(from store: any LogStore) throws -> (RosterChain, Int) {
        let records = try store.rosters()
        let chain = try RosterChain.restored(from: records, trusting: anchors, alliance: alliance)
            .chain
        return (chain, records.count)
    }
}
