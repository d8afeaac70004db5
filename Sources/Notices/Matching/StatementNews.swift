import CRDT
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

    /// Whether somebody hears of it who follows what others say in complaints. That a marketplace has done what it was
    /// told, and what only delays, is in the complaint and no news.
    package var isOfComplaint: Bool {
        said.contains { statement in
            switch statement {
            case .complaint(.outcome), .complaint(.operationHold), .complaint(.clockPause): false
            case .complaint, .misuseMeasure: true
            default: false
            }
        }
    }

    /// The complaints that it is one of, or speaks of.
    package var complaints: [EntryReference] {
        said.compactMap { statement in
            guard case .complaint(let said) = statement else { return nil }
            return said.complaint ?? EntryReference(origin: dot.log, index: dot.index)
        }
    }

    package var indicators: [Indicator] {
        var seen: Set<Indicator> = []
        return said.flatMap(\.subjects).filter { seen.insert($0).inserted }
    }
}
