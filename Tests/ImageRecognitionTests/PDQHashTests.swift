import ImageRecognition
import Testing

@Suite struct PDQHashTests {
    static let text = "d8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22"

    @Test("64 hexadecimal digits are a hash, in either case, and are printed in lower case")
    func parsing() throws {
        let hash = try #require(PDQHash(parsing: Self.text))
        #expect(hash.description == Self.text)
        #expect(PDQHash(parsing: Self.text.uppercased()) == hash)
        #expect(PDQHash(parsing: Self.text.dropFirst()) == nil)
        #expect(PDQHash(parsing: Self.text + "0") == nil)
        for other in ["g", " ", "-", "é", "٣"] {
            #expect(PDQHash(parsing: other + Self.text.dropFirst()) == nil, "\(other)")
        }
    }

    @Test("the distance is the number of bits that differ, the same both ways")
    func distance() throws {
        let hash = try #require(PDQHash(parsing: Self.text))
        var generator = SeededNumbers(1)
        for count in 0...PDQHash.bitCount {
            let places = (0..<PDQHash.bitCount).shuffled(using: &generator).prefix(count)
            let other = places.reduce(hash) { $0.flipping($1) }
            #expect(hash.distance(to: other) == count && other.distance(to: hash) == count)
        }
    }

    @Test("the highest bit is the first digit's")
    func order() throws {
        let zero = try #require(PDQHash(parsing: String(repeating: "0", count: 64)))
        #expect(zero.flipping(255).description == "8" + String(repeating: "0", count: 63))
        #expect(zero.flipping(0).description == String(repeating: "0", count: 63) + "1")
        #expect(zero.flipping(0) < zero.flipping(1) && zero.flipping(254) < zero.flipping(255))
        #expect(PDQHash(words: [1, 0, 0, 0]) == zero.flipping(0))
    }
}

/// The same numbers each time.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
