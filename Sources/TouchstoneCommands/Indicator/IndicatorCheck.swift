import AllianceNames
import AllianceNode
package import ArgumentParser
import Foundation
import MergedView
import Statements

package struct IndicatorCheck: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare a list of your own with what is known, sharing nothing.",
        discussion: """
            Nothing is signed and nobody is asked: the answer comes from this folder alone. Leaves \
            with 0 when something on the list is known, with 1 when nothing is.

            Example: touchstone indicator check my-sellers.txt --input lines
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var input: ReportInput
    @OptionGroup package var format: FormatOption
    @Flag(help: "Only what is independently confirmed: a quorum of witnesses covers the report.")
    var witnessed = false

    package init() {}

    package func run() throws {
        let node = try home.open()
        let scope = try node.witnessedScope()
        let channels = node.channels
        let now = node.clock.now()
        let report = try ReportOptions.parse([])
        var reader = try input.reader(report)
        let handle = try input.open()
        let progress = ProgressLine()
        var output = CheckOutput()
        var isAtEnd = false
        while !isAtEnd {
            var rows: [ReportRow] = []
            if let data = try handle.read(upToCount: ReportInput.chunkBytes), !data.isEmpty {
                try reader.read([UInt8](data)) { rows.append($0) }
            } else {
                isAtEnd = true
                try reader.finish { rows.append($0) }
            }
            for row in rows {
                output.read += 1
                guard case .success(let assertion) = row.result else {
                    output.unreadable += 1
                    continue
                }
                let state = try node.view.state(
                    of: assertion.indicator, in: channels, scope: scope, at: now)
                if witnessed, state.confirmation != .witnessed { continue }
                if !state.reports.isEmpty { output.indicators.append(.init(row, state)) }
            }
            progress.show("\(output.read) checked, \(output.known) known")
        }
        progress.end()
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: print(output)
        }
        if output.indicators.isEmpty { throw CommandExit.negative }
    }

    private func print(_ output: CheckOutput) {
        let members = Set(output.indicators.flatMap(\.members))
        Output.write(
            "Known: \(output.known) of \(output.read), to \(Plural.text(members.count, "member")); \(output.unreadable) could not be read. Nothing was shared."
        )
        var table = Table([
            "line", "yours", "reported identifier", "reported by", "confirmation", "objects",
            "since",
        ])
        for known in output.indicators {
            table.append([
                "\(known.line)", known.input, known.value, known.members.joined(separator: ", "),
                ConfirmationWords.text(known.confirmation),
                known.objections.joined(separator: ", "), String(known.since?.prefix(10) ?? ""),
            ])
        }
        if !table.isEmpty { Output.write("\n" + table.text) }
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
    let version = 1
    var read = 0
    var unreadable = 0
    var indicators: [Known] = []
    var known: Int { indicators.count }

    enum CodingKeys: CodingKey { case version, read, known, unreadable, indicators }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(read, forKey: .read)
        try container.encode(known, forKey: .known)
        try container.encode(unreadable, forKey: .unreadable)
        try container.encode(indicators, forKey: .indicators)
    }
}
