package import ArgumentParser

package struct ViewCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "What all logs together say: the merged view.",
        discussion: "Example: touchstone view root",
        subcommands: [ViewStatus.self, ViewRoot.self, ViewRebuild.self])

    package init() {}
}
