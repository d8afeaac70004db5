import Testing
import TransparencyLog

@Suite struct WitnessedPrefixTests {
    @Test("an entry is witnessed since the first quorum over it, and pending beyond them all")
    func times() {
        let marks: [(size: TreeSize, time: UInt64)] = [(10, 100), (20, 200), (30, 150)]
        let prefix = WitnessedPrefix(marks)
        #expect(prefix.size == 30)
        #expect(prefix.time(of: 0) == 100)
        #expect(prefix.time(of: 9) == 100)
        // The larger checkpoint had its quorum first.
        #expect(prefix.time(of: 10) == 150)
        #expect(prefix.time(of: 29) == 150)
        #expect(prefix.time(of: 30) == nil)
        #expect(WitnessedPrefix().size == 0)
        #expect(WitnessedPrefix().time(of: 0) == nil)
    }

    @Test("is the least time over all checkpoints above, in whatever order", arguments: 1...200)
    func naive(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let marks = (0..<Int.random(in: 0..<8, using: &random)).map { _ in
            (
                size: TreeSize.random(in: 0..<12, using: &random),
                time: UInt64.random(in: 1..<9, using: &random)
            )
        }
        let prefix = WitnessedPrefix(marks)
        for index in 0..<14 as Range<EntryIndex> {
            let expected = marks.filter { $0.size > index }.map(\.time).min()
            #expect(prefix.time(of: index) == expected, "seed \(seed), entry \(index)")
        }
        #expect(prefix.size == marks.map(\.size).max() ?? 0, "seed \(seed)")
        #expect(prefix == WitnessedPrefix(marks.shuffled(using: &random)), "seed \(seed)")
        // What two parts know together, and what was known before a time.
        let (one, other) = (marks.prefix(marks.count / 2), marks.dropFirst(marks.count / 3))
        #expect(WitnessedPrefix(one).joined(with: WitnessedPrefix(other)) == prefix, "seed \(seed)")
        #expect(
            prefix.before(5) == WitnessedPrefix(marks.filter { $0.time < 5 }), "seed \(seed)")
    }
}
