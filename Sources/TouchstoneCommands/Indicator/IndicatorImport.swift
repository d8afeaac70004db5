import AllianceNames
import AllianceNode
package import ArgumentParser
import CSV
import Foundation
import MergedView
import Replication
import Statements

package struct IndicatorImport: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Report a whole list.",
        discussion: """
            Streams, so that a list may be as long as it likes. A row that cannot be taken is written \
            to --refused with its line and the reason, and all others are reported. CSV columns: \
            \(CSVReports.fields.joined(separator: ", ")). Of a STIX object that was imported before a \
            newer version takes the place of the earlier one, and a revoked one takes it back; an \
            older version is refused.

            Example: touchstone indicator import list.csv --input csv --column value=Domain
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var input: ReportInput
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var report: ReportOptions
    @OptionGroup package var format: FormatOption
    @Flag(help: "Also tell which members' marks the rows have, in any script.")
    var recognise = false
    @Option(help: "Where refused rows go; default the list's name with .refused.csv.")
    var refused: String?

    package init() {}

    package func run() async throws {
        let begun = Date()
        let node = try home.open()
        let channel = try channel.channel()
        try await node.readyToSign(in: channel)
        var pieces = try ReportPieces(input, report)
        let refusals = try RefusalFile(path: refused, input: input.file, addedColumns: ["input"])
        let bulk = BulkAppend(writer: node.writer, channel: channel)
        let versions =
            try input.input == .stix ? SaidVersions(of: node, in: channel) : nil
        let progress = ProgressLine()
        var tally = recognise ? MarkTally(try node.markRegister()) : nil
        var read = 0
        var replacing = Replacing()
        var failure: (any Error)?
        while !pieces.isAtEnd {
            var rows: [ReportRow] = []
            do {
                try pieces.read(into: &rows)
            } catch {
                // What was read before is signed all the same.
                failure = error
            }
            read += rows.count
            for row in rows { tally?.count(row) }
            try await take(rows, into: bulk, refusals, versions, &replacing)
            progress.show("\(read) rows read, \(refusals.count) refused")
        }
        let checkpoint = try await bulk.finish()
        try refusals.flush()
        progress.end()
        try node.merger.catchUp()
        let accepted = Int(await bulk.progress.durable) - replacing.statements
        let output = ImportsOutput(imports: [
            .init(
                read: read, accepted: accepted,
                replaced: replacing.objects > 0 ? replacing.objects : nil,
                refused: refusals.count,
                refusedFile: refusals.count > 0 ? refusals.path : nil,
                origin: node.writer.origin(in: channel).description,
                size: checkpoint.map(\.size), seconds: Date().timeIntervalSince(begun),
                marks: tally?.all)
        ])
        // Where the input broke off, what came before is signed, and that is said.
        if failure == nil || read > 0 {
            try output.write("report", "signed", format: format.format)
        }
        if let failure { throw CommandError("\(InputFile.name(input.file)): \(failure)") }
        if let complaint = refusals.complaint(
            of: input.file, accepted: accepted + replacing.objects)
        {
            throw complaint
        }
    }

    /// What took the place of something earlier.
    private struct Replacing {
        var objects = 0
        /// Statements that report nothing: they keep and take back.
        var statements = 0
    }

    private func take(
        _ rows: [ReportRow], into bulk: BulkAppend, _ refusals: RefusalFile,
        _ versions: SaidVersions?, _ replacing: inout Replacing
    ) async throws {
        // What was read before must be there to be judged beside.
        if rows.contains(where: { $0.object != nil }) { _ = try await bulk.finish() }
        let judged = try VersionedRows(rows) { try versions?.judge($0) ?? [] }
        for (row, refusal) in judged.refused { try Self.append(row, refusal, to: refusals) }
        guard !judged.said.isEmpty else { return }
        var statements: [Statement] = []
        statements.reserveCapacity(judged.said.count)
        /// Of each statement.
        var said: [ReportRow] = []
        for one in judged.said {
            if let report = one.report {
                statements.append(report)
                said.append(one.row)
            }
            guard !one.takingBack.isEmpty else { continue }
            statements += one.takingBack
            said += one.takingBack.map { _ in one.row }
            replacing.objects += 1
            replacing.statements += one.takingBack.count
        }
        for refusal in try await bulk.append(statements) {
            try Self.append(
                said[refusal.number],
                RowRefusal(keyword: refusal.error.keyword, reason: refusal.error.description),
                to: refusals)
        }
    }

    private static func append(
        _ row: ReportRow, _ refusal: RowRefusal, to refusals: RefusalFile
    ) throws {
        try refusals.append(
            CSVRefusal(line: row.line, keyword: refusal.keyword, reason: refusal.reason),
            row.input)
    }
}
