/// An observed-remove set of dots, each with the value that its entry gave it.
///
/// A removal names the dots it has seen, so what is added again later, under a new dot, stands
/// (Shapiro et al., "A comprehensive study of CRDTs", 2011, section 3.3.5). A removed dot stays, with
/// who removed it, because whether a removal counts is decided when the set is read. A removal may
/// come before the dot that it removes.
package struct ObservedRemoveMap<
    Log: Hashable & Comparable & Sendable, Value: Equatable & Sendable
>: JoinSemilattice, Sendable {
    package struct Element: Equatable, Sendable {
        package var dot: Dot<Log>
        package var value: Value
        package var removals: Removals<Log>
    }

    private var values: [Dot<Log>: Value] = [:]
    private var removals: [Dot<Log>: Removals<Log>] = [:]

    package init() {}

    /// Of one dot all replicas know the same value, so a second one is not looked at.
    package mutating func insert(_ value: Value, at dot: Dot<Log>) {
        if values[dot] == nil { values[dot] = value }
    }

    package mutating func remove(_ dot: Dot<Log>, by remover: Dot<Log>) {
        removals[dot, default: Removals()].insert(remover)
    }

    /// Takes a dot's value away for good. Not a join: whoever calls it sees to it that the value is
    /// never inserted again, here or in what is joined.
    package mutating func erase(_ dot: Dot<Log>) { values[dot] = nil }

    package mutating func join(_ other: Self) {
        values.merge(other.values) { mine, _ in mine }
        removals.merge(other.removals) { $0.joined(with: $1) }
    }

    /// Every dot added, removed or not, in the order of the dots.
    package var elements: [Element] {
        values.keys.sorted().map {
            Element(dot: $0, value: values[$0]!, removals: removals[$0] ?? Removals())
        }
    }

    /// The dots of which no removal counts.
    package func live(where counts: (_ remover: Dot<Log>, _ target: Dot<Log>) -> Bool) -> [Element]
    {
        elements.filter { element in !element.removals.dots.contains { counts($0, element.dot) } }
    }
}
