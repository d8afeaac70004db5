package import ArgumentParser

/// `touchstone`: the node of a brand, and everything a person does with it at a terminal.
package struct TouchstoneCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "touchstone",
        abstract: "Share what you know about counterfeit sellers, and answer: is this genuine?",
        discussion: """
            A node lives in a folder (--home): its keys in certs/, the other members in peers/, what \
            everybody said in log.sqlite. Commands work on that folder, whether or not its node is \
            running, and leave with 0 for yes, 1 for a negative answer, 2 if they could not find out \
            and 64 for wrong usage.

            Example: touchstone demo
            """,
        version: TouchstoneVersion.text,
        subcommands: [Demo.self, Serve.self, Validate.self, Version.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Reports",
                subcommands: [
                    IndicatorCommand.self, ImageCommand.self, RightCommand.self, Recognise.self,
                    Screen.self,
                ]),
            CommandGroup(
                name: "Complaints", subcommands: [ComplaintCommand.self, FiguresCommand.self]),
            CommandGroup(name: "Products", subcommands: [ProductCommand.self]),
            CommandGroup(
                name: "Alliance",
                subcommands: [AllianceCommand.self, MemberCommand.self, PeerCommand.self]),
            CommandGroup(
                name: "Desk",
                subcommands: [DeskCommand.self, AccountCommand.self, AuditCommand.self]),
            CommandGroup(
                name: "Evidence",
                subcommands: [
                    LogCommand.self, ViewCommand.self, EvidenceCommand.self, ErasureCommand.self,
                ]),
            CommandGroup(
                name: "Safekeeping",
                subcommands: [BackupCommand.self, Restore.self, StandbyCommand.self]),
        ])

    package init() {}
}
