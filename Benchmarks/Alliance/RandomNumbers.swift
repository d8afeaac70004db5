import ProductAuthentication

/// Serial numbers as a careful brand issues them: 14 random characters, the same each time.
enum RandomNumbers {
    private static let letters = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

    /// - Parameter seed: numbers of two seeds share none.
    static func serial(_ number: Int, seed: UInt64) -> String {
        var state = UInt64(number) &+ seed << 48
        var bytes: [UInt8] = []
        for _ in 0..<14 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            mixed ^= mixed >> 31
            bytes.append(letters[Int(mixed % UInt64(letters.count))])
            state = mixed
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func list(_ count: Int) -> SerialList {
        SerialList((0..<count).lazy.map { serial($0, seed: 1) })
    }
}
