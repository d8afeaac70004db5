package import ArgumentParser

package struct DeskTokenCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Tokens that let programs in, each until a day that is named.",
        discussion: "Example: touchstone desk token list --home brand",
        subcommands: [DeskTokenCreate.self, DeskTokenList.self, DeskTokenRevoke.self])

    package init() {}
}
