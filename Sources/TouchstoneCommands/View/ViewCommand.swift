package import ArgumentParser

package struct ViewCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "What all logs together say: the merged view.",
        subcommands: [ViewStatus.self, ViewRoot.self, ViewRebuild.self])

    package init() {}
}
