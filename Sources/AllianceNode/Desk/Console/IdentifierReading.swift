import AllianceNames
import CRDT
import MergedView
import NodeAPI
import SQLiteStore
import Statements

/// Everything that is said of one identifier: the view's answer, and of the record what the view leaves out.
struct IdentifierReading {
    private let node: OpenedNode
    private let scope: ViewScope
    private let channels: Set<ChannelID>

    init(_ node: OpenedNode, scope: ViewScope, channels: Set<ChannelID>) {
        self.node = node
        self.scope = scope
        self.channels = channels
    }

    func record(of indicator: Indicator) throws -> IdentifierRecord {
        let now = node.clock.now()
        let state = try node.view.state(of: indicator, in: channels, scope: scope, at: now)
        var details: [StatementDot: IdentifierRecord.Detail] = [:]
        for report in state.reports.prefix(IdentifierRecord.detailsMax) {
            guard let dot = report.dots.first else { continue }
            details[dot] = try detail(of: dot)
        }
        var texts: [StatementDot: String] = [:]
        for objection in state.objections.prefix(IdentifierRecord.detailsMax) {
            guard let dot = objection.dots.first else { continue }
            if case .dispute(let said)? = try node.statement(at: dot) { texts[dot] = said.text }
        }
        return IdentifierRecord(
            state: state, details: details, objectionTexts: texts,
            linked: try node.view.linkedSellers(of: state, scope: scope), time: now)
    }

    private func detail(of dot: StatementDot) throws -> IdentifierRecord.Detail {
        var detail = IdentifierRecord.Detail(
            witnessedAt: try node.witnessedAt(dot).map { $0 * 1_000 })
        // Of an erased report nothing is left but that it was made.
        if case .assertIndicator(let said)? = try node.statement(at: dot) {
            detail.note = said.note
            detail.legalBasis = said.legalBasis
            detail.attributes = said.attributes
        }
        return detail
    }
}
