package import Statements

/// What objects are about that others refer to, by their names; of one that is about no identifier, or several, nothing.
///
/// TLP:RED is for persons. What an object is about that is marked so is known to what is marked so itself, and to
/// nothing else: neither a total nor what programs read tells of it.
package struct KnownIdentifiers: Sendable {
    private struct Known: Sendable {
        let indicator: Indicator
        let isRed: Bool
    }

    private var known: [String: Known] = [:]

    package init() {}

    package mutating func learn(_ name: String, _ indicator: Indicator, isRed: Bool) {
        known[name] = Known(indicator: indicator, isRed: isRed)
    }

    /// Takes what is known elsewhere: of names that are not known here, and what is TLP:RED there.
    mutating func merge(_ other: KnownIdentifiers) {
        known.merge(other.known) { here, there in there.isRed ? there : here }
    }

    func isKnown(_ name: String) -> Bool { known[name] != nil }

    /// - Parameter tlp: of what refers to the object. A total has no marking, and what it counts is told to all who read
    ///   the channel.
    package func indicator(of name: String, for tlp: TLP = .clear) -> Indicator? {
        known[name].flatMap { $0.isRed && tlp != .red ? nil : $0.indicator }
    }
}
