import AllianceNode
package import ArgumentParser
import Credentials

package struct BackupMake: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Back up this folder, whether or not its node runs.",
        discussion: """
            Copies every database as it is at one moment, the member register, trust anchors and settings \
            into a new folder. What was erased is not in it; neither are the signing fence, the cosigner \
            key and serial snapshots. Keys, and the proxy's address, which may hold a password, are left out \
            unless --with-keys is said: who has them can sign.

            Example: touchstone backup /backups/verel-2026-11-26 --home verel
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The folder to make.", completion: .directory) var folder: String
    @Flag(help: "Take the log, answer and TLS keys along; keep such a backup as you keep keys.")
    var withKeys = false

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let manifest = try HomeBackup(node, withKeys: withKeys).make(at: folder)
        switch format.format {
        case .json: try Output.write(json: BackupOutput(manifest))
        case .table:
            Output.write("Backed up \(BackupOutput.sentence(manifest)) in \(folder).")
            Output.write(
                withKeys
                    ? "It holds keys: whoever has it can sign as \(manifest.member)."
                    : "It holds no keys: keep log*.key, answer.key and tls*.key of \(home.folder.certs.path) apart, never log.fence or cosigner.key."
            )
        }
    }
}
