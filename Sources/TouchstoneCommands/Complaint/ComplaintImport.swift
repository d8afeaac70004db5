import AllianceNames
package import ArgumentParser
import CSV
import Complaints
import Foundation
import JSON
import NodeAPI
import Peering
import Statements

package struct ComplaintImport: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "File a whole list, one listing a row.",
        discussion: """
            CSV with the columns right, ground, listing, and any of type (listing or seller-account), \
            evidence (role=path, several separated by spaces; paths begin at the list's folder), \
            explanation, onBehalfOf. Rows that follow each other with the same right and ground become \
            one complaint of at most 300 listings. Leaves with 2 where a row could not be read, with 1 \
            where a complaint was not sent; all others are.

            Example: touchstone complaint import complaints.csv --declare 'Anna Verel'
            """)

    private static let chunkBytes = 64 * 1024

    @OptionGroup package var home: HomeOption
    @Argument(help: "The list; - for standard input.") var file: String
    @Option(
        name: .customLong("declare"),
        help: ArgumentHelp(
            "Who declares of each: \"\(Complaint.goodFaithDeclaration)\"", valueName: "name"))
    var declaredBy: String
    @OptionGroup package var channel: DeskChannelOption
    @OptionGroup package var format: FormatOption

    private static let fileUnread = "evidence-unread"

    package init() {}

    private struct Result {
        let group: ComplaintRows.Group
        var entry: EntryReference?
        var codes: [String] = []
        /// Why nothing was sent, where it is not one of the codes of a check.
        var detail: String?
        var json: [String: JSONValue]
    }

    package func run() async throws {
        let handle = try InputFile.open(file)
        var list = ComplaintRows()
        while list.stop == nil, let data = try handle.read(upToCount: Self.chunkBytes),
            !data.isEmpty
        {
            try list.read([UInt8](data))
        }
        try list.finish()
        let (_, desk) = try home.openComplaints()
        let channel = try channel.channel(of: desk)
        let progress = ProgressLine()
        var results: [Result] = []
        do {
            for group in list.takeGroups() {
                results.append(try await file(group, in: channel, at: desk))
                progress.show("\(results.count) complaints looked at")
            }
        } catch {
            // What is filed is signed: nobody is to file it again for not having been told.
            progress.end()
            write(results, list)
            throw error
        }
        progress.end()
        write(results, list)
        if let stop = list.stop {
            let last = results.last?.group.lines.upperBound ?? 1
            throw CommandError(
                "\(InputFile.name(file)) has \(Self.excess(stop)); make another list of what stands behind line \(last)"
            )
        }
        guard list.refused.isEmpty else {
            throw CommandError(
                "\(Plural.text(list.refused.count, "row")) of \(InputFile.name(file)) could not be taken; see above"
            )
        }
        if results.contains(where: { $0.entry == nil }) { throw CommandExit.negative }
    }

    private static func excess(_ stop: ComplaintRows.Stop) -> String {
        switch stop {
        case .rows: "more than \(ComplaintRows.rowsMax) rows"
        case .refusals: "\(ComplaintRows.refusedMax) rows that could not be taken"
        case .complaints: "more than \(ComplaintRows.complaintsMax) complaints"
        case .failed: "rows that were not looked at"
        }
    }

    private func file(
        _ group: ComplaintRows.Group, in channel: ChannelID, at desk: any DeskComplaints
    ) async throws -> Result {
        var result = Result(
            group: group,
            json: [
                "firstLine": .integer(UInt64(group.lines.lowerBound)),
                "lastLine": .integer(UInt64(group.lines.upperBound)),
                "right": .string(group.right.key), "ground": .string(group.ground.name),
                "listings": .integer(UInt64(group.listings.count)),
            ])
        let folder =
            file == "-" ? nil : URL(filePath: file).deletingLastPathComponent().absoluteURL
        do {
            let evidence: [EvidenceFile]
            do {
                evidence = try await kept(group.evidence, at: desk, below: folder)
            } catch let error where !(error is PeerProblem) {
                // A file that is not there stops its own complaint and no other.
                let reason = CommandExit.sentence(of: error)
                result.codes = [Self.fileUnread]
                result.detail = reason
                result.json["refused"] = .string(Self.fileUnread)
                result.json["detail"] = .string(reason)
                return result
            }
            let complaint = try group.complaint(evidence, declaredBy: declaredBy).readable()
            switch try await desk.file(complaint, in: channel, for: nil) {
            case .failed(let failures):
                result.codes = Set(failures.map(\.code)).sorted()
                result.json["failures"] = ComplaintJSON.failures(failures)
            case .answered(.signed(let entries, _)):
                let entry = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
                result.entry = entry
                result.json["id"] = .string(entry.pathName)
            case .answered: throw CommandError("nothing was signed")
            }
        } catch let problem as PeerProblem where problem.status < 500 {
            result.codes = [problem.keyword]
            result.detail = problem.detail
            result.json["refused"] = .string(problem.keyword)
            result.json["detail"] = .string(problem.detail)
        }
        return result
    }

    private func kept(
        _ named: [String], at desk: any DeskComplaints, below folder: URL?
    ) async throws -> [EvidenceFile] {
        var kept: [EvidenceFile] = []
        for one in named {
            kept.append(try await EvidenceOption.keep(one, at: desk, below: folder))
        }
        return kept
    }

    private func write(_ results: [Result], _ list: ComplaintRows) {
        switch format.format {
        case .json:
            ComplaintOutput.write(json: [
                "complaints": .array(results.map { .object($0.json) }),
                "refusedRows": .array(
                    list.refused.map {
                        .object([
                            "line": .integer(UInt64($0.line)), "refused": .string($0.keyword),
                            "detail": .string($0.reason),
                        ])
                    }), "complete": .bool(list.stop == nil),
            ])
        case .table:
            var table = Table(["lines", "right", "ground", "listings", "complaint", "not sent"])
            for result in results {
                let lines = result.group.lines
                table.append([
                    "\(lines.lowerBound)-\(lines.upperBound)", result.group.right.key,
                    result.group.ground.name, "\(result.group.listings.count)",
                    result.entry.map { "\($0)" } ?? "", result.codes.joined(separator: ", "),
                ])
            }
            Output.write(table.isEmpty ? "No complaint was filed." : table.text)
            for result in results {
                guard let detail = result.detail else { continue }
                Output.remark("line \(result.group.lines.lowerBound): \(Table.visible(detail))")
            }
            for refusal in list.refused {
                Output.remark("line \(refusal.line): \(refusal.reason)")
            }
        }
    }
}
