import AllianceNode
package import ArgumentParser
import AuditTrail
import ProductAuthentication
import SQLiteStore

package struct ProductItemShow: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Show one own item: its state, lot and market, how it came to be so, where it was seen.",
        discussion: """
            Leaves with 0 where the number is recorded and with 1 where it is not.

            Example: touchstone product item show "(01)09521002000016(21)A1"
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var item: ItemArguments
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let (product, serial) = try item.number()
        let node = try home.open(isMerged: false)
        let registry = try node.openRegistry()
        let known = try registry.record(of: serial, of: product)
        try home.recordLook(
            .view, by: "product item show", of: [.item: ItemText.of(product, serial: serial)],
            results: known == nil ? 0 : 1, for: purpose.stated)
        guard let record = known else {
            if format.format == .json { try ItemsOutput(items: []).write(.json) }
            Output.remark("the number is not in the registry")
            throw CommandExit.negative
        }
        let found = RegisteredItem(product: product, serial: serial, record: record)
        let item = try ItemsOutput.Item(
            found, registry.history(of: serial, of: product), seen: node.openScanHistory())
        try ItemsOutput(items: [item]).write(format.format)
    }
}
