package import NodeAPI

/// How many numbers that turn out unknown a caller of the desk port may still ask about: a bucket for
/// each caller and one for all strangers together, which fill up again with time. Strangers share one
/// because addresses cost nothing, and because this node's own budget at other owners is at stake.
package struct DeskBudget: Sendable {
    package struct Size: Hashable, Sendable {
        /// Unknown numbers at once.
        let unknownsMax: Int
        /// Time after which one more is allowed.
        let refillMilliseconds: UInt64
    }

    /// As at the peer port.
    package static let member = Size(unknownsMax: 100, refillMilliseconds: 36_000)
    package static let stranger = Size(unknownsMax: 10, refillMilliseconds: 360_000)
    /// Half of what another owner allows this node.
    package static let allStrangers = Size(unknownsMax: 50, refillMilliseconds: 72_000)

    private enum Key: Hashable {
        case caller(DeskCaller)
        case allStrangers
    }

    private struct Bucket {
        var left: Int
        /// When `left` was right, in milliseconds since 1970.
        var at: UInt64
    }

    /// Full ones are not kept, so that there are never many: whoever empties one empties the
    /// strangers' too.
    private var buckets: [Key: Bucket] = [:]

    package init() {}

    /// Takes one, before the number is looked up, so that requests sent side by side share the budget.
    ///
    /// - Returns: whether the caller gets an answer.
    package mutating func take(_ caller: DeskCaller, at now: UInt64) -> Bool {
        let keys = Self.keys(caller)
        for key in keys {
            guard left(in: key, at: now) > 0 else { return false }
        }
        for key in keys {
            buckets[key] = Bucket(
                left: left(in: key, at: now) - 1, at: buckets[key]?.at ?? now)
        }
        return true
    }

    /// The number turned out to be known.
    package mutating func giveBack(_ caller: DeskCaller) {
        for key in Self.keys(caller) {
            guard var bucket = buckets[key] else { continue }
            bucket.left += 1
            buckets[key] = bucket.left < Self.size(of: key).unknownsMax ? bucket : nil
        }
    }

    private static func keys(_ caller: DeskCaller) -> [Key] {
        switch caller {
        case .member, .person, .machine: [.caller(caller)]
        case .stranger, .accountHolder: [.caller(caller), .allStrangers]
        }
    }

    private static func size(of key: Key) -> Size {
        switch key {
        case .caller(.member), .caller(.person), .caller(.machine): member
        case .caller(.stranger), .caller(.accountHolder): stranger
        case .allStrangers: allStrangers
        }
    }

    private mutating func left(in key: Key, at now: UInt64) -> Int {
        let size = Self.size(of: key)
        guard let bucket = buckets[key] else { return size.unknownsMax }
        // A clock that went back refills nothing.
        let steps = now > bucket.at ? (now - bucket.at) / size.refillMilliseconds : 0
        let left = bucket.left + Int(min(steps, UInt64(size.unknownsMax)))
        guard left < size.unknownsMax else {
            buckets[key] = nil
            return size.unknownsMax
        }
        buckets[key] = Bucket(left: left, at: bucket.at + steps * size.refillMilliseconds)
        return left
    }
}
