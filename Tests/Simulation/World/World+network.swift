import AllianceNames
import Replication
import TransparencyLog

// What lies between two nodes.
extension World {
    typealias Answer = Result<[UInt8], PeerError>

    /// Asks a peer, unless something comes between; `body` gets what arrives, in the same life of the
    /// one who asks, once.
    func request(
        _ resource: PeerResource, posting: [UInt8] = [], from peer: MemberID, by node: Node,
        deadline: Duration, _ body: @escaping (Answer) throws -> Void
    ) {
        let life = node.life
        var isAnswered = false
        let answer: (Answer) throws -> Void = { [self] result in
            guard !isAnswered, node.isUp, node.life == life else { return }
            isAnswered = true
            trace.mix(UInt64(time.now / .microseconds(1)) &+ UInt64(result.count))
            note("\(node.id) <- \(peer) \(resource.path.suffix(60)): \(result.summary)")
            try body(result)
        }
        time.plan(after: deadline) { try answer(.failure(.timeout(after: deadline))) }
        let copies = random.chance(faults.duplicated) ? 2 : 1
        for _ in 0..<copies where !random.chance(faults.lost) && canReach(node.id, peer) {
            time.plan(after: delay()) { [self] in
                arrive(resource, posting, at: self.node(peer), from: node, answer)
            }
        }
    }

    private func canReach(_ from: MemberID, _ to: MemberID) -> Bool {
        guard let until = cutOff[Link(from: from, to: to)] else { return true }
        return until <= time.now
    }

    private func delay() -> Duration {
        random.chance(faults.late)
            ? random.milliseconds(1_000...12_000) : random.milliseconds(2...60)
    }

    private func arrive(
        _ resource: PeerResource, _ posted: [UInt8], at peer: Node, from node: Node,
        _ answer: @escaping (Answer) throws -> Void
    ) {
        guard peer.isUp else {
            reply(.failure(.unreachable("down")), by: peer, to: node, answer)
            return
        }
        if case .frontier(let token?, let wait) = resource, wait > 0,
            token == frontierToken(peer), !isExpired(peer)
        {
            return park(token, wait: wait, at: peer) { [self] in
                reply(
                    self.answer(resource, posted, by: peer, to: node), by: peer, to: node, answer)
            }
        }
        reply(self.answer(resource, posted, by: peer, to: node), by: peer, to: node, answer)
    }

    /// A token that has no news waits until there are some.
    private func park(
        _ token: String, wait: Int, at peer: Node, _ reply: @escaping () -> Void
    ) {
        var isDone = false
        let life = peer.life
        let once: VirtualTime.Body = {
            guard !isDone, peer.isUp, peer.life == life else { return }
            isDone = true
            reply()
        }
        peer.waiting.append((token, once))
        time.plan(after: .seconds(wait), once)
    }

    func tellWaiting(_ node: Node) {
        let waiting = node.waiting
        node.waiting = []
        for (_, reply) in waiting { time.plan(after: .zero, reply) }
    }

    private func reply(
        _ result: Answer, by peer: Node, to node: Node,
        _ answer: @escaping (Answer) throws -> Void
    ) {
        guard !random.chance(faults.lost), canReach(peer.id, node.id) else { return }
        let arriving = result.map { disturbed($0) }
        time.plan(after: delay()) { try answer(arriving) }
    }

    /// TLS would notice what happens on the wire; this stands for whatever happens before and behind.
    private func disturbed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        if random.chance(faults.truncated), !bytes.isEmpty {
            bytes.removeLast(random.number(0...bytes.count))
        }
        if random.chance(faults.flipped), !bytes.isEmpty {
            bytes[random.number(0...bytes.count - 1)] ^= 1 << UInt8(random.number(0...7))
        }
        return bytes
    }
}

extension Result where Success == [UInt8], Failure == PeerError {
    fileprivate var count: Int { if case .success(let bytes) = self { bytes.count } else { 0 } }

    fileprivate var summary: String {
        switch self {
        case .success(let bytes): "\(bytes.count) bytes"
        case .failure(let error): error.description
        }
    }
}
