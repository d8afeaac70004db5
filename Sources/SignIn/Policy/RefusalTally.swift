/// How many refused attempts to sign in are recorded one by one: so many an hour, so that strangers fill no
/// log; of those beyond, how many they were.
package struct RefusalTally: Sendable {
    package static let ofHourMax = 200
    package static let hourMilliseconds: UInt64 = 3_600_000

    private var begunAt: UInt64?
    private var count = 0
    private var passedOver: UInt64 = 0

    package init() {}

    /// - Returns: nil for one that is only counted; else how many were only counted since the one before.
    package mutating func take(at now: UInt64) -> UInt64? {
        // A clock that went back begins another hour, as one that went on does.
        if begunAt.map({ now < $0 || now - $0 >= Self.hourMilliseconds }) ?? true {
            (begunAt, count) = (now, 0)
        }
        guard count < Self.ofHourMax else {
            passedOver += 1
            return nil
        }
        count += 1
        defer { passedOver = 0 }
        return passedOver
    }
}
