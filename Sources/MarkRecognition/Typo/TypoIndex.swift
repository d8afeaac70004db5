/// The Latin names of marks without one of their letters: a word with one letter missing, added or
/// exchanged has one of these in common with the name it was meant to be, or to be taken for.
struct TypoIndex: Sendable {
    /// Shorter names have too many words beside them.
    static let lettersMin = 5
    static let lettersMax = 32
    private static let base: UInt64 = 0x1_0000_01b3
    private static let filterBits: UInt64 = 22
    /// Names of one hash that are judged.
    private static let bucketMax = 32

    private var hashes: [UInt64] = []
    private var names: [Int32] = []
    /// A bit for each hash that is there, by which nearly all words are done with.
    private var filter = [UInt64](repeating: 0, count: 1 << 16)

    /// - Parameter owners: of the marks.
    init(_ table: NameTable, owners: [Int32]) {
        var pairs: [(UInt64, Int32)] = []
        for (index, name) in table.names.enumerated() where name.isLatin && !name.isDigits {
            let letters = table.plain.letters[
                Int(name.plain.lowerBound)..<Int(name.plain.upperBound)]
            guard (Self.lettersMin...Self.lettersMax).contains(letters.count) else { continue }
            Self.forEachHash(of: letters) { pairs.append(($0, Int32(index))) }
        }
        pairs.sort { ($0.0, $0.1) < ($1.0, $1.1) }
        hashes = pairs.map(\.0)
        names = pairs.map(\.1)
        takeTurns { owners[Int(table.names[Int($0)].mark)] }
        for hash in hashes {
            let bit = Self.bit(hash)
            filter[bit >> 6] |= 1 << UInt64(bit & 63)
        }
    }

    /// Where a hash has more names than are judged, the first of each owner come first, then the second of each: nobody's
    /// many names leave no room for another's.
    private mutating func takeTurns(owner: (Int32) -> Int32) {
        var start = 0
        while start < hashes.count {
            let end = hashes[start...].firstIndex { $0 != hashes[start] } ?? hashes.count
            defer { start = end }
            guard end - start > Self.bucketMax else { continue }
            var counts: [Int32: Int] = [:]
            // A name of a doubled letter has a hash twice.
            let turns = Set(names[start..<end]).sorted().map { name in
                let owner = owner(name)
                counts[owner, default: 0] += 1
                return (turn: counts[owner, default: 0], name: name)
            }
            let ordered = turns.sorted { ($0.turn, $0.name) < ($1.turn, $1.name) }.map(\.name)
            for place in start..<end {
                names[place] = ordered[min(place - start, ordered.count - 1)]
            }
        }
    }

    private static func bit(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: (hash &* 0x9e37_79b9_7f4a_7c15) >> (64 - filterBits))
    }

    /// The hash of all letters, and those without one of them.
    private static func forEachHash(of letters: ArraySlice<UInt32>, _ body: (UInt64) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: letters.count + 1) { before in
            var hash: UInt64 = 0
            before[0] = 0
            for (position, letter) in letters.enumerated() {
                hash = hash &* base &+ UInt64(letter)
                before[position + 1] = hash
            }
            body(hash)
            // From the end: what follows the letter left out, and the power that stands for its length.
            var after: UInt64 = 0
            var power: UInt64 = 1
            for (position, letter) in letters.enumerated().reversed() {
                body(before[position] &* power &+ after)
                after = after &+ UInt64(letter) &* power
                power = power &* base
            }
        }
    }

    /// - Parameter body: called with names that may be one letter away, some more than once.
    func candidates(for letters: ArraySlice<UInt32>, _ body: (Int) -> Void) {
        guard !hashes.isEmpty,
            (Self.lettersMin - 1...Self.lettersMax + 1).contains(letters.count)
        else { return }
        Self.forEachHash(of: letters) { hash in
            let bit = Self.bit(hash)
            guard filter[bit >> 6] & 1 << UInt64(bit & 63) != 0 else { return }
            var position = firstPosition(of: hash)
            let end = min(hashes.count, position + Self.bucketMax)
            while position < end, hashes[position] == hash {
                body(Int(names[position]))
                position += 1
            }
        }
    }

    private func firstPosition(of hash: UInt64) -> Int {
        var low = 0
        var high = hashes.count
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
