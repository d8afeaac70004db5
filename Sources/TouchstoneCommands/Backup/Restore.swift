import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct Restore: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Make a folder from a backup.",
        discussion: """
            Checks all of the backup, and makes a folder that answers and signs nothing until it has \
            caught up with the other members: 'touchstone log recover' or 'touchstone serve' has what was \
            erased since erased again, this member's own entries pulled back, and a signing fence set. \
            It has a cosigner key of its own; have the descriptor admitted again.

            Only one folder signs. --standby makes a second one, which follows. --new-keys makes new keys \
            in the next epoch, for when the old ones are lost. --without-evidence leaves the files that \
            complaints rest on to be fetched again from others.

            Example: touchstone restore /backups/verel-2026-11-26 --home verel
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The backup.", completion: .directory) var backup: String
    @Flag(help: "Make a standby: it follows this member's node, and signs nothing until promoted.")
    var standby = false
    @Flag(help: "All keys are lost: make new ones, for the next epoch.") var newKeys = false
    @Flag(help: "Leave the files of complaints where they are.") var withoutEvidence = false

    package init() {}

    package func validate() throws {
        if standby, newKeys {
            throw ValidationError("a standby has the keys of the node that it follows")
        }
    }

    package func run() throws {
        let folder = home.folder
        let restoration = try HomeRestoration(backup)
        let progress = ProgressLine()
        defer { progress.end() }
        try restoration.make(
            folder, as: standby ? .standby : newKeys ? .withNewKeys : .replacement,
            withEvidence: !withoutEvidence
        ) { progress.show("\($0) files of complaints copied") }
        progress.end()
        let manifest = restoration.manifest
        switch format.format {
        case .json:
            try Output.write(
                json: RestoredOutput(
                    home: folder.path, standby: standby, newKeys: newKeys,
                    backup: BackupOutput(manifest)))
        case .table: try print(manifest, in: folder)
        }
    }

    private func print(_ manifest: BackupManifest, in folder: HomeFolder) throws {
        Output.write("Restored \(BackupOutput.sentence(manifest)) as of \(manifest.createdAt).")
        if newKeys {
            let descriptor = try folder.peers.read(
                descriptor: MemberID(parsing: manifest.member))
            Output.write(
                """
                It has new keys; nothing is signed with those before any more.
                  descriptor   \(descriptor.fingerprint.hex)
                Send \(folder.path)/peers/\(manifest.member).json to the authority of \(manifest.alliance), and read it the descriptor's fingerprint by telephone.
                Next, once what it delivers is in the folder: touchstone log recover --home \(folder.path) --yes
                """)
        } else if manifest.withKeys {
            Output.write("Next: touchstone log recover --home \(folder.path) --yes")
        } else {
            Output.write(
                "It has no keys: put log*.key, answer*.key and tls*.key back into \(folder.certs.path). Next: touchstone log recover --home \(folder.path) --yes"
            )
        }
    }
}

struct RestoredOutput: VersionedOutput {
    let version = 1
    let home: String
    /// It follows this member's node, and signs nothing until promoted.
    let standby: Bool
    /// Keys were made that the authority has to admit.
    let newKeys: Bool
    let backup: BackupOutput
}
