import AllianceNode
package import ArgumentParser
import GS1
import ProductAuthentication
import SQLiteStore

package struct ProductRecall: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "recall",
        abstract: "Recall a whole lot, or take the recall back.",
        discussion: """
            From then on every item of the lot is answered as recalled, also those that are recorded \
            later; their own states stay. Leaves with 1 where no item of the lot is recorded: the \
            recall stands, but look whether the lot is written right.

            Example: touchstone product recall --gtin 09521002000016 --lot L7 --cause "glass found"
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var product: ProductArguments
    @Option(help: "The lot.") package var lot: String
    @Option(help: "Why it is called back.") package var cause: String?
    @Flag(help: "The lot is recalled no longer.") package var withdraw = false
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        if product.gtin == nil, product.scheme == nil {
            throw ValidationError("give --gtin, or --scheme for codes of the house's own")
        }
        if withdraw == (cause != nil) {
            throw ValidationError("give --cause, or --withdraw to end a recall")
        }
        if let cause, !(1...ItemChange.textBytesMax).contains(cause.utf8.count) {
            throw ValidationError("--cause has 1 to \(ItemChange.textBytesMax) bytes")
        }
    }

    package func run() throws {
        guard let product = try product.product() else { return }
        let lot = try Lot(parsing: lot)
        let node = try home.open(isMerged: false)
        guard node.ownsProduct(product) else {
            throw ProductAuthenticationError.notOwned(product)
        }
        let registry = try node.openRegistry()
        let record =
            if let cause {
                try registry.recall(lot: lot, of: product, at: node.clock.now(), cause: cause)
            } else {
                try registry.withdrawRecall(lot: lot, of: product)
            }
        let items = try registry.itemCount(of: product, in: lot)
        let output = LotsOutput(lots: [.init(record, items: items)])
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            let said = record.recall == nil ? "not recalled" : "recalled"
            Output.write("lot \(lot.text) is \(said): \(items) items")
        }
        if items == 0 {
            Output.remark("no item of this lot is recorded: check how the lot is written")
            throw CommandExit.negative
        }
    }
}

/// What is said of whole lots: the JSON of `product recall`.
struct LotsOutput: VersionedOutput {
    struct Entry: Encodable {
        let product: String
        let lot: String
        /// YYMMDD.
        let expiry: String?
        let recall: ItemsOutput.Recall?
        /// Items of the lot that are recorded.
        let items: UInt64

        init(_ record: LotRecord, items: UInt64) {
            product = record.product.description
            lot = record.lot.text
            expiry = record.expiry?.description
            recall = record.recall.map { .init(at: ItemTime.print($0.at), cause: $0.cause) }
            self.items = items
        }
    }
    let version = 1
    let lots: [Entry]
}
