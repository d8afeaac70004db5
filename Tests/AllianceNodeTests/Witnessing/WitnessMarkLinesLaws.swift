import AllianceNames
import AllianceNode
import Replication
import Testing
import TransparencyLog

@Suite("Lines of witness marks") struct WitnessMarkLinesLaws {
    /// A log's line, as it is marked in the end.
    private func mark(_ member: String, _ size: TreeSize) throws -> (LogOrigin, WitnessRecord) {
        let origin = try LogOrigin(parsing: "demo/alliance/\(member)/e1")
        let signer = try NoteSigner(
            name: origin.description, seed: [UInt8](repeating: 7, count: 32))
        let checkpoint = LeafLog(signer, entries: Int(size))
        let record = WitnessRecord(
            state: WitnessState(
                size: size, root: MerkleHash.root(ofLeaves: checkpoint.leaves[...])),
            noteText: try checkpoint.checkpoint(Int(size)).description)
        return (origin, record)
    }

    private func lines(_ marks: [(LogOrigin, WitnessRecord)]) -> [[UInt8]] {
        marks.map { Array(WitnessMarkLines([$0.0: $0.1]).text.utf8) }
    }

    @Test("a bit turned over stops the log of its line, or all; the others have the marks they had")
    func flipped() throws {
        let marks = [try mark("brand", 3), try mark("maison", 5), try mark("norvik", 9)]
        let lines = lines(marks)
        let whole = lines.flatMap(\.self)
        var alone = 0
        for place in whole.indices {
            var start = 0
            let hit = try #require(
                lines.firstIndex { line in
                    start += line.count
                    return place < start
                })
            for bit in 0..<8 {
                var flipped = whole
                flipped[place] ^= 1 << bit
                var read = WitnessMarkLines()
                guard let count = read.read(flipped[...], at: 700) else { continue }
                alone += 1
                #expect(count == whole.count, "bit \(bit) of byte \(place)")
                #expect(read.faults[marks[hit].0] == .damaged, "bit \(bit) of byte \(place)")
                for (number, (origin, record)) in marks.enumerated() where number != hit {
                    #expect(read.marks[origin] == record && read.faults[origin] == nil)
                }
            }
        }
        // Nearly all do: the others are in what parts words and lines.
        #expect(alone > whole.count * 8 * 9 / 10)
    }

    @Test("a line that broke off, or of which a sector never came, is none, wherever it lies")
    func torn() throws {
        let marks = [try mark("brand", 3), try mark("maison", 5)]
        let lines = lines(marks)
        for offset in [0, 1, 100, 400, 510, 511, 512] {
            func check(_ last: [UInt8], _ comment: Comment) {
                var read = WitnessMarkLines()
                let count = read.read((lines[0] + last)[...], at: offset)
                #expect(count == lines[0].count, comment)
                #expect(read == WitnessMarkLines([marks[0].0: marks[0].1]), comment)
            }
            for length in 0..<lines[1].count { check(Array(lines[1].prefix(length)), "\(length)") }
            let start = offset + lines[0].count
            for sector in (start / 512)...((start + lines[1].count - 1) / 512) {
                var last = lines[1]
                for place in last.indices where (start + place) / 512 == sector { last[place] = 0 }
                check(last, "sector \(sector) at \(offset)")
            }
        }
    }

    @Test("what is known of more outdoes what is damaged, and nothing else does; in any order")
    func joined() throws {
        let (origin, five) = try mark("brand", 5)
        let (_, three) = try mark("brand", 3)
        let (_, nine) = try mark("brand", 9)
        let sound = lines([(origin, three), (origin, five)])
        var bytes = sound.flatMap(\.self)
        bytes[sound[0].count + 40] ^= 1
        var damaged = WitnessMarkLines()
        #expect(damaged.read(bytes[...], at: 0) == bytes.count)
        #expect(damaged.faults == [origin: .damaged] && damaged.marks == [origin: three])
        for (other, fault) in [
            ([:], .damaged), ([origin: three], .damaged), ([origin: five], nil),
            ([origin: nine], nil),
        ] as [([LogOrigin: WitnessRecord], WitnessMarkLines.Fault?)] {
            var (left, right) = (damaged, WitnessMarkLines(other))
            left.join(right)
            right.join(damaged)
            #expect(left.faults[origin] == fault && left == right)
        }
        // It says so in its own text, too.
        var printed = WitnessMarkLines()
        let text = Array(damaged.text.utf8)
        #expect(printed.read(text[...], at: 0) == text.count)
        #expect(printed == damaged)
    }

    @Test("two roots for one size are a contradiction that no other line mends")
    func contradicts() throws {
        let (origin, five) = try mark("brand", 5)
        let (_, nine) = try mark("brand", 9)
        let other = WitnessRecord(
            state: WitnessState(size: 5, root: MerkleHash.leaf([])), noteText: "")
        var lines = WitnessMarkLines([origin: five])
        lines.join(WitnessMarkLines([origin: other]))
        #expect(lines.faults == [origin: .contradicts(size: 5)])
        lines.join(WitnessMarkLines([origin: nine]))
        #expect(lines.faults == [origin: .contradicts(size: 5)])
        var printed = WitnessMarkLines()
        let text = Array(lines.text.utf8)
        #expect(printed.read(text[...], at: 0) == text.count)
        #expect(printed == lines)
    }
}
