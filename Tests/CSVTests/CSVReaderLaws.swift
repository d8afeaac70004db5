import CSV
import Testing

/// SplitMix64, so that a seed printed on failure replays it.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct CSVReaderLaws {
    @Test("what the writer prints is read back", arguments: UInt64(0)..<200)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let letters: [Character] = ["a", "\"", ",", "\n", "\r", ";", "é", "店", " ", "\u{feff}"]
        let columns = Int.random(in: 1...4, using: &generator)
        let rows = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
            (0..<columns).map { _ in
                String(
                    (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                        letters.randomElement(using: &generator) ?? "a"
                    })
            }
        }
        var bytes: [UInt8] = []
        for row in rows { CSVWriter.append(row, to: &bytes) }
        let found = try read(bytes).map { read in
            if case .row(_, let fields) = read { fields } else { ["refused"] }
        }
        #expect(found == rows, "seed \(seed)")
        // Also by who guesses what parts the columns.
        #expect(try read(bytes, delimiter: nil) == read(bytes), "seed \(seed)")
    }

    @Test("how the file is cut into chunks changes nothing", arguments: UInt64(0)..<300)
    func chunks(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("ab,,\n\n\"\"\r".utf8) + [0xc3, 0xa9]
        let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
            letters.randomElement(using: &generator) ?? 0
        }
        let whole = try read(bytes)
        for chunk in [1, 2, 3, 7] {
            #expect(try read(bytes, chunk: chunk) == whole, "seed \(seed), chunks of \(chunk)")
        }
    }

    @Test(
        "every line with text is in a row or refused, none is passed over",
        arguments: UInt64(0)..<200)
    func nothingLost(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("ab,\n\"".utf8)
        let bytes = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
            letters.randomElement(using: &generator) ?? 0
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var covered: Set<Int> = []
        for record in try read(bytes) {
            switch record {
            case .refused(let line, _): covered.insert(line)
            case .row(let line, let fields):
                let ends = fields.reduce(0) { $0 + $1.utf8.count { $0 == UInt8(ascii: "\n") } }
                covered.formUnion(line...(line + ends))
            }
        }
        let expected = lines.indices.filter { !lines[$0].isEmpty }.map { $0 + 1 }
        #expect(expected.allSatisfy(covered.contains), "seed \(seed)")
    }
}
