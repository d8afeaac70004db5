package import ArgumentParser

package struct View: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "What all logs together say: the merged view.",
        subcommands: [])

    package init() {}
}
