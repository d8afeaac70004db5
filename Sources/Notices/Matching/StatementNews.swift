package import MergedView
package import Statements

/// A statement that was merged, with what it takes back where it is a retraction.
package struct StatementNews: Sendable {
    package let dot: StatementDot
    package let kind: EntryKind
    /// What it says; of a retraction, what is taken back, as far as it is still there.
    package let said: [Statement]

    package init(dot: StatementDot, kind: EntryKind, said: [Statement]) {
        self.dot = dot
        self.kind = kind
        self.said = said
    }

    /// The strictest marking of what it says.
    package var marking: TLP { said.compactMap(\.marking).max() ?? .clear }

    /// By the marking of what it says, so that a strict one among many that are taken back hides only itself.
    package var parts: [StatementNews] {
        guard said.count > 1 else { return [self] }
        return Dictionary(grouping: said) { $0.marking ?? .clear }
            .sorted { $0.key < $1.key }
            .map { StatementNews(dot: dot, kind: kind, said: $0.value) }
    }

    package var indicators: [Indicator] {
        var seen: Set<Indicator> = []
        return said.flatMap(\.subjects).filter { seen.insert($0).inserted }
    }
}

extension Statement {
    /// The identifiers that it is about.
    package var subjects: [Indicator] {
        switch self {
        case .assertIndicator(let said): [said.indicator]
        case .dispute(let said): [said.indicator]
        case .sight(let said): [said.indicator]
        case .link(let said): [said.a, said.b]
        case .right, .registerProduct, .serialSnapshot, .stixObject, .complaint, .misuseMeasure,
            .retract,
            .unknown:
            []
        }
    }
}
