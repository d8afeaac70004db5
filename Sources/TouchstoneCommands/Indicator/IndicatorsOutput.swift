import AllianceNames
import CRDT
import MergedView
import Statements

/// What is known of identifiers: the JSON of `indicator search` and `indicator show`.
struct IndicatorsOutput: VersionedOutput {
    struct Identifier: Encodable {
        let type: String
        let value: String

        init(_ indicator: Statements.Indicator) {
            type = indicator.type.name
            value = indicator.value
        }
    }
    struct Link: Encodable {
        let a: Identifier
        let b: Identifier
        let members: [String]
    }
    struct LinkedSellers: Encodable {
        let channel: String
        let id: Identifier
        let identifiers: [Identifier]
        let links: [Link]
        let tooConnected: [Identifier]
        let truncated: Bool
    }
    struct Evidence: Encodable {
        let origin: String
        let index: UInt64
        let kind: String
    }
    /// One member's word in one channel.
    struct Report: Encodable {
        let member: String
        let channel: String
        let standing: String
        /// `witnessed` (independently confirmed) or `pending` (awaiting confirmation).
        let confirmation: String
        /// When the quorum of witnesses first covered it; absent while pending.
        let witnessedAt: String?
        let issuedAt: String
        let since: String
        let basis: String
        let confidence: Int
        let tlp: String
        let marketplace: String?
        let marks: [String]
        let validUntil: String?
        let note: String?
        let attributes: [String: String]
        let origin: String
        let index: UInt64
    }
    struct Objection: Encodable {
        let member: String
        let channel: String
        let standing: String
        let issuedAt: String
        let reason: String
        let text: String?
        let onBehalfOfSeller: Bool
        let origin: String
        let index: UInt64
    }
    struct Indicator: Encodable {
        let type: String
        let value: String
        let status: String
        let members: [String]
        /// `witnessed` where the report of one of these members is; absent where nobody's counts.
        let confirmation: String?
        let confirmed: [String]
        let objecting: [String]
        let since: String?
        let basis: [String]
        let confidence: Int?
        let tlp: String?
        let marks: [String]
        let sightings: UInt64
        let linkedSellers: [LinkedSellers]
        let evidence: [Evidence]
        let truncated: Bool
        /// Only in `indicator show`.
        let reports: [Report]?
        let objections: [Objection]?
    }

    let version = 1
    let indicators: [Indicator]
    /// Where the next page begins; absent on the last.
    let next: String?
    /// Entries that free text and prefix do not find yet.
    let lag: UInt64
}

extension IndicatorsOutput.Indicator {
    init(
        _ state: IndicatorState, linkedSellers groups: [MergedView.LinkedSellers],
        reports: [IndicatorsOutput.Report]? = nil, objections: [IndicatorsOutput.Objection]? = nil
    ) {
        let counting = state.reports.filter(\.counts)
        self.init(
            type: state.indicator.type.name, value: state.indicator.value,
            status: state.status.rawValue, members: state.asserting.map(\.rawValue),
            confirmation: state.confirmation?.rawValue,
            confirmed: state.confirmed.map(\.rawValue),
            objecting: state.disputing.map(\.rawValue), since: state.since.map(MomentText.print),
            basis: Set(counting.map(\.said.basis.name)).sorted(), confidence: state.confidence,
            tlp: state.tlp?.name, marks: Set(counting.flatMap(\.said.marks)).sorted(),
            sightings: state.sightingsTotal,
            linkedSellers: groups.map(IndicatorsOutput.LinkedSellers.init),
            evidence: Self.evidence(of: state), truncated: state.isTruncated, reports: reports,
            objections: objections)
    }

    private static func evidence(of state: IndicatorState) -> [IndicatorsOutput.Evidence] {
        func entry(_ dot: StatementDot, _ kind: EntryKind) -> IndicatorsOutput.Evidence {
            .init(origin: dot.log.description, index: dot.index, kind: kind.description)
        }
        return state.reports.flatMap { $0.dots.map { entry($0, .assertIndicator) } }
            + state.objections.flatMap { $0.dots.map { entry($0, .dispute) } }
            + state.sightings.map { entry($0.dot, .sight) }
            + state.links.map { entry($0.dot, .link) }
    }
}

extension IndicatorsOutput.LinkedSellers {
    init(_ group: MergedView.LinkedSellers) {
        self.init(
            channel: group.channel.rawValue, id: .init(group.id),
            identifiers: group.indicators.map(IndicatorsOutput.Identifier.init),
            links: group.links.map {
                IndicatorsOutput.Link(
                    a: .init($0.a), b: .init($0.b), members: $0.members.map(\.rawValue))
            },
            tooConnected: group.tooConnected.map(IndicatorsOutput.Identifier.init),
            truncated: group.isTruncated)
    }
}
