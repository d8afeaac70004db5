import Synchronization

/// The open connections, by whose they are: counted against the limit, and reached when the roster
/// changes.
final class ConnectionLedger<Owner: Hashable & Sendable>: Sendable {
    private struct State {
        var connections: [UInt64: @Sendable () -> Void] = [:]
        var counts: [Owner: Int] = [:]
        var number: UInt64 = 0
    }

    private let perOwnerMax: Int
    private let state = Mutex(State())

    init(perOwnerMax: Int) { self.perOwnerMax = perOwnerMax }

    /// Notes a connection of `owner`.
    ///
    /// - Parameter review: called, on any thread, whenever the roster has changed.
    /// - Returns: its number, for `leave`; nil if the owner has as many as it may.
    func enter(_ owner: Owner, review: @escaping @Sendable () -> Void) -> UInt64? {
        state.withLock { state in
            guard state.counts[owner, default: 0] < perOwnerMax else { return nil }
            state.counts[owner, default: 0] += 1
            state.number += 1
            state.connections[state.number] = review
            return state.number
        }
    }

    func leave(_ number: UInt64, _ owner: Owner) {
        state.withLock { state in
            guard state.connections.removeValue(forKey: number) != nil else { return }
            let count = state.counts[owner, default: 0] - 1
            state.counts[owner] = count > 0 ? count : nil
        }
    }

    func reviewAll() {
        let reviews = state.withLock { Array($0.connections.values) }
        for review in reviews { review() }
    }

    func count(of owner: Owner) -> Int { state.withLock { $0.counts[owner, default: 0] } }

    var count: Int { state.withLock { $0.connections.count } }
}
