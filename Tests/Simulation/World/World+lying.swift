import AllianceNames
import Replication
import Roster
import TransparencyLog

// What an adversary makes of an answer.
extension World {
    func lie(
        _ resource: PeerResource, _ bytes: [UInt8], by peer: Node, to node: Node
    ) -> [UInt8] {
        switch peer.conduct {
        case .lying where resource.origin?.member != peer.id:
            falsified(resource, bytes, by: peer.id)
        case .erasing where resource.origin?.member != peer.id: withoutPayloads(resource, bytes)
        case .withholding(let victim) where node.id != victim:
            without(victim, resource, bytes)
        case .stale: stale(resource, bytes, peer)
        case .rollingBack: rolledBack(resource, bytes)
        default: bytes
        }
    }

    /// Its own log it shows well enough, or nobody could be asked to have it.
    private func falsified(
        _ resource: PeerResource, _ bytes: [UInt8], by peer: MemberID
    ) -> [UInt8] {
        var bytes = bytes
        switch resource {
        case .frontier:
            guard let answer = try? FrontierAnswer(parsing: bytes), random.chance(30) else { break }
            return FrontierAnswer(
                token: answer.token,
                checkpoints: answer.checkpoints.map {
                    $0.contains("/\(peer)/") ? $0 : forged($0)
                }
            ).bytes
        case .tile, .entries:
            if random.chance(50), !bytes.isEmpty {
                bytes[random.number(0...bytes.count - 1)] ^= 0x40
            }
        case .payloads:
            // Every payload is missing, or one is another.
            if random.chance(40) { return withoutPayloads(resource, bytes) }
            if bytes.count > 20, random.chance(70) { bytes[19] ^= 1 }
        default: break
        }
        return bytes
    }

    private func withoutPayloads(_ resource: PeerResource, _ bytes: [UInt8]) -> [UInt8] {
        guard case .payloads(_, let bundle, let from) = resource else { return bytes }
        return [UInt8](repeating: 0, count: 4 * (bundle.width - from))
    }

    /// Another root over a signature that was made for something else.
    private func forged(_ note: String) -> String {
        guard let signed = try? SignedCheckpoint(parsing: note), random.chance(50) else {
            return note
        }
        let checkpoint = Checkpoint(
            origin: signed.checkpoint.origin, size: signed.checkpoint.size + 1,
            root: Digest.sha256(Array(note.utf8)))
        let forged = try? SignedNote(
            text: checkpoint.description, signatures: signed.note.signatures)
        return forged?.description ?? note
    }

    private func without(
        _ victim: MemberID, _ resource: PeerResource, _ bytes: [UInt8]
    ) -> [UInt8] {
        if resource.origin?.member == victim { return [] }
        guard case .frontier = resource, let answer = try? FrontierAnswer(parsing: bytes) else {
            return bytes
        }
        let shown = answer.checkpoints.filter { !$0.contains("/\(victim)/") }
        return FrontierAnswer(
            token: answer.token, evidence: answer.evidence, checkpoints: shown
        ).bytes
    }

    private func stale(_ resource: PeerResource, _ bytes: [UInt8], _ peer: Node) -> [UInt8] {
        switch resource {
        case .frontier:
            if let before = peer.staleFrontier, !random.chance(10) { return before }
            peer.staleFrontier = bytes
            return bytes
        case .roster(nil): return firstRoster(bytes)
        default: return bytes
        }
    }

    private func firstRoster(_ bytes: [UInt8]) -> [UInt8] {
        authority.chain.notes.first.map { Array($0.description.utf8) } ?? bytes
    }

    private func rolledBack(_ resource: PeerResource, _ bytes: [UInt8]) -> [UInt8] {
        guard case .roster = resource, random.chance(60) else { return bytes }
        if random.chance(40) { return firstRoster(bytes) }
        return forgedRoster() ?? bytes
    }

    private func forgedRoster() -> [UInt8]? {
        let version = authority.newest.version
        if let (of, bytes) = forged, of == version { return bytes }
        guard let note = try? authority.forged(at: timestamp) else { return nil }
        forged = (version, Array(note.description.utf8))
        return forged?.bytes
    }

    // MARK: Branches

    /// The history of its log that a forking author shows to somebody.
    func branch(of peer: Node, for node: Node, _ origin: LogOrigin) -> AuthoredLog? {
        shownBranches(of: peer, to: node).first { $0.origin == origin }
    }

    func shownBranches(of peer: Node, to node: Node) -> [AuthoredLog] {
        guard peer.isForking else { return [] }
        let origins = Set(peer.branches.map(\.origin)).sorted()
        return origins.compactMap { origin in
            let histories = peer.branches.filter { $0.origin == origin }
            guard peer.roster.mayRead(node.id, origin.channel) else { return nil }
            let place = nodes.firstIndex { $0.id == node.id } ?? 0
            return histories[(peer.shows[node.id] ?? place) % histories.count]
        }
    }
}
