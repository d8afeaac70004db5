import AllianceNode
package import ArgumentParser
import Credentials

package struct BackupMake: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Back up this folder, whether or not its node runs.",
        discussion: """
            Copies every database as it is at one moment, the member register, trust anchors, settings and \
            the files that complaints rest on into a new folder. What was erased is not in it; neither are the signing fence, the cosigner \
            key and serial snapshots. Keys, and the proxy's address, which may hold a password, are left out \
            unless --with-keys is said: who has them can sign.

            Files of complaints may be many: --evidence-from links those that are in an earlier backup on \
            the same file system in place of copying them, so that two backups share them, and their damage; \
            --without-evidence leaves them to whatever else copies evidence/.

            Example: touchstone backup /backups/verel-2026-11-26 --home verel
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The folder to make.", completion: .directory) var folder: String
    @Flag(help: "Take the log, answer and TLS keys along; keep such a backup as you keep keys.")
    var withKeys = false
    @Flag(help: "Leave the files out that complaints rest on.") var withoutEvidence = false
    @Option(
        help: "An earlier backup, to link files of complaints to.", completion: .directory)
    var evidenceFrom: String?

    package init() {}

    package func validate() throws {
        if withoutEvidence, evidenceFrom != nil {
            throw ValidationError("files that are left out are linked to nothing")
        }
    }

    package func run() throws {
        let node = try home.open(isMerged: false)
        let evidence: HomeBackup.Evidence =
            withoutEvidence ? .leftOut : evidenceFrom.map { .linked(to: $0) } ?? .taken
        let progress = ProgressLine()
        defer { progress.end() }
        let manifest = try HomeBackup(node, withKeys: withKeys, evidence: evidence)
            .make(at: folder) { progress.show("\($0) files of complaints copied") }
        progress.end()
        switch format.format {
        case .json: try Output.write(json: BackupOutput(manifest))
        case .table:
            Output.write("Backed up \(BackupOutput.sentence(manifest)) in \(folder).")
            if let damaged = BackupOutput.damaged(manifest) { Output.write(damaged) }
            Output.write(
                withKeys
                    ? "It holds keys: whoever has it can sign as \(manifest.member)."
                    : "It holds no keys: keep log*.key, answer*.key and tls*.key of \(home.folder.certs.path) apart, never log.fence or cosigner*.key."
            )
        }
    }
}
