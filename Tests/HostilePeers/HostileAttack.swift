/// What a hostile node makes of an object that an honest one would have sent.
package enum HostileAttack: String, CaseIterable, Sendable {
    /// More bytes than there may be, all of them told beforehand.
    case oversized
    /// Bytes without an end.
    case endless
    /// Random bytes, as many as are expected.
    case garbage
    /// Half of it, with or without admitting that there is less.
    case truncated
    /// One bit is another.
    case bitFlipped
    /// Something true that was sent before, about something else or out of date.
    case replayed
    /// Something true that belongs in another channel, log or place.
    case crossChannel
}

/// Bytes on their way to a victim.
package struct HostileBytes: Sendable {
    package enum Ending: Sendable {
        /// As told.
        case whole
        /// The length told is that of `bytes`, and half of them are sent.
        case cut
        /// `bytes` again and again.
        case endless
    }

    package let bytes: [UInt8]
    package var ending: Ending

    package init(bytes: [UInt8], ending: Ending = .whole) {
        self.bytes = bytes
        self.ending = ending
    }
}

extension HostileAttack {
    /// - Parameters:
    ///   - honest: what should be sent.
    ///   - bytesMax: more than this is too much.
    ///   - earlier: what was sent in this place before.
    ///   - elsewhere: what is true in other places.
    package func bytes(
        for honest: [UInt8], bytesMax: Int, earlier: [[UInt8]], elsewhere: [[UInt8]],
        using random: inout SeededRandom
    ) -> HostileBytes {
        switch self {
        case .oversized:
            let surplus = max(1, bytesMax + 1 - honest.count)
            return HostileBytes(bytes: honest + [UInt8](repeating: 0x61, count: surplus))
        case .endless:
            return HostileBytes(
                bytes: honest + [UInt8](repeating: 0x62, count: 64 * 1024), ending: .endless)
        case .garbage: return HostileBytes(bytes: random.bytes(max(1, honest.count)))
        case .truncated:
            let isAdmitted = Bool.random(using: &random)
            return isAdmitted
                ? HostileBytes(bytes: Array(honest.prefix(honest.count / 2)))
                : HostileBytes(bytes: honest, ending: .cut)
        case .bitFlipped:
            guard !honest.isEmpty else { return HostileBytes(bytes: [0]) }
            var bytes = honest
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            return HostileBytes(bytes: bytes)
        case .replayed: return Self.one(of: earlier, not: honest, using: &random)
        case .crossChannel: return Self.one(of: elsewhere, not: honest, using: &random)
        }
    }

    /// Garbage where there is nothing else.
    private static func one(
        of others: [[UInt8]], not honest: [UInt8], using random: inout SeededRandom
    ) -> HostileBytes {
        let wrong = others.filter { $0 != honest }.randomElement(using: &random)
        return HostileBytes(bytes: wrong ?? random.bytes(max(1, honest.count)))
    }
}

/// The same numbers for the same seed (SplitMix64).
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
