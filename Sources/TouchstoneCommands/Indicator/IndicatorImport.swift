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
            \(CSVReports.fields.joined(separator: ", ")).

            Example: touchstone indicator import list.csv --input csv --column value=Domain
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var input: ReportInput
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var report: ReportOptions
    @OptionGroup package var format: FormatOption
    @Option(help: "Where refused rows go; default the list's name with .refused.csv.")
    var refused: String?

    package init() {}

    package func run() async throws {
        let begun = Date()
        let node = try home.open()
        let channel = try channel.channel()
        try await node.readyToSign(in: channel)
        var reader = try input.reader(report)
        let handle = try input.open()
        let refusals = try RefusalFile(path: refused, input: input.file, addedColumns: ["input"])
        let bulk = BulkAppend(writer: node.writer, channel: channel)
        let progress = ProgressLine()
        var read = 0
        var failure: (any Error)?
        var isAtEnd = false
        while !isAtEnd {
            var rows: [ReportRow] = []
            do {
                if let data = try handle.read(upToCount: ReportInput.chunkBytes), !data.isEmpty {
                    try reader.read([UInt8](data)) { rows.append($0) }
                } else {
                    isAtEnd = true
                    try reader.finish { rows.append($0) }
                }
            } catch {
                // What was read before is signed all the same.
                failure = error
                isAtEnd = true
            }
            read += rows.count
            try await take(rows, into: bulk, refusals)
            progress.show("\(read) rows read, \(refusals.count) refused")
        }
        let checkpoint = try await bulk.finish()
        try refusals.flush()
        progress.end()
        try node.merger.catchUp()
        let durable = await bulk.progress.durable
        let output = ImportsOutput(imports: [
            .init(
                read: read, accepted: Int(durable), refused: refusals.count,
                refusedFile: refusals.count > 0 ? refusals.path : nil,
                origin: node.writer.origin(in: channel).description,
                size: checkpoint.map(\.size), seconds: Date().timeIntervalSince(begun))
        ])
        // Where the input broke off, what came before is signed, and that is said.
        if failure == nil || read > 0 {
            try output.write("report", "signed", format: format.format)
        }
        if let failure { throw CommandError("\(InputFile.name(input.file)): \(failure)") }
        if let complaint = refusals.complaint(of: input.file, accepted: Int(durable)) {
            throw complaint
        }
    }

    private func take(
        _ rows: [ReportRow], into bulk: BulkAppend, _ refusals: RefusalFile
    ) async throws {
        var accepted: [(ReportRow, Statement)] = []
        accepted.reserveCapacity(rows.count)
        for row in rows {
            switch row.result {
            case .success(let assertion): accepted.append((row, .assertIndicator(assertion)))
            case .failure(let refusal): try Self.append(row, refusal, to: refusals)
            }
        }
        guard !accepted.isEmpty else { return }
        for refusal in try await bulk.append(accepted.map(\.1)) {
            try Self.append(
                accepted[refusal.number].0,
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
