package import ArgumentParser

package struct BackupCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up this folder while its node runs; verify a backup.",
        discussion: "Example: touchstone backup /backups/verel-2026-11-26 --home verel",
        subcommands: [BackupMake.self, BackupVerify.self], defaultSubcommand: BackupMake.self)

    package init() {}
}
