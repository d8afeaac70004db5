/// How often one may still try to sign in: a bucket for each place that attempts come from and one for
/// all together, which fill up with time. Guessing 256 bits is hopeless anyway; this bounds the work and
/// the noise, and what a stolen address at the provider could try.
package struct AttemptBudget: Sendable {
    package static let ofPlaceMax = 30
    package static let ofPlaceRefillMilliseconds: UInt64 = 10_000
    package static let ofAllMax = 1_000
    package static let ofAllRefillMilliseconds: UInt64 = 20
    /// Places that are remembered; more than the bucket of all lets through before they are full again.
    package static let placesMax = 4_096

    private struct Bucket {
        var left: Int
        /// When `left` was right.
        var at: UInt64
    }

    private var places: [String: Bucket] = [:]
    private var all = Bucket(left: Self.ofAllMax, at: 0)

    package init() {}

    /// - Parameter place: an address, or a member.
    /// - Returns: whether the attempt is looked at.
    package mutating func take(from place: String, at now: UInt64) -> Bool {
        all = Self.filled(all, Self.ofAllMax, Self.ofAllRefillMilliseconds, at: now)
        let bucket = Self.filled(
            places[place] ?? Bucket(left: Self.ofPlaceMax, at: now), Self.ofPlaceMax,
            Self.ofPlaceRefillMilliseconds, at: now)
        guard bucket.left > 0, all.left > 0 else { return false }
        if places[place] == nil, places.count >= Self.placesMax { forgetFull(at: now) }
        guard places[place] != nil || places.count < Self.placesMax else { return false }
        all.left -= 1
        places[place] = Bucket(left: bucket.left - 1, at: bucket.at)
        return true
    }

    private mutating func forgetFull(at now: UInt64) {
        places = places.filter {
            Self.filled($0.value, Self.ofPlaceMax, Self.ofPlaceRefillMilliseconds, at: now).left
                < Self.ofPlaceMax
        }
    }

    private static func filled(
        _ bucket: Bucket, _ max: Int, _ refill: UInt64, at now: UInt64
    ) -> Bucket {
        // A clock that went back refills nothing.
        guard now > bucket.at else { return bucket }
        let steps = (now - bucket.at) / refill
        let left = bucket.left + Int(min(steps, UInt64(max)))
        return left >= max
            ? Bucket(left: max, at: now) : Bucket(left: left, at: bucket.at + steps * refill)
    }
}
