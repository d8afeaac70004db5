import AllianceNames
import Replication
import TransparencyLog

// What lies between two nodes, and what the one that is asked makes of it.
extension Simulation {
    /// Asks a peer, unless something comes between; `body` gets what arrives, in the same life of the
    /// one who asks.
    mutating func request(
        _ resource: PeerResource, from peer: MemberID, by name: MemberID, deadline: Duration,
        _ body: @escaping (inout Simulation, Result<[UInt8], PeerError>) throws -> Void
    ) {
        let life = node(name).life
        var isAnswered = false
        // Whatever comes first, the answer or the deadline, is the only one.
        let answer: (inout Simulation, Result<[UInt8], PeerError>) throws -> Void = {
            simulation, result in
            guard !isAnswered, simulation.node(name).life == life else { return }
            isAnswered = true
            try body(&simulation, result)
        }
        plan(after: deadline) { try answer(&$0, .failure(.timeout(after: deadline))) }
        guard !random.chance(faults.lost) else { return }
        plan(after: delay()) { simulation in
            guard simulation.node(peer).isUp else {
                return try answer(&simulation, .failure(.unreachable("down")))
            }
            if case .frontier(let token?, let wait) = resource, wait > 0,
                simulation.hasNoNews(since: token, at: peer, for: name)
            {
                simulation.park(token, wait: wait, at: peer) { simulation in
                    simulation.reply(resource, by: peer, to: name, answer)
                }
                return
            }
            simulation.reply(resource, by: peer, to: name, answer)
        }
    }

    private mutating func park(
        _ token: String, wait: Int, at peer: MemberID,
        _ reply: @escaping (inout Simulation) -> Void
    ) {
        var isDone = false
        let once: (inout Simulation) throws -> Void = { simulation in
            guard !isDone else { return }
            isDone = true
            reply(&simulation)
        }
        nodes[peer]?.waiting.append((token, once))
        plan(after: .seconds(wait), once)
    }

    private func hasNoNews(since token: String, at peer: MemberID, for name: MemberID) -> Bool {
        (try? LogStorePeer(store: store(of: peer, for: name)).frontier(after: token).token) == token
    }

    private mutating func delay() -> Duration {
        random.chance(faults.late)
            ? .milliseconds(Int.random(in: 1_000...30_000, using: &random))
            : .milliseconds(Int.random(in: 1...80, using: &random))
    }

    private mutating func reply(
        _ resource: PeerResource, by peer: MemberID, to name: MemberID,
        _ answer: @escaping (inout Simulation, Result<[UInt8], PeerError>) throws -> Void
    ) {
        guard node(peer).isUp else { return }
        var result: Result<[UInt8], PeerError>
        do throws(PeerError) {
            let bytes = try self.answer(resource, by: peer, to: name)
            result = .success(disturbed(bytes))
            if bytes.count > resource.bodyBytesMax {
                result = .failure(.tooLarge(bytesMax: resource.bodyBytesMax))
            }
        } catch {
            result = .failure(error)
        }
        plan(after: delay()) { try answer(&$0, result) }
    }

    /// TLS would notice what happens on the wire; this stands for whatever happens before and behind.
    private mutating func disturbed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        if random.chance(faults.truncated) {
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
        }
        if random.chance(faults.flipped), !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        }
        return bytes
    }

    // MARK: Answers

    private func store(of peer: MemberID, for name: MemberID) -> InMemoryLogStore {
        let node = node(peer)
        guard node.conduct == .equivocating, showsOther(peer, to: name) else { return node.store }
        return node.otherStore
    }

    /// An equivocating author shows the hub and every second brand one history, the rest the other.
    private func showsOther(_ peer: MemberID, to name: MemberID) -> Bool {
        name != .hub && (name.rawValue.utf8.last ?? 0) & 1 == 1
    }

    private mutating func answer(
        _ resource: PeerResource, by peer: MemberID, to name: MemberID
    ) throws(PeerError) -> [UInt8] {
        let peerAnswers = LogStorePeer(store: store(of: peer, for: name))
        var bytes = try peerAnswers.answer(resource)
        if case .frontier = resource {
            let before = node(peer).frontierBefore
            if let before, random.chance(faults.stale) { bytes = before.bytes }
            // Kept at times only, so that what is stale is stale by more than one change.
            if before == nil || random.chance(10) {
                nodes[peer]?.frontierBefore = try? peerAnswers.frontier(after: nil)
            }
        }
        return node(peer).conduct == .lying ? lie(resource, bytes, of: peer) : bytes
    }

    private mutating func lie(
        _ resource: PeerResource, _ bytes: [UInt8], of peer: MemberID
    ) -> [UInt8] {
        // Its own log it serves well enough, or nobody would listen.
        if resource.origin?.member == peer { return bytes }
        var bytes = bytes
        switch resource {
        case .frontier:
            guard let answer = try? FrontierAnswer(parsing: bytes), random.chance(30) else {
                return bytes
            }
            let forged = answer.checkpoints.map { forge($0) }
            return FrontierAnswer(token: answer.token, checkpoints: forged).bytes
        case .tile, .entries:
            guard random.chance(50), !bytes.isEmpty else { return bytes }
            bytes[Int.random(in: bytes.indices, using: &random)] ^= 0x40
        case .payloads(_, let bundle, let from):
            // Either every payload is missing, or one is another.
            if random.chance(50) {
                return [UInt8](repeating: 0, count: 4 * (bundle.width - from))
            }
            if bytes.count > 20 { bytes[19] ^= 1 }
        default: break
        }
        return bytes
    }

    /// Another root over a signature that was made for something else.
    private mutating func forge(_ note: String) -> String {
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
}
