package import ArgumentParser

package struct Member: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Make this folder a member: keys, certificate request, descriptor.",
        subcommands: [])

    package init() {}
}
