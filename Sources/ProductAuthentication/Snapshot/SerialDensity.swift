/// How many of the numbers that could have been issued were issued, estimated from the issued ones and
/// on the safe side: where in doubt the space is taken for smaller.
///
/// Whoever holds a snapshot and its key can try numbers until it expires. In a space where one number
/// in a million is issued that yields nothing worth having; among numbers that were counted up it
/// yields all of them. So a snapshot is refused above one in 2²⁰.
///
/// For each length of number:
/// - **by alphabet**: at each position only the characters seen there count; a letter that stands in
///   every number adds nothing.
/// - **by neighbours**: the numbers in order, the distance to the next one in that alphabet. Of random
///   numbers a tenth have their neighbour within 0.105 of the mean distance. Numbers that follow each
///   other, in one run or in many (a date and a counter), have theirs at hand, wherever the runs are.
///
/// The smaller of the two counts, divided by the widest alphabet of a position, since one character may
/// be a check character. The densest length decides, for that is where one would try.
package struct SerialDensity: Hashable, Sendable {
    /// At least so many numbers must be possible for each that is issued: 2²⁰.
    package static let possibleForEachMin: Double = 1_048_576

    /// Characters of the numbers that this is said of.
    package let length: Int
    package let issued: Int
    /// At least 1.
    package let possible: Double

    package var isTooDense: Bool { possible < Double(issued) * Self.possibleForEachMin }

    /// Of the densest length; nil for no numbers.
    package init?(_ serials: SerialList) {
        let sorted = serials.sorted()
        var lengths: [Int: [Int]] = [:]
        for position in 0..<sorted.count {
            lengths[sorted.range(position).count, default: []].append(position)
        }
        var densest: SerialDensity?
        for (length, positions) in lengths.sorted(by: { $0.key < $1.key }) {
            let found = sorted.withBytes {
                SerialDensity(length, SameLength(all: $0, sorted: sorted, positions: positions))
            }
            if let best = densest, best.ratio >= found.ratio { continue }
            densest = found
        }
        guard let densest else { return nil }
        self = densest
    }

    private init(_ length: Int, _ numbers: SameLength) {
        self.length = length
        issued = numbers.positions.count
        let alphabets = numbers.alphabets(length)
        let sizes = alphabets.map { Double($0.size) }
        let byAlphabet = sizes.reduce(1, *)
        let byNeighbours = numbers.tenthGap(alphabets) / 0.105 * Double(issued)
        possible = max(1, min(byAlphabet, byNeighbours) / (sizes.max() ?? 1))
    }

    private var ratio: Double { Double(issued) / possible }
}

/// The characters seen at one position, each with its rank among them.
private struct Alphabet {
    var size = 0
    var ranks = [UInt8](repeating: 0, count: 256)
}

/// Numbers of one length, in order.
private struct SameLength {
    let all: UnsafeRawBufferPointer
    let sorted: SerialList
    let positions: [Int]

    func alphabets(_ length: Int) -> [Alphabet] {
        var seen = [Bool](repeating: false, count: 256 * length)
        for position in positions {
            let start = sorted.range(position).lowerBound
            for place in 0..<length { seen[place << 8 | Int(all[start + place])] = true }
        }
        return (0..<length).map { place in
            var alphabet = Alphabet()
            for byte in 0..<256 where seen[place << 8 | byte] {
                alphabet.ranks[byte] = UInt8(truncatingIfNeeded: alphabet.size)
                alphabet.size += 1
            }
            return alphabet
        }
    }

    /// The distance to the next number that nine tenths of them exceed, at least 1; that of a single
    /// number is 1, for nothing is known.
    func tenthGap(_ alphabets: [Alphabet]) -> Double {
        guard positions.count > 1 else { return 1 }
        var weights = [Double](repeating: 1, count: alphabets.count)
        for place in stride(from: alphabets.count - 2, through: 0, by: -1) {
            weights[place] = weights[place + 1] * Double(alphabets[place + 1].size)
        }
        var gaps: [Double] = []
        gaps.reserveCapacity(positions.count - 1)
        for (left, right) in zip(positions, positions.dropFirst()) {
            let (a, b) = (sorted.range(left).lowerBound, sorted.range(right).lowerBound)
            var gap: Double = 0
            for (place, alphabet) in alphabets.enumerated() {
                let (x, y) = (all[a + place], all[b + place])
                if x != y {
                    gap +=
                        Double(Int(alphabet.ranks[Int(y)]) - Int(alphabet.ranks[Int(x)]))
                        * weights[place]
                }
            }
            gaps.append(max(1, gap))
        }
        gaps.sort()
        return gaps[gaps.count / 10]
    }
}
