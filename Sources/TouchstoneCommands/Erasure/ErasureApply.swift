import AllianceNode
package import ArgumentParser
import Credentials
import Replication
import SQLiteStore
import TransparencyLog

package struct ErasureApply: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Erase in this node what a certificate names; other nodes follow.",
        discussion: """
            The certificate is kept first, then salt and payload go out of log, view, search index and \
            write-ahead logs. A running node passes it on to the channel's members. Leaves with 1 while \
            something is still being read, in which case the running node finishes it.

            Example: touchstone erasure apply erasure-4f1c0c7d90a5b2e3.note --home verel --yes
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The certificate, with all its signatures.", completion: .file())
    var file: String
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func run() throws {
        let signed = try ErasureFile.read(file)
        let node = try home.open()
        _ = try signed.verified(by: node.roster)
        if format.format == .table {
            Output.write(try ErasureSummary(signed.certificate, from: node.logs).text)
        }
        guard yes else {
            Output.remark("Nothing was erased. Say --yes to erase for good.")
            return
        }
        let record = try node.apply(signed)
        switch format.format {
        case .json: try Output.write(json: ErasuresOutput([record], by: node.roster))
        case .table:
            Output.write(
                record.state == .finished
                    ? "Erased from the databases in \(home.path). Files that it named go from evidence/ with the running node's next round."
                    : "Erased for all who ask. Old pages are still being read; run this again, or leave it to the node."
            )
        }
        if record.state != .finished { throw CommandExit.negative }
    }
}
