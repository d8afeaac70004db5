import AllianceNames
import Replication
import Roster
import TransparencyLog

// Rosters: those that peers show, each checked and kept before the next is asked for.
extension World {
    private var rosterDeadline: Duration { .seconds(8) }

    func accept(_ note: SignedNote, at node: Node) throws -> RosterChain.Acceptance {
        let before = node.roster.digest
        let acceptance = try node.rosters.accept(note, keepingIn: node.store)
        checkRoster(node)
        if node.roster.digest != before {
            trace.note(time.now, "\(node.id) takes roster \(node.roster.version)")
            takeRoster(node)
        }
        return acceptance
    }

    /// Takes the peer's newest roster, and those between ours and it.
    func seeRoster(of peer: MemberID, at node: Node) {
        fetchRoster(nil, of: peer, at: node) { [self] note, found in
            do {
                _ = try accept(note, at: node)
                handle(.rosterSeen(version: found), from: peer, at: node)
            } catch RosterError.missingVersions(let held, _) {
                climb(held + 1, to: found, of: peer, at: node)
            } catch RosterError.unlinked {
                descend(found - 1, of: peer, at: node)
            } catch {
                handle(.rosterSeen(), from: peer, at: node)
            }
        }
    }

    private func climb(_ version: UInt64, to last: UInt64, of peer: MemberID, at node: Node) {
        guard version <= last else {
            return handle(.rosterSeen(version: last), from: peer, at: node)
        }
        fetchRoster(version, of: peer, at: node) { [self] note, _ in
            do {
                _ = try accept(note, at: node)
                climb(version + 1, to: last, of: peer, at: node)
            } catch {
                handle(.rosterSeen(), from: peer, at: node)
            }
        }
    }

    /// A roster of this peer does not follow on ours: its predecessors lead to where the two part.
    private func descend(_ version: UInt64, of peer: MemberID, at node: Node) {
        guard version >= 1 else { return handle(.rosterSeen(), from: peer, at: node) }
        fetchRoster(version, of: peer, at: node) { [self] note, _ in
            do {
                _ = try accept(note, at: node)
                handle(.rosterSeen(), from: peer, at: node)
            } catch RosterError.unlinked {
                descend(version - 1, of: peer, at: node)
            } catch {
                handle(.rosterSeen(), from: peer, at: node)
            }
        }
    }

    private func fetchRoster(
        _ version: UInt64?, of peer: MemberID, at node: Node,
        _ body: @escaping (SignedNote, UInt64) throws -> Void
    ) {
        request(
            .roster(version: version.map { Int($0) }), from: peer, by: node,
            deadline: rosterDeadline
        ) { [self] result in
            // Nearly always it is the one that is held, which takes long to read anew.
            if let bytes = try? result.get(), bytes == node.rosterBytes, version == nil {
                return handle(.rosterSeen(version: node.roster.version), from: peer, at: node)
            }
            guard let bytes = try? result.get(), let note = try? SignedNote(parsing: bytes),
                let found = try? Roster(parsing: note.text).version,
                version == nil || version == found
            else { return handle(.rosterSeen(), from: peer, at: node) }
            try body(note, found)
        }
    }
}
