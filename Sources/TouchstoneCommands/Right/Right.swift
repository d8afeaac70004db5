package import ArgumentParser

package struct Right: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Trademarks, designs, copyrights and patents that this member owns.",
        subcommands: [])

    package init() {}
}
