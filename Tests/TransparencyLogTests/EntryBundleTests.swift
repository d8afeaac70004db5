import Testing
import TransparencyLog

@Suite struct EntryBundleTests {
    @Test("entries come back from a bundle, the empty and the longest one too")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 9)
        let entries = [[], generator.bytes(EntryBundle.entryBytesMax), [1], generator.bytes(300)]
        var bytes: [UInt8] = []
        for entry in entries { EntryBundle.append(entry: entry, to: &bytes) }
        let ranges = try EntryBundle.parse(bytes, count: entries.count)
        #expect(ranges.map { Array(bytes[$0]) } == entries)
        #expect(
            EntryBundle.leafHashes(of: bytes, ranges: ranges)
                == entries.map { MerkleHash.leaf($0) })
    }

    @Test("the length stands in front of the entry, as a big-endian UInt16")
    func layout() {
        var bytes: [UInt8] = []
        EntryBundle.append(entry: [UInt8](repeating: 7, count: 0x0102), to: &bytes)
        #expect(bytes.prefix(3) == [0x01, 0x02, 7])
        #expect(bytes.count == 2 + 0x0102)
    }

    @Test("a bundle cut anywhere, with a byte more, or with another count is refused")
    func refused() throws {
        var bytes: [UInt8] = []
        for entry in [[1, 2, 3], [], [4]] as [[UInt8]] {
            EntryBundle.append(entry: entry, to: &bytes)
        }
        _ = try EntryBundle.parse(bytes, count: 3)
        for count in 0..<bytes.count {
            #expect(throws: TransparencyLogError.self) {
                try EntryBundle.parse(Array(bytes.prefix(count)), count: 3)
            }
        }
        #expect(throws: TransparencyLogError.bundle(entry: 3, fault: .trailing(bytes: 1))) {
            try EntryBundle.parse(bytes + [0], count: 3)
        }
        #expect(throws: TransparencyLogError.bundle(entry: 2, fault: .trailing(bytes: 3))) {
            try EntryBundle.parse(bytes, count: 2)
        }
        #expect(throws: TransparencyLogError.bundle(entry: 3, fault: .truncated)) {
            try EntryBundle.parse(bytes, count: 4)
        }
    }

    @Test("no bytes are a bundle of no entries")
    func empty() throws {
        #expect(try EntryBundle.parse([], count: 0).isEmpty)
    }
}
