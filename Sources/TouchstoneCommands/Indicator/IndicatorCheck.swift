import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import MergedView
import Statements

package struct IndicatorCheck: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare a list of your own with what is known, sharing nothing.",
        discussion: """
            Nothing is signed and nobody is asked: the answer comes from this folder alone. What its \
            reporters have withdrawn does not count as known. Members' marks that stand in a value, in \
            any script, are told as well, also where it is no identifier. Leaves with 0 when something \
            on the list is known, with 1 when nothing is.

            Example: touchstone indicator check my-sellers.txt --input lines
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var input: ReportInput
    @OptionGroup package var format: FormatOption
    @Flag(help: "Only what is independently confirmed: a quorum of witnesses covers the report.")
    var witnessed = false

    package init() {}

    /// Rows that are named to a person; a list of the wrong kind has nothing but such rows.
    private static let refusalsShown = 10
    private static let marksShown = 100

    package func run() throws {
        let node = try home.openForReports()
        let scope = try node.witnessedScope()
        let channels = node.channels
        let now = node.clock.now()
        let marks = try node.markRegister()
        let report = try ReportOptions.parse([])
        var pieces = try ReportPieces(input, report)
        let progress = ProgressLine()
        var output = CheckOutput()
        while !pieces.isAtEnd {
            var rows: [ReportRow] = []
            do {
                try pieces.read(into: &rows)
            } catch {
                throw CommandError("\(InputFile.name(input.file)): \(error)")
            }
            for row in rows {
                output.read += 1
                output.tell(MarkInRow.all(of: row, marks))
                switch row.result {
                case .failure(let refusal): output.refuse(row, refusal)
                case .success(let assertion):
                    let state = try node.view.state(
                        of: assertion.indicator, in: channels, scope: scope, at: now)
                    if witnessed, state.confirmation != .witnessed { continue }
                    if Self.isKnown(state) { output.indicators.append(.init(row, state)) }
                }
            }
            progress.show("\(output.read) checked, \(output.known) known")
        }
        progress.end()
        try home.recordLook(
            .checkList, by: "indicator check",
            of: [.values: "\(output.read)", .sha256: pieces.digest],
            results: output.known, for: purpose.stated)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: print(output)
        }
        if output.indicators.isEmpty { throw CommandExit.negative }
    }

    /// Somebody says it still, if only for a time that is over or under suspension.
    private static func isKnown(_ state: IndicatorState) -> Bool {
        switch state.status {
        case .active, .disputed, .expired, .suspended: true
        case .withdrawn, .outOfScope, .unreported: false
        }
    }

    private func print(_ output: CheckOutput) {
        for refusal in output.refusals.prefix(Self.refusalsShown) {
            Output.remark("line \(refusal.line) could not be read: \(refusal.reason)")
        }
        if output.unreadable > Self.refusalsShown {
            Output.remark(
                "and \(output.unreadable - Self.refusalsShown) more; --format json names them")
        }
        let members = Set(output.indicators.flatMap(\.members))
        Output.write(
            "Known: \(output.known) of \(output.read), to \(Plural.text(members.count, "member")); \(output.unreadable) could not be read. Nothing was shared."
        )
        var table = Table([
            "line", "yours", "reported identifier", "status", "reported by", "confirmation",
            "objects", "since",
        ])
        for known in output.indicators {
            table.append([
                "\(known.line)", known.input, known.value, known.status,
                known.members.joined(separator: ", "),
                ConfirmationWords.text(known.confirmation),
                known.objections.joined(separator: ", "), String(known.since?.prefix(10) ?? ""),
            ])
        }
        if !table.isEmpty { Output.write("\n" + table.text) }
        var marks = Table(["line", "yours", "has the mark", "of", "found as"])
        for mark in output.marks.prefix(Self.marksShown) {
            marks.append([
                "\(mark.line)", mark.input, mark.mark, mark.member,
                mark.rules.joined(separator: ", "),
            ])
        }
        if !marks.isEmpty { Output.write("\n" + marks.text) }
        if output.marked > min(output.marks.count, Self.marksShown) {
            Output.remark(
                "\(output.marked) marks in all; --format json names up to \(CheckOutput.marksMax)")
        }
    }
}

struct CheckOutput: VersionedOutput {
    struct Known: Encodable {
        let line: Int
        let input: String
        let type: String
        let value: String
        let status: String
        let members: [String]
        let confirmation: String?
        let objections: [String]
        let since: String?

        init(_ row: ReportRow, _ state: IndicatorState) {
            line = row.line
            input = row.input
            type = state.indicator.type.name
            value = state.indicator.value
            status = state.status.rawValue
            members = state.asserting.map(\.rawValue)
            confirmation = state.confirmation?.rawValue
            objections = state.disputing.map(\.rawValue)
            since = state.since.map(MomentText.print)
        }
    }
    /// A row that could not be read, and why.
    struct Refusal: Encodable {
        let line: Int
        let input: String
        let keyword: String
        let reason: String
    }
    static let refusalsMax = 1_000
    static let marksMax = 10_000

    let version = 1
    var read = 0
    var unreadable = 0
    /// The first `refusalsMax` of them.
    private(set) var refusals: [Refusal] = []
    var indicators: [Known] = []
    var known: Int { indicators.count }
    /// Marks in the rows.
    private(set) var marked = 0
    /// The first `marksMax` of them.
    private(set) var marks: [MarkInRow] = []

    mutating func tell(_ found: [MarkInRow]) {
        marked += found.count
        marks += found.prefix(max(0, Self.marksMax - marks.count))
    }

    mutating func refuse(_ row: ReportRow, _ refusal: RowRefusal) {
        unreadable += 1
        guard refusals.count < Self.refusalsMax else { return }
        refusals.append(
            Refusal(
                line: row.line, input: row.input, keyword: refusal.keyword, reason: refusal.reason))
    }

    enum CodingKeys: CodingKey {
        case version, read, known, unreadable, refusals, indicators, marked, marks
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(read, forKey: .read)
        try container.encode(known, forKey: .known)
        try container.encode(unreadable, forKey: .unreadable)
        try container.encode(refusals, forKey: .refusals)
        try container.encode(indicators, forKey: .indicators)
        guard marked > 0 else { return }
        try container.encode(marked, forKey: .marked)
        try container.encode(marks, forKey: .marks)
    }
}
