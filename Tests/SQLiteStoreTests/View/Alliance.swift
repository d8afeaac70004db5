import AllianceNames
import CRDT
import MergedView
import Roster
import Statements

/// Names and statements that the tests of the view share.
enum Alliance {
    static func origin(
        _ member: String, _ channel: String = "alliance", epoch: UInt32 = 1
    ) -> LogOrigin {
        LogOrigin(
            alliance: AllianceID(unchecked: "test"), channel: ChannelID(unchecked: channel),
            member: MemberID(unchecked: member), epoch: Epoch(epoch))
    }

    static let wide = ChannelID.alliance
    static let narrow = ChannelID(unchecked: "luxury")

    static func domain(_ name: String) throws -> Indicator { try Indicator(.domain, parsing: name) }

    static func report(
        _ indicator: Indicator, confidence: Int = 80, marks: [String] = [],
        marketplace: String? = nil, validUntil: UInt64? = nil, firstSeen: UInt64? = nil,
        tlp: TLP = .amber, note: String? = nil
    ) -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: indicator, basis: .testBuy, confidence: confidence, tlp: tlp,
                firstSeen: firstSeen, validUntil: validUntil, marketplace: marketplace,
                marks: marks, note: note))
    }

    static func object(_ indicator: Indicator, text: String? = nil) -> Statement {
        .dispute(Dispute(indicator: indicator, reason: .falsePositive, text: text))
    }

    static func seen(_ indicator: Indicator, _ total: UInt64) -> Statement {
        .sight(Sighting(indicator: indicator, total: total, first: 1, last: 2))
    }

    static func link(
        _ one: Indicator, _ other: Indicator, evidence: String? = nil
    ) throws -> Statement {
        .link(try OperatorLink(one, other, basis: .inspection, evidence: evidence))
    }

    static func takeBack(_ dots: StatementDot...) -> Statement {
        .retract(Retraction(dots: dots.map { .init(origin: $0.log, index: $0.index) }))
    }

    /// Every log of `logs` open.
    static func everything(_ logs: WrittenLogs) -> ViewScope {
        ViewScope(
            logs: Dictionary(uniqueKeysWithValues: logs.origins.map { ($0, LogScope.open) }))
    }
}
