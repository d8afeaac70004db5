import AllianceNames
package import ArgumentParser
import Credentials
import Replication
import Roster
import TransparencyLog

package struct AllianceErase: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Order that entries of a member's log are erased, without the member.",
        discussion: """
            For a legal order, or for a retention limit that the author has left undone. Other reasons \
            begin at the author, with 'indicator erase'.

            Example: touchstone alliance erase ipacc.example/alliance/verel/e1 --entries 3,17-20 \
            --reason legal-order --home authority --from hub --yes
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var log: OriginArgument
    @OptionGroup package var reason: ErasureReasonOption
    @Option(help: "The entries, as 3,17-20.") var entries: String
    @Option(help: "A member's folder on this machine, to show what the entries say.")
    var from: String?
    @Option(help: "The folder to write the certificate into.", completion: .directory)
    var output = "."
    @Flag(help: "Sign; without this, only say what would be signed.") var yes = false

    package init() {}

    package func validate() throws {
        if try reason.reason().needsAuthor {
            throw ValidationError(
                "for the reason '\(reason.name)' the author signs first: 'touchstone indicator erase', or 'erasure propose'"
            )
        }
    }

    package func run() throws {
        let signing = ErasureSigning(folder: try AuthorityFolder(home), source: from)
        let certificate = try ErasureCertificate(
            origin: log.origin(),
            entries: EntryRanges(parsing: entries, rangesMax: ErasureCertificate.rangesMax),
            reason: reason.reason(), issuedAt: AuthorityFolder.now)
        try signing.show(certificate)
        guard yes else {
            Output.write("Nothing was signed. Say --yes to order it.")
            return
        }
        try signing.sign(SignedErasure(certificate, by: []), to: output)
    }
}
