package import ArgumentParser

package struct Log: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "The signed logs: list, show, audit, prove, verify, export.",
        subcommands: [])

    package init() {}
}
