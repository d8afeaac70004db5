package import ArgumentParser

package struct Peer: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "The other members as this node reaches them.",
        subcommands: [])

    package init() {}
}
