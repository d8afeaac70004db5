/// Who removed one dot: of each log that did, the earliest entry that says so.
///
/// A log counts up to some size or not at all, so its earliest removal says all that its later ones
/// could: the state stays as small as the number of logs that speak, however often they repeat
/// themselves. The join takes the smaller index of each log.
package struct Removals<Log: Hashable & Comparable & Sendable>: JoinSemilattice, Hashable, Sendable
{
    /// Ascending by log, at most one dot a log.
    package private(set) var dots: [Dot<Log>]

    package init() { dots = [] }

    package init(_ dots: some Sequence<Dot<Log>>) {
        self.dots = []
        for dot in dots { insert(dot) }
    }

    package var isEmpty: Bool { dots.isEmpty }

    /// - Returns: whether the state changed.
    @discardableResult
    package mutating func insert(_ dot: Dot<Log>) -> Bool {
        let place = dots.firstIndex { $0.log >= dot.log } ?? dots.endIndex
        guard place < dots.endIndex, dots[place].log == dot.log else {
            dots.insert(dot, at: place)
            return true
        }
        guard dot.index < dots[place].index else { return false }
        dots[place] = dot
        return true
    }

    package mutating func join(_ other: Self) {
        for dot in other.dots { insert(dot) }
    }
}
