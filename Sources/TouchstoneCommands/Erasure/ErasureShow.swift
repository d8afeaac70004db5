import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import Replication
import SQLiteStore
import TransparencyLog

package struct ErasureShow: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One erasure certificate: what it names, and who has signed.",
        discussion: """
            A proposal's entries are shown with what they say, as long as this node has them.

            Example: touchstone erasure show 4f1c0c7d90a5b2e3 --home verel
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The certificate's name or its beginning, as 'erasure list' prints it.")
    var id: String

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let found = try node.logs.erasures().filter { $0.id.hex.hasPrefix(id.lowercased()) }
        guard let record = found.first, found.count == 1, !id.isEmpty else {
            throw CommandError(
                found.isEmpty
                    ? "no erasure certificate begins with '\(id.prefix(64))'; 'touchstone erasure list' shows them"
                    : "\(found.count) erasure certificates begin with '\(id.prefix(64))'; give more of its name"
            )
        }
        try home.recordLook(
            .view, by: "erasure show",
            of: [.certificate: record.id.hex, .log: record.origin.description], results: 1,
            for: purpose.stated)
        let output = ErasuresOutput([record], by: node.roster)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            Output.write(try ErasureSummary(record.signed.certificate, from: node.logs).text)
            for erasure in output.erasures { Output.write("state: \(erasure.remark)\n") }
            Output.write(
                record.signed.note.description.split(
                    separator: "\n", omittingEmptySubsequences: false
                ).map { "  " + Table.visible(String($0)) }.joined(separator: "\n"))
        }
    }
}
