extension FuzzedParser {
    /// Longest input that is made by repetition: as much as a body may have that a node reads.
    package static let stretchedBytesMax = 1 << 20

    /// Of one input in so many a long one is made, too: what takes a thousand times its length in time
    /// or memory shows by it.
    private static let inputsForOneStretched: UInt64 = 2_048

    /// One input in many with a part of it repeated a thousand times and more; nil for the others. A
    /// function of the input, so that a file that was found does it again.
    package static func stretched(_ input: [UInt8]) -> [UInt8]? {
        guard input.count > 1 else { return nil }
        // FNV-1a.
        let hash = input.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        let mixed = (hash ^ hash >> 29) &* 0xbf58_476d_1ce4_e5b9
        guard (mixed >> 40) % inputsForOneStretched == 0 else { return nil }
        return stretch(
            input, from: Int(mixed % UInt64(input.count)),
            length: 1 + Int((mixed >> 16) % min(64, UInt64(input.count))))
    }

    /// A part of the input, repeated until all is as long as may be.
    package static func stretch(_ input: [UInt8], from start: Int, length: Int) -> [UInt8] {
        let end = min(input.count, start + length)
        let part = input[start..<end]
        let times = (stretchedBytesMax - input.count) / part.count
        var long: [UInt8] = []
        long.reserveCapacity(stretchedBytesMax)
        long += input[..<start]
        for _ in 0..<max(1, times) { long += part }
        return long + input[end...]
    }
}
