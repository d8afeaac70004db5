import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import CRDT
import MergedView
import Statements

package struct IndicatorShow: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Everything that is said of one identifier, and by whom.",
        discussion: """
            Leaves with 1 when nobody says anything of it.

            Example: touchstone indicator show phone "+44 7700 900777"
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var identifier: IdentifierArguments
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let indicator = try identifier.indicator()
        let node = try home.openForReports()
        let scope = try node.witnessedScope()
        let state = try node.view.state(
            of: indicator, in: node.channels, scope: scope, at: node.clock.now())
        try home.recordLook(
            .view, by: "indicator show",
            of: [.kind: indicator.type.name, .identifier: indicator.value],
            results: state.reports.count + state.objections.count, for: purpose.stated)
        guard !state.isEmpty else {
            switch format.format {
            case .json: try Output.write(json: IndicatorsOutput(indicators: [], next: nil, lag: 0))
            case .table:
                Output.remark(
                    "nobody says anything of \(indicator.type) \(Table.visible(indicator.value)); that does not make it genuine"
                )
            }
            throw CommandExit.negative
        }
        let shown = IndicatorsOutput.Indicator(
            state, linkedSellers: try node.view.linkedSellers(of: state, scope: scope),
            reports: try state.reports.map { try report($0, from: node) },
            objections: try state.objections.map { try objection($0, from: node) })
        switch format.format {
        case .json: try Output.write(json: IndicatorsOutput(indicators: [shown], next: nil, lag: 0))
        case .table: print(shown)
        }
    }

    private func report(
        _ report: IndicatorState.Report, from node: OpenedNode
    ) throws -> IndicatorsOutput.Report {
        let dot = report.dots[0]
        var note: String?
        var attributes: [String: String] = [:]
        if case .assertIndicator(let said)? = try node.statement(at: dot) {
            note = said.note
            attributes = Dictionary(said.attributes.map { ($0.name, $0.value) }) { $1 }
        }
        return .init(
            member: report.member.rawValue, channel: report.channel.rawValue,
            standing: "\(report.standing)",
            confirmation: (report.isWitnessed ? Confirmation.witnessed : .pending).rawValue,
            witnessedAt: try node.witnessedAt(dot).map { MomentText.print($0 * 1_000) },
            issuedAt: MomentText.print(report.issuedAt),
            since: MomentText.print(report.since), basis: report.said.basis.name,
            confidence: report.said.confidence, tlp: report.said.tlp.name,
            marketplace: report.said.marketplace, marks: report.said.marks,
            validUntil: report.said.validUntil.map(MomentText.print), note: note,
            attributes: attributes, origin: dot.log.description, index: dot.index)
    }

    private func objection(
        _ objection: IndicatorState.Objection, from node: OpenedNode
    ) throws -> IndicatorsOutput.Objection {
        let dot = objection.dots[0]
        var text: String?
        if case .dispute(let said)? = try node.statement(at: dot) { text = said.text }
        return .init(
            member: objection.member.rawValue, channel: objection.channel.rawValue,
            standing: "\(objection.standing)", issuedAt: MomentText.print(objection.issuedAt),
            reason: objection.said.reason.name, text: text,
            onBehalfOfSeller: objection.said.onBehalfOfSeller, origin: dot.log.description,
            index: dot.index)
    }

    private func print(_ shown: IndicatorsOutput.Indicator) {
        Output.write("\(shown.type) \(Table.visible(shown.value)): \(shown.status)")
        var reports = Table([
            "reported by", "since", "basis", "confidence", "may see", "marks", "note", "standing",
            "confirmed", "entry",
        ])
        for report in shown.reports ?? [] {
            reports.append([
                report.member, String(report.since.prefix(10)), report.basis,
                "\(report.confidence)", report.tlp, report.marks.joined(separator: ", "),
                report.note ?? "", report.standing,
                report.witnessedAt ?? ConfirmationWords.text(report.confirmation),
                "\(report.origin)#\(report.index)",
            ])
        }
        if !reports.isEmpty { Output.write("\n" + reports.text) }
        var objections = Table(["objects", "on", "reason", "in words", "standing", "entry"])
        for objection in shown.objections ?? [] {
            objections.append([
                objection.member, String(objection.issuedAt.prefix(10)), objection.reason,
                objection.text ?? "", objection.standing,
                "\(objection.origin)#\(objection.index)",
            ])
        }
        if !objections.isEmpty { Output.write("\n" + objections.text) }
        if shown.sightings > 0 {
            Output.write("\nseen again \(Plural.text(shown.sightings, "time"))")
        }
        for group in shown.linkedSellers {
            var links = Table(["linked sellers in \(group.channel)", "and", "says"])
            for link in group.links {
                links.append([
                    "\(link.a.type) \(link.a.value)", "\(link.b.type) \(link.b.value)",
                    link.members.joined(separator: ", "),
                ])
            }
            Output.write("\n" + links.text)
        }
    }
}
