package import ArgumentParser

package struct PeerCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "peer",
        abstract: "The other members as this node reaches them.",
        discussion: "Example: touchstone peer status",
        subcommands: [PeerList.self, PeerStatus.self])

    package init() {}
}
