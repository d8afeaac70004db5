package import AllianceNames
package import Statements

/// How many hits a search has, and for each value that would narrow it, how many of them are left then.
///
/// A hit that has several values of a kind (two members report it) counts for each. A value of which a
/// search can be narrowed to is only counted where narrowing to it finds the hit again, so that a figure
/// holds what it promises.
package struct SearchFacets: Equatable, Sendable {
    /// Hits counted, at most `hitsMax`.
    package var total = 0
    /// False where counting ended before the hits did: every figure is then a lower bound.
    package var isComplete = true

    package var types: [IndicatorType: Int] = [:]
    package var members: [MemberID: Int] = [:]
    package var channels: [ChannelID: Int] = [:]
    package var marketplaces: [String: Int] = [:]
    /// By one of the spellings that stand in the reports.
    package var marks: [String: Int] = [:]
    package var statuses: [IndicatorStatus: Int] = [:]
    package var confirmations: [Confirmation: Int] = [:]
    package var markings: [TLP: Int] = [:]
    /// By the highest confidence of the reports that count.
    package var confidences: [Int: Int] = [:]

    package init() {}

    package static let hitsMax = 300
    /// Statements looked at, and rows read to resolve them, both of what who asks is shown: each costs a tenth of a
    /// millisecond, and a person waits for them.
    package static let documentsMax = 400
    package static let rowsMax = 1_600
}
