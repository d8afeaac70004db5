import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import Roster
import SQLiteStore
import TransparencyLog

package struct ErasurePropose: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Propose to erase entries of one's own log, whatever they say.",
        discussion: """
            For what is no report of an identifier ('indicator erase' finds those by themselves): a \
            complaint or a decision that names a person, a right that was entered wrongly. Signs an erasure \
            certificate and writes it to a file. The authority countersigns it ('alliance \
            countersign-erasure'); until then nothing is erased.

            Example: touchstone erasure propose ipacc.example/desk-verel/hub/e1 --entries 3,17-20 \
            --reason request --home hub --yes
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var log: OriginArgument
    @OptionGroup package var reason: ErasureReasonOption
    @Option(help: "The entries, as 3,17-20.") var entries: String
    @Option(help: "The folder to write the certificate into.", completion: .directory)
    var output = "."
    @Flag(help: "Sign; without this, only say what would be signed.") var yes = false

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let origin = try log.origin()
        guard origin.member == node.member else {
            throw CommandError(
                "\(origin) is no log of \(node.member): others' entries are theirs to erase, or the authority's by legal order"
            )
        }
        let entries = try EntryRanges(
            parsing: entries, rangesMax: ErasureCertificate.rangesMax)
        let size = try log.state(in: node).size
        guard let last = entries.ranges.last, last.upperBound <= size else {
            throw CommandError(
                "\(origin) has \(Plural.text(size, "entry", "entries")), the first of which is 0; there are none at \(entries)"
            )
        }
        let certificate = try ErasureCertificate(
            origin: origin, entries: entries, reason: reason.reason(),
            issuedAt: UTCTimestamp(millisecondsSince1970: node.clock.now()))
        Output.write(try ErasureSummary(certificate, from: node.logs).text)
        let proposing = ErasureProposing(node: node, home: home.path)
        let signed = try proposing.signed(certificate)
        guard yes else {
            Output.remark("Nothing was signed. Say --yes to propose it.")
            return
        }
        Output.write(try proposing.propose(signed, to: output).said)
    }
}
