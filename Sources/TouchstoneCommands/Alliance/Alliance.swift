package import ArgumentParser

package struct Alliance: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Found an alliance, admit and remove members, show the member register.",
        subcommands: [])

    package init() {}
}
