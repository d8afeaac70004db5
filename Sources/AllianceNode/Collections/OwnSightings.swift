package import AllianceNames
import CRDT
import MergedView
import NodeAPI
import STIX
package import Statements

extension OpenedNode {
    /// What this member said last of how often it saw an identifier, in one channel.
    package func ownSighting(
        of indicator: Indicator, in channel: ChannelID
    ) throws -> Sighting? {
        try merger.catchUp()
        return try OwnSightings(of: indicator, in: channel, at: self, scope: scope()).newest
    }
}

/// What this member has said so far of how often it saw an identifier, in one channel.
struct OwnSightings {
    private(set) var indicator: Indicator
    private(set) var newest: Sighting?
    /// All that counts, so that a total can be taken back to nothing.
    private(set) var dots: [StatementDot]
    private var posted: UInt64
    private var first = UInt64.max
    private var last = UInt64.min

    /// - Parameter scope: which of them count.
    init(
        of indicator: Indicator, in channel: ChannelID, at node: OpenedNode, scope: ViewScope
    ) throws {
        self.indicator = indicator
        dots = try node.ownStatements(
            .sight, under: ViewKey(indicator), in: [channel], scope: scope)
        if let latest = dots.last, case .sight(let said)? = try node.statement(at: latest) {
            newest = said
        }
        posted = newest?.postedTotal ?? 0
    }

    mutating func add(_ sighting: STIXSighting) {
        posted = min(posted + sighting.count, Sighting.totalMax)
        first = min(first, sighting.first)
        last = max(last, sighting.last)
    }

    mutating func remove(_ sighting: STIXSighting) { posted -= min(posted, sighting.count) }

    /// The total as it is now.
    var statements: [Statement] {
        let before = newest?.postedTotal ?? 0
        guard posted != before else { return [] }
        let total = min((newest?.total ?? 0) - before + posted, Sighting.totalMax)
        guard total > 0 else { return Retraction.statements(of: dots) }
        return [
            .sight(
                Sighting(
                    indicator: indicator, total: total, first: min(first, newest?.first ?? first),
                    last: max(last, newest?.last ?? last), postedTotal: min(posted, total)))
        ]
    }
}
