package import AllianceNames

/// How many unknown numbers a member may still ask about: a bucket for each that fills up again with
/// time. A member that guesses numbers empties its bucket and learns nothing more; one that asks
/// about products it holds hardly touches it.
package struct QuestionBudget: Sendable {
    /// Unknown numbers that a member may ask about at once.
    package static let unknownsMax = 100
    /// Time after which one more is allowed, in milliseconds: a hundred an hour.
    package static let refillMilliseconds: UInt64 = 36_000

    private struct Bucket {
        var left: Int
        /// When `left` was right, in milliseconds since 1970.
        var at: UInt64
    }

    /// Full ones are not kept.
    private var buckets: [MemberID: Bucket] = [:]

    package init() {}

    /// Takes one, before the number is looked up, so that questions sent side by side share the budget.
    ///
    /// - Returns: whether the member gets an answer.
    package mutating func take(_ member: MemberID, at now: UInt64) -> Bool {
        let left = left(to: member, at: now)
        guard left > 0 else { return false }
        buckets[member] = Bucket(left: left - 1, at: buckets[member]?.at ?? now)
        return true
    }

    /// The number turned out to be known.
    package mutating func giveBack(_ member: MemberID) {
        guard var bucket = buckets[member] else { return }
        bucket.left += 1
        buckets[member] = bucket.left < Self.unknownsMax ? bucket : nil
    }

    /// Whether the member gets no more answers for now.
    package mutating func isSpent(_ member: MemberID, at now: UInt64) -> Bool {
        left(to: member, at: now) == 0
    }

    private mutating func left(to member: MemberID, at now: UInt64) -> Int {
        guard let bucket = buckets[member] else { return Self.unknownsMax }
        // A clock that went back refills nothing.
        let steps = now > bucket.at ? (now - bucket.at) / Self.refillMilliseconds : 0
        let left = bucket.left + Int(min(steps, UInt64(Self.unknownsMax)))
        guard left < Self.unknownsMax else {
            buckets[member] = nil
            return Self.unknownsMax
        }
        buckets[member] = Bucket(
            left: left, at: bucket.at + steps * Self.refillMilliseconds)
        return left
    }
}
