/// SplitMix64 and the distributions that a year is drawn from. Whole numbers and the four operations
/// of IEEE 754 only: no function of a machine's library, so that a seed gives the same bytes everywhere.
package struct YearRandom: Sendable {
    private var state: UInt64

    /// - Parameter stream: what it is used for; streams of one seed do not depend on each other.
    package init(seed: UInt64, stream: UInt64) {
        state = seed &+ stream &* 0xd134_2543_de82_ef95
        state = next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// In 0..<count.
    mutating func below(_ count: Int) -> Int {
        precondition(count > 0, "nothing to draw from")
        return Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }

    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// In 0..<1.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    package mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// Nearly normal, never further than 6 from 0 (the sum of twelve).
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += unit() }
        return sum
    }

    /// Exponential with this mean, never above 40 times of it (von Neumann's method: comparisons only).
    package mutating func exponential(mean: Double) -> Double {
        for whole in 0..<40 {
            let first = unit()
            var last = first
            var isOdd = true
            while true {
                let following = unit()
                if following >= last { break }
                last = following
                isOdd.toggle()
            }
            if isOdd { return mean * (Double(whole) + first) }
        }
        return mean * 40
    }

    /// `mean` or what is beside it: the fraction is the chance of one more.
    mutating func rounded(_ mean: Double) -> Int {
        let whole = Int(mean)
        return whole + (chance(mean - Double(whole)) ? 1 : 0)
    }

    /// The index of one of the weights whose running sums these are.
    mutating func index(ofSums sums: [Double]) -> Int {
        let sought = unit() * sums[sums.count - 1]
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > sought { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Running sums of 1 / (rank + flatness): few have much.
    static func sums(ofRanks count: Int, flatness: Double) -> [Double] {
        var sum = 0.0
        return (0..<count).map { rank in
            sum += 1 / (Double(rank) + flatness)
            return sum
        }
    }
}
