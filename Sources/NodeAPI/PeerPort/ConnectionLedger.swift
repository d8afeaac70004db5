import AllianceNames
import Synchronization

/// The open connections, by member: counted against the limit, and reached when the roster changes.
final class ConnectionLedger: Sendable {
    private struct State {
        var connections: [UInt64: @Sendable () -> Void] = [:]
        var counts: [MemberID: Int] = [:]
        var number: UInt64 = 0
    }

    private let perMemberMax: Int
    private let state = Mutex(State())

    init(perMemberMax: Int) { self.perMemberMax = perMemberMax }

    /// Notes a connection of `member`.
    ///
    /// - Parameter review: called, on any thread, whenever the roster has changed.
    /// - Returns: its number, for `leave`; nil if the member has as many as it may.
    func enter(_ member: MemberID, review: @escaping @Sendable () -> Void) -> UInt64? {
        state.withLock { state in
            guard state.counts[member, default: 0] < perMemberMax else { return nil }
            state.counts[member, default: 0] += 1
            state.number += 1
            state.connections[state.number] = review
            return state.number
        }
    }

    func leave(_ number: UInt64, _ member: MemberID) {
        state.withLock { state in
            guard state.connections.removeValue(forKey: number) != nil else { return }
            let count = state.counts[member, default: 0] - 1
            state.counts[member] = count > 0 ? count : nil
        }
    }

    func reviewAll() {
        let reviews = state.withLock { Array($0.connections.values) }
        for review in reviews { review() }
    }

    func count(of member: MemberID) -> Int { state.withLock { $0.counts[member, default: 0] } }

    var count: Int { state.withLock { $0.connections.count } }
}
