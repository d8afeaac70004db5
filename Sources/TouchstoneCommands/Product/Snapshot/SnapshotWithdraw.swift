import AllianceNode
package import ArgumentParser
import ProductAuthentication

package struct SnapshotWithdraw: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take back this member's own sets of a product's numbers.",
        discussion: """
            What was said stays in the log; from now on no node answers from it, and nodes erase \
            file and key. Leaves with 1 when there is nothing of one's own to withdraw.

            Example: touchstone product snapshot withdraw --gtin 4006381333931
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var product: ProductArguments
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let product = try product.one()
        let node = try home.open()
        let withdrawn = try await node.withdrawSnapshots(of: product, in: channel.channel())
        let now = node.clock.now()
        try SnapshotsOutput(
            snapshots: withdrawn.map {
                .init($0, isHeld: node.objectFolder.holds($0.file), isExpired: now >= $0.expiresAt)
            }
        ).write(format: format.format)
        if withdrawn.isEmpty { throw CommandExit.negative }
    }
}
