import AllianceNode
package import ArgumentParser
import ProductAuthentication
import SQLiteStore

package struct ProductItemClear: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Say that what people scanned of one own item up to now is in order.",
        discussion: """
            For a number that looks copied and is not: its set was sold in several countries, somebody \
            made the scans up. They are kept, and speak for no copy any more; those that come later do. \
            What the trade read is taken back where it was captured, with an error declaration.

            Example: touchstone product item clear "(01)09521002000016(21)A1" \
            --cause "a set that was sold in several countries"
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var item: ItemArguments
    @Option(help: "Why.") package var cause: String

    package init() {}

    package func run() throws {
        let (product, serial) = try item.number()
        let node = try home.open(isMerged: false)
        guard try node.openRegistry().record(of: serial, of: product) != nil else {
            Output.remark("the number is not in the registry")
            throw CommandExit.negative
        }
        let clearance = try ScanClearance(at: node.clock.now(), cause: cause)
        try node.openScanHistory().clear(product, serial: serial, clearance)
        Output.write(
            "What people scanned of number \(Table.visible(serial)) until \(ItemTime.print(clearance.at)) speaks for no copy any more."
        )
    }
}
