package import ArgumentParser

package struct LogCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "The signed logs: list, show, audit, prove, verify, export.",
        subcommands: [])

    package init() {}
}
