package import ArgumentParser

package struct StandbyCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "standby",
        abstract: "A second folder of this member that follows, and can take its place.",
        discussion: """
            'touchstone restore --standby' makes one, 'touchstone serve' runs it. It takes over when the \
            folder that signs hands over to it, or in a new epoch; so two never sign.

            Example: touchstone standby show --home standby
            """,
        subcommands: [StandbyShow.self, StandbyHandOver.self, StandbyPromote.self])

    package init() {}
}
