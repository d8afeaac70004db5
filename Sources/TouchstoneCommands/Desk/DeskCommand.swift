package import ArgumentParser

package struct DeskCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Who may sign in at this member's desk: persons, roles, tokens, links.",
        discussion: """
            Changes count from the next request on, whether or not the node is running.

            Example: touchstone desk person list --home brand
            """,
        subcommands: [DeskPersonCommand.self, DeskTokenCommand.self, DeskSignInLink.self])

    package init() {}
}
