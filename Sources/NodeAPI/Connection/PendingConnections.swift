import NIOCore
import Synchronization

/// Connections that have no place at a port yet. Anybody can open them, so that there may be many, and
/// none of them keeps a newcomer out: one more than there may be ends the oldest, first of all of its
/// own address.
final class PendingConnections: Sendable {
    fileprivate struct Entry {
        let address: String
        let end: @Sendable () -> Void
    }

    fileprivate struct State {
        var entries: [UInt64: Entry] = [:]
        var order = ArrivalOrder()
        var ofAddress: [String: ArrivalOrder] = [:]
        var number: UInt64 = 0
    }

    private let max: Int
    private let perAddressMax: Int
    private let state = Mutex(State())

    init(max: Int, perAddressMax: Int) {
        self.max = max
        self.perAddressMax = perAddressMax
    }

    /// - Parameters:
    ///   - arrival: its number in the room that it comes from, one for all connections of this one: by that it is older or
    ///     newer than others, whichever event loop is first here. Nil for one that comes from outside.
    ///   - address: where it comes from, as `ClientAddress` tells addresses apart.
    ///   - end: called on any thread, at most once, where another takes its room.
    /// - Returns: its number, for `leave`.
    func enter(
        _ address: String, arrival: UInt64? = nil, end: @escaping @Sendable () -> Void
    ) -> UInt64 {
        let (number, ended) = state.withLock { state in
            state.number += 1
            let number = arrival ?? state.number
            state.entries[number] = Entry(address: address, end: end)
            state.order.insert(number)
            state.ofAddress[address, default: ArrivalOrder()].insert(number)
            let ofAddress = state.ofAddress[address]?.count ?? 0
            if ofAddress > perAddressMax {
                return (number, state.takeOldest(of: address))
            }
            return (number, state.entries.count > max ? state.takeOldest() : nil)
        }
        ended?.end()
        return number
    }

    /// It has ended, or has its place.
    func leave(_ number: UInt64) { state.withLock { _ = $0.take(number) } }

    var count: Int { state.withLock { $0.entries.count } }
}

extension PendingConnections.State {
    fileprivate mutating func take(_ number: UInt64) -> PendingConnections.Entry? {
        guard let entry = entries.removeValue(forKey: number) else { return nil }
        let entries = entries
        order.remove(where: { entries[$0] == nil })
        ofAddress[entry.address]?.remove(where: { entries[$0] == nil })
        if ofAddress[entry.address]?.count == 0 { ofAddress[entry.address] = nil }
        return entry
    }

    fileprivate mutating func takeOldest(
        of address: String? = nil
    ) -> PendingConnections.Entry? {
        oldest(of: address).flatMap { take($0) }
    }

    /// Apart, so that no copy of the entries is alive when one is taken.
    private mutating func oldest(of address: String?) -> UInt64? {
        let entries = entries
        guard let address else { return order.oldest(where: { entries[$0] != nil }) }
        return ofAddress[address]?.oldest(where: { entries[$0] != nil })
    }
}

/// Numbers in rising order, most of which come in it. What leaves from the middle is dropped later, several at a
/// time, so that leaving costs the same however many there are.
private struct ArrivalOrder {
    private var numbers = CircularBuffer<UInt64>()
    private(set) var count = 0

    mutating func insert(_ number: UInt64) {
        count += 1
        guard let last = numbers.last, last > number else { return numbers.append(number) }
        let place = numbers.firstIndex { $0 > number } ?? numbers.endIndex
        numbers.insert(number, at: place)
    }

    /// One has left.
    mutating func remove(where hasLeft: (UInt64) -> Bool) {
        count -= 1
        while let first = numbers.first, hasLeft(first) { numbers.removeFirst() }
        guard numbers.count > 2 * count + 64 else { return }
        numbers = CircularBuffer(numbers.filter { !hasLeft($0) })
    }

    mutating func oldest(where isThere: (UInt64) -> Bool) -> UInt64? {
        while let first = numbers.first, !isThere(first) { numbers.removeFirst() }
        return numbers.first
    }
}
