import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct Restore: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Make a folder from a backup, or put single databases of it back.",
        discussion: """
            Checks all of the backup, and makes a folder that answers and signs nothing until it has \
            caught up with the other members: 'touchstone log recover' or 'touchstone serve' has what was \
            erased since erased again, this member's own entries pulled back, and a signing fence set. \
            It has a cosigner key of its own; have the descriptor admitted again.

            Only one folder signs. --standby makes a second one, which follows. --new-keys makes new keys \
            in the next epoch, for when the old ones are lost. --without-evidence leaves the files that \
            complaints rest on to be fetched again from others.

            --only puts one database back into a folder that is there, where it alone was damaged: the node \
            is stopped, and goes on afterwards as before. What was entered, changed or deleted in it since the \
            backup is as it was then; the one before is kept beside it.

            Example: touchstone restore /backups/verel-2026-11-26 --home verel
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The backup.", completion: .directory) var backup: String
    @Flag(help: "Make a standby: it follows this member's node, and signs nothing until promoted.")
    var standby = false
    @Flag(help: "All keys are lost: make new ones, for the next epoch.") var newKeys = false
    @Flag(help: "Leave the files of complaints where they are.") var withoutEvidence = false
    @Option(
        name: .customLong("only"),
        help:
            "A database to put back into the folder, such as casework.sqlite; for several, give it once each."
    )
    var only: [String] = []

    package init() {}

    package func validate() throws {
        if standby, newKeys {
            throw ValidationError("a standby has the keys of the node that it follows")
        }
        if !only.isEmpty, standby || newKeys || withoutEvidence {
            throw ValidationError("--only goes with no other choice: the folder is there already")
        }
        guard Set(only).count == only.count else {
            throw ValidationError("--only names each database once")
        }
    }

    package func run() throws {
        let folder = home.folder
        let restoration = try HomeRestoration(backup)
        guard only.isEmpty else { return try putBack(restoration, into: folder) }
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

    private func putBack(_ restoration: HomeRestoration, into folder: HomeFolder) throws {
        let createdAt = restoration.manifest.createdAt
        let restored = try restoration.restore(only, in: folder, at: AuthorityFolder.now)
        switch format.format {
        case .json:
            try Output.write(
                json: DatabasesOutput(
                    home: folder.path, asOf: createdAt,
                    databases: restored.map { .init(name: $0.name, before: $0.before) }))
        case .table:
            for (name, before) in restored {
                Output.write(
                    "Put \(name) back as of \(createdAt)\(before.map { "; the one before is \($0)" } ?? "")."
                )
            }
            Output.write(
                "What was entered, changed or deleted in it since is as it was then: look at it before the node is started."
            )
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

struct DatabasesOutput: VersionedOutput {
    struct Database: Encodable {
        let name: String
        /// Where the one is that was there before.
        let before: String?
    }
    let version = 1
    let home: String
    let asOf: String
    let databases: [Database]
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
