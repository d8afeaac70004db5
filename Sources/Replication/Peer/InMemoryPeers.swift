package import AllianceNames
import Synchronization

/// Peers within one process, for tests and simulations: each answers for itself, none is reached
/// over a network.
package final class InMemoryPeers: Sendable {
    /// What one node answers to another.
    package typealias Answer =
        @Sendable (PeerResource, _ caller: MemberID) async throws(PeerError) -> [UInt8]

    private let answers = Mutex<[MemberID: Answer]>([:])
    private let sleep: @Sendable (Duration) async -> Void

    /// - Parameter sleep: returns after that time, or sooner if the task is cancelled.
    package init(sleep: @escaping @Sendable (Duration) async -> Void) { self.sleep = sleep }

    /// Puts a peer into reach, in place of one of the same name.
    package func connect(_ peer: MemberID, _ answer: @escaping Answer) {
        answers.withLock { $0[peer] = answer }
    }

    package func disconnect(_ peer: MemberID) {
        answers.withLock { $0[peer] = nil }
    }

    /// What `caller` has in place of a network.
    package func transport(of caller: MemberID) -> InMemoryPeerTransport {
        InMemoryPeerTransport(peers: self, caller: caller)
    }

    fileprivate func fetch(
        _ resource: PeerResource, from peer: MemberID, by caller: MemberID, deadline: Duration,
        bytesMax: Int
    ) async throws(PeerError) -> [UInt8] {
        guard let answer = answers.withLock({ $0[peer] }) else {
            throw .unreachable("no node of '\(peer)' in this process")
        }
        let sleep = sleep
        let result = await withTaskGroup(of: Result<[UInt8], PeerError>.self) { group in
            group.addTask {
                do throws(PeerError) {
                    return .success(try await answer(resource, caller))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                await sleep(deadline)
                return .failure(.timeout(after: deadline))
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? .failure(.timeout(after: deadline))
        }
        let bytes = try result.get()
        guard bytes.count <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
        return bytes
    }
}

/// The calls of one member.
package struct InMemoryPeerTransport: PeerTransport {
    fileprivate let peers: InMemoryPeers
    fileprivate let caller: MemberID

    package func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        try await fetch(
            resource, from: peer, deadline: deadline, bytesMax: resource.bodyBytesMax)
    }

    package func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration, bytesMax: Int
    ) async throws(PeerError) -> [UInt8] {
        try await peers.fetch(
            resource, from: peer, by: caller, deadline: deadline,
            bytesMax: min(bytesMax, resource.bodyBytesMax))
    }

    package func ask(
        _ question: [UInt8], of peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        throw .unreachable("peers in one process take no questions")
    }
}
