import AllianceNames
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// A register that the members have agreed on, and what comes of it in a folder.
struct RegisterDecision {
    let note: SignedNote
    let roster: Roster
    let previous: VerifiedRoster
    /// Versions that the folder has and that count no more.
    let left: [UInt64]
    private let chain: RosterChain
    private let keys: AuthorityKeys
    private let held: HeldRegisters

    /// - Throws: `CommandError` where what it was made from is not here; `RosterError` for what breaks a rule.
    init(_ note: SignedNote, in held: HeldRegisters) throws {
        self.held = held
        self.note = note
        roster = try Roster(parsing: note.text)
        guard roster.alliance == held.alliance else {
            throw RosterError.alliance(
                expected: held.alliance.rawValue, found: roster.alliance.rawValue)
        }
        guard roster.version > 1 else {
            throw CommandError(
                "register \(roster.version) follows on none: name one of which two were signed, or a later one"
            )
        }
        let path = held.path(to: note)
        let present = try? held.present()
        let first = path[0].roster
        let begins = present?.versions.first?.version
        guard path.count > 1, first.version == 1 || first.version <= begins ?? first.version else {
            throw CommandError(
                "register \(first.version) is here, and register \(first.version &- 1) that it follows on is not\(first.previous.map { " (SHA-256 \($0.hex))" } ?? ""): put it beside the file, as roster-\(first.version &- 1).note"
            )
        }
        let before = try held.home.certs.authorityKeys()
        let settled = try Self.settled(path, before.settled, present, held)
        var chain = try RosterChain(
            trusting: roster.authority.handedOver(
                after: AuthorityKeys(before.all, settled: settled)),
            alliance: roster.alliance, restoring: path.map(\.note))
        held.extend(&chain)
        guard let newest = chain.newest,
            let previous = chain.versions.last(where: { [roster] in
                $0.version + 1 == roster.version
            })
        else { throw RosterError.missingVersions(held: 0, found: roster.version) }
        self.chain = chain
        self.previous = previous
        // Of the newest: who was the authority before is not to be handed out again.
        keys = newest.roster.authority.handedOver(
            after: AuthorityKeys(before.all, settled: settled))
        left = (present?.versions ?? []).filter { version in
            chain.note(version: version.version).map(Roster.digest(of:)) != version.digest
        }.map(\.version)
    }

    /// The register itself, and what it was made from wherever something else is known of that version or the folder
    /// goes by something else; what was agreed on before as far as it leads to it, or follows on it.
    private static func settled(
        _ path: [(note: SignedNote, roster: Roster)], _ before: [UInt64: Digest],
        _ present: RosterChain?, _ held: HeldRegisters
    ) throws -> [UInt64: Digest] {
        var settled: [UInt64: Digest] = [:]
        let first = path[0].roster.version
        let digests = Set(path.map { Roster.digest(of: $0.note) })
        for (version, digest) in before {
            let leadsOn = held.path(toDigest: digest).contains {
                Roster.digest(of: $0.note) == path.last.map { Roster.digest(of: $0.note) }
            }
            if version < first || digests.contains(digest) || leadsOn { settled[version] = digest }
        }
        for (index, step) in path.enumerated() {
            let (version, digest) = (step.roster.version, Roster.digest(of: step.note))
            let isOther = present.map {
                $0.note(version: version).map(Roster.digest(of:)) != digest
            }
            if index == path.count - 1 || index > 0 && isOther ?? false
                || held.rivals(of: version).count > 1
            {
                settled[version] = digest
            }
        }
        guard settled.count <= AuthorityKeys.settledMax else {
            throw CommandError(
                "\(held.home.certs.authorityVerifierKeys) would name \(settled.count) registers, and holds \(AuthorityKeys.settledMax)"
            )
        }
        return settled
    }

    /// The keys come last: what they name is there.
    func carryOut() throws {
        let home = held.home
        let changed = left.first ?? roster.version
        if let records = held.records {
            let added = try chain.notes.map { try RosterRecord($0) }.filter {
                !records.contains($0)
            }
            try tryOut(records, added)
            let store = try SQLiteLogStore(path: home.logDatabase)
            defer { try? store.close() }
            for record in added { try store.keep(record) }
        }
        let peers = home.peers
        for version in try peers.rosterVersions() where version >= changed {
            if chain.note(version: version) == nil {
                try DurableFile.remove(peers.roster(version: version))
            }
        }
        for version in chain.versions
        where version.version >= changed || held.brought.contains(version.digest) {
            try peers.write(roster: version.note, version: version.version)
        }
        if let newest = chain.newest { try peers.write(roster: newest.note) }
        try forgetProposals()
        try home.certs.write(keys)
    }

    /// What a node will find is looked at before anything is written.
    private func tryOut(_ records: [RosterRecord], _ added: [RosterRecord]) throws {
        let all = (records + added).enumerated()
            .sorted { ($0.element.version, $0.offset) < ($1.element.version, $1.offset) }
            .map(\.element)
        let found = try RosterChain.restored(
            from: all, trusting: keys, alliance: roster.alliance
        ).chain
        guard found.newest == chain.newest, !found.isFrozen else {
            throw RosterError.frozen(version: roster.version)
        }
    }

    /// What was proposed, or signed in this folder, as a version that was left.
    private func forgetProposals() throws {
        let home = held.home
        guard let newest = chain.newest, let first = left.first ?? chain.newest?.version else {
            return
        }
        let last = max(left.last ?? 0, newest.version) + 1
        for version in first...last {
            let path = home.peers.proposal(version: version)
            guard DurableFile.exists(path) else { continue }
            if (try? RosterProposal(AuthorityFolder.readNote(path), after: newest)) == nil {
                try DurableFile.remove(path)
            }
        }
        let signed = home.certs.authoritySigned
        if let first = left.first, DurableFile.exists(signed),
            let version = try DurableFile.text(signed, bytesMax: 1_024).split(separator: " ").first
                .flatMap({ UInt64($0) }), version >= first
        {
            try DurableFile.remove(signed)
        }
    }
}
