import AllianceNode
package import ArgumentParser
import ProductAuthentication
import SQLiteStore
import Statements

package struct SnapshotPublish: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish a set of a product's issued numbers for when this node is offline.",
        discussion: """
            Refused unless the product is registered with 'with-snapshot' in the column serialised, \
            and for numbers that stand so close that whoever holds the set could find others by \
            trying. Items that are a sample, stolen, destroyed, recalled or past their date by then \
            are left out. The set has a key of its own, which this node hands to readers of the \
            channel while it runs.

            Example: touchstone product snapshot publish --gtin 4006381333931 --valid-days 30
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var product: ProductArguments
    @Option(help: "How long it holds, 1 to 90 days.") package var validDays: UInt64 = 30
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        guard (1...SerialSnapshot.validityDaysMax).contains(validDays) else {
            throw ValidationError("--valid-days is 1 to \(SerialSnapshot.validityDaysMax)")
        }
    }

    package func run() async throws {
        let product = try product.one()
        let node = try home.open()
        let registry = try node.openRegistry()
        let published = try await node.publishSnapshot(
            of: product, validDays: validDays, in: channel.channel(), from: registry)
        try registry.close()
        try SnapshotsOutput(snapshots: [.init(published, owner: node.member, isHeld: true)])
            .write(format: format.format)
    }
}
