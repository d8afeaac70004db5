#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// SplitMix64 and the few distributions that traces are drawn from: the same seed gives the same
/// trace in every process.
package struct TraceRandom: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// One stream of many: that of item `index` does not depend on how many others were drawn.
    init(seed: UInt64, stream: UInt64) {
        var mixing = TraceRandom(seed: seed &+ stream &* 0xd134_2543_de82_ef95)
        state = mixing.next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// In 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// Each order of magnitude is as likely as any other.
    mutating func betweenMagnitudes(_ low: Double, _ high: Double) -> Double {
        exp(between(log(low), log(high)))
    }

    mutating func exponential(mean: Double) -> Double { -mean * log(1 - unit()) }

    /// For small means.
    mutating func poisson(mean: Double) -> Int {
        let limit = exp(-mean)
        var product = unit()
        var count = 0
        while product > limit {
            count += 1
            product *= unit()
        }
        return count
    }

    /// Standard normal (Box and Muller).
    mutating func normal() -> Double {
        (-2 * log(1 - unit())).squareRoot() * cos(2 * Double.pi * unit())
    }

    mutating func below(_ count: Int) -> Int { Int(unit() * Double(count)) }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }
}
