import AllianceNode
package import ArgumentParser
import Foundation

package struct BackupVerify: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check all of a backup, from its files alone.",
        discussion: """
            Size and SHA-256 of every file, those of complaints among them, the pages of every database, the signatures of the member \
            register, and this member's own logs from the first entry on. The backup stays as it is; \
            beside it there must be room for one more copy of its log.sqlite meanwhile.

            Example: touchstone backup verify /backups/verel-2026-11-26
            """)

    @OptionGroup package var format: FormatOption
    @Argument(help: "The backup.", completion: .directory) var folder: String

    package init() {}

    package func run() throws {
        let restoration = try HomeRestoration(folder)
        var scratch = Substring(folder)
        while scratch.last == "/" { scratch = scratch.dropLast() }
        let progress = ProgressLine()
        defer { progress.end() }
        try restoration.verify(scratch: "\(scratch).verifying-\(getpid())") {
            progress.show("\($0) files of complaints read")
        }
        progress.end()
        let manifest = restoration.manifest
        switch format.format {
        case .json: try Output.write(json: BackupOutput(manifest))
        case .table:
            Output.write(
                "In order: \(BackupOutput.sentence(manifest)) made at \(manifest.createdAt), \(manifest.withKeys ? "with" : "without") keys."
            )
            if let damaged = BackupOutput.damaged(manifest) { Output.write(damaged) }
            for log in manifest.ownLogs {
                Output.write("  \(log.origin): \(Plural.text(log.size, "entry", "entries"))")
            }
        }
    }
}
