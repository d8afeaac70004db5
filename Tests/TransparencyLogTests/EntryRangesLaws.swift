import Testing
import TransparencyLog

@Suite("ranges of entries, against plain sets")
struct EntryRangesLaws {
    static let seeds: [UInt64] = Array(1...60)

    private static func some(_ random: inout SeededGenerator) -> Set<EntryIndex> {
        let count = Int.random(in: 0...12, using: &random)
        return Set((0..<count).map { _ in UInt64.random(in: 0...20, using: &random) })
    }

    @Test("agree with sets in union, difference, cut and membership", arguments: seeds)
    func sets(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (a, b) = (Self.some(&random), Self.some(&random))
        let (left, right) = (EntryRanges(a.shuffled(using: &random)), EntryRanges(b))
        #expect(Array(left.indexes) == a.sorted())
        #expect(left.count == UInt64(a.count))
        #expect(left.union(right) == EntryRanges(a.union(b)))
        #expect(left.subtracting(right) == EntryRanges(a.subtracting(b)))
        #expect(left.within(3..<11) == EntryRanges(a.filter { (3..<11).contains($0) }))
        #expect(left.contains(right) == b.isSubset(of: a))
        for index in UInt64(0)...22 { #expect(left.contains(index) == a.contains(index)) }
    }

    @Test("union is a join", arguments: seeds)
    func join(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (a, b, c) = (
            EntryRanges(Self.some(&random)), EntryRanges(Self.some(&random)),
            EntryRanges(Self.some(&random))
        )
        #expect(a.union(b) == b.union(a))
        #expect(a.union(b).union(c) == a.union(b.union(c)))
        #expect(a.union(a) == a)
    }

    @Test("are read as they are printed", arguments: seeds)
    func printParse(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let ranges = EntryRanges(Self.some(&random).union([7]))
        #expect(try EntryRanges(parsing: ranges.description, rangesMax: 21) == ranges)
    }

    @Test(
        "have one spelling",
        arguments: [
            "", "3,", ",3", "3-3", "4-3", "3,4", "3-5,6", "5,3", "3,3", "03", "3 ,5", "3-", "-3",
            "+3", "1-2-3", "281474976710655", "3;5",
        ])
    func refused(text: String) {
        #expect(throws: TransparencyLogError.self) {
            try EntryRanges(parsing: text, rangesMax: 8)
        }
    }

    @Test("are bounded")
    func bounded() throws {
        #expect(try EntryRanges(parsing: "1,3,5", rangesMax: 3).count == 3)
        #expect(throws: TransparencyLogError.entryRanges(found: "1,3,5")) {
            try EntryRanges(parsing: "1,3,5", rangesMax: 2)
        }
    }
}
