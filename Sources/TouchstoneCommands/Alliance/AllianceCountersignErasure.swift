package import ArgumentParser
import Credentials
import Replication
import TransparencyLog

package struct AllianceCountersignErasure: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "countersign-erasure",
        abstract: "Countersign an erasure that a member proposes, after looking at it.",
        discussion: """
            Shows what the entries say where --from names an up-to-date folder. What is held as evidence \
            is not countersigned.

            Example: touchstone alliance countersign-erasure erasure-4f1c0c7d90a5b2e3.note \
            --home authority --from hub --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The certificate, as the author signed it.", completion: .file())
    var file: String
    @Option(help: "A member's folder on this machine, to show what the entries say.")
    var from: String?
    @Option(help: "The folder to write the certificate into; default where it was read.")
    var output: String?
    @Flag(help: "Sign; without this, only say what would be signed.") var yes = false

    package init() {}

    package func run() throws {
        let signing = ErasureSigning(folder: try AuthorityFolder(home), source: from)
        let signed = try ErasureFile.read(file)
        try signing.show(signed.certificate)
        let standing = try signed.standing(by: signing.folder.roster)
        if standing.reason.needsAuthor, !standing.isAuthorSigned {
            throw ErasureError.authorMissing(signed.certificate.origin, reason: standing.reason)
        }
        guard yes else {
            Output.write("Nothing was signed. Say --yes to countersign it.")
            return
        }
        let parent = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
        try signing.sign(signed, to: output ?? (parent.isEmpty ? "/" : parent))
    }
}
