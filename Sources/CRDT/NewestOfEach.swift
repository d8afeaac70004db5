/// Of each speaker the newest that it said, by the speaker's own positions and never by a clock.
///
/// Across speakers all values stay; nobody overwrites another (a multi-value register with one cell
/// for each writer). Two values at one position cannot be, since a position names one entry.
package struct NewestOfEach<
    Speaker: Hashable & Comparable & Sendable, Position: Comparable & Sendable,
    Value: Equatable & Sendable
>: JoinSemilattice, Sendable {
    package struct Saying: Equatable, Sendable {
        package var position: Position
        package var value: Value
    }

    private var sayings: [Speaker: Saying] = [:]

    package init() {}

    package mutating func say(_ value: Value, by speaker: Speaker, at position: Position) {
        if let known = sayings[speaker], known.position >= position { return }
        sayings[speaker] = Saying(position: position, value: value)
    }

    package mutating func join(_ other: Self) {
        sayings.merge(other.sayings) { $0.position >= $1.position ? $0 : $1 }
    }

    package subscript(speaker: Speaker) -> Saying? { sayings[speaker] }

    /// In the order of the speakers.
    package var all: [(speaker: Speaker, saying: Saying)] {
        sayings.keys.sorted().map { ($0, sayings[$0]!) }
    }
}
