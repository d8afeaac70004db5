/// What a 32-byte Ed25519 public key must be beyond decodable, for signatures under it to mean one
/// thing everywhere. Libraries differ on the encodings refused here (C2SP/CCTV `ed25519`); under a
/// low-order key a signature need not commit to its message at all.
enum Ed25519Point {
    /// Whether `key` is the only encoding of its point (RFC 8032, Section 5.1.3): `y` below
    /// 2^255 - 19, and no sign bit where `x` is 0.
    static func isCanonical(_ key: [UInt8]) -> Bool {
        precondition(key.count == 32, "an Ed25519 public key has 32 bytes")
        let sign = key[31] & 0x80
        let y = Array(key[..<31]) + [key[31] & 0x7f]
        // 2^255 - 19 is ed ff .. ff 7f, least significant byte first.
        let isBelowPrime = y[0] < 0xed || y[1..<31].contains { $0 != 0xff } || y[31] != 0x7f
        // x is 0 where y is 1 or -1.
        let isOne = y[0] == 1 && y.dropFirst().allSatisfy { $0 == 0 }
        let isMinusOne = y[0] == 0xec && y[1..<31].allSatisfy { $0 == 0xff } && y[31] == 0x7f
        return isBelowPrime && !(sign != 0 && (isOne || isMinusOne))
    }

    /// Whether the canonical `key` is one of the eight points whose order divides 8.
    static func isLowOrder(_ key: [UInt8]) -> Bool { lowOrder.contains(key) }

    // From the C2SP/CCTV `ed25519` README, "Low-order edwards25519 point encodings".
    private static let lowOrder: Set<[UInt8]> = {
        let zeros = String(repeating: "0", count: 62)
        let order8 = [
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03",
        ]
        let encodings = [
            "01" + zeros,
            "ec" + String(repeating: "f", count: 60) + "7f",
            "00" + zeros,
            "00" + zeros.dropLast(2) + "80",
            order8[0] + "05", order8[0] + "85",
            order8[1] + "7a", order8[1] + "fa",
        ]
        return Set(encodings.compactMap { Hex.decode($0) })
    }()
}
