import Synchronization

/// The connections that have a place, by whose they are: counted against the limits, and reached when
/// the roster changes.
///
/// Nobody can take all places. The last quarter is for members that have few connections, and who is
/// no member gets half of all at most, however many addresses it comes from.
final class ConnectionLedger<Owner: Hashable & Sendable>: Sendable {
    enum Entry: Equatable {
        /// With its number, for `leave`.
        case placed(UInt64)
        /// The owner has as many as it may.
        case ownerIsFull
        /// All places are taken, as far as they are for such an owner.
        case portIsFull
    }

    private struct State {
        var connections: [UInt64: @Sendable () -> Void] = [:]
        var counts: [Owner: Int] = [:]
        /// Bytes of answers that are on their way.
        var unread: [Owner: Int] = [:]
        var unreadTotal = 0
        var strangers = 0
        var number: UInt64 = 0
    }

    private let limits: ConnectionLimits
    private let isStranger: @Sendable (Owner) -> Bool
    private let state = Mutex(State())

    init(
        _ limits: ConnectionLimits,
        isStranger: @escaping @Sendable (Owner) -> Bool = { _ in false }
    ) {
        self.limits = limits
        self.isStranger = isStranger
    }

    /// Notes a connection of `owner`.
    ///
    /// - Parameter review: called, on any thread, whenever the roster has changed.
    func enter(_ owner: Owner, review: @escaping @Sendable () -> Void) -> Entry {
        let isStranger = isStranger(owner)
        return state.withLock { state in
            let count = state.counts[owner, default: 0]
            guard count < limits.connectionsPerMemberMax else { return .ownerIsFull }
            let total = state.connections.count
            if isStranger {
                guard state.strangers < limits.strangersMax else { return .portIsFull }
            }
            let isReserved = total >= limits.connectionsMax - limits.reservedPlaces
            let mayUseReserve = !isStranger && count < limits.reservedPerMember
            guard total < limits.connectionsMax, !isReserved || mayUseReserve else {
                return .portIsFull
            }
            if isStranger { state.strangers += 1 }
            state.counts[owner] = count + 1
            state.number += 1
            state.connections[state.number] = review
            return .placed(state.number)
        }
    }

    func leave(_ number: UInt64, _ owner: Owner) {
        let isStranger = isStranger(owner)
        state.withLock { state in
            guard state.connections.removeValue(forKey: number) != nil else { return }
            if isStranger { state.strangers -= 1 }
            let count = state.counts[owner, default: 0] - 1
            state.counts[owner] = count > 0 ? count : nil
        }
    }

    /// Notes an answer on its way, for `taken`. False where the owner leaves too much unread,
    /// or all together do and the owner is one of them.
    func give(_ byteCount: Int, to owner: Owner) -> Bool {
        state.withLock { state in
            let unread = state.unread[owner, default: 0]
            let hasRoom =
                unread + byteCount <= limits.unreadBytesPerMemberMax
                && state.unreadTotal + byteCount <= limits.unreadBytesMax
            guard unread == 0 || hasRoom else { return false }
            state.unread[owner] = unread + byteCount
            state.unreadTotal += byteCount
            return true
        }
    }

    /// It is in the socket, or its connection is gone.
    func taken(_ byteCount: Int, by owner: Owner) {
        state.withLock { state in
            let unread = state.unread[owner, default: 0] - byteCount
            state.unread[owner] = unread > 0 ? unread : nil
            state.unreadTotal -= byteCount
        }
    }

    func unread(of owner: Owner) -> Int { state.withLock { $0.unread[owner, default: 0] } }

    func reviewAll() {
        let reviews = state.withLock { Array($0.connections.values) }
        for review in reviews { review() }
    }

    func count(of owner: Owner) -> Int { state.withLock { $0.counts[owner, default: 0] } }

    var count: Int { state.withLock { $0.connections.count } }
}
