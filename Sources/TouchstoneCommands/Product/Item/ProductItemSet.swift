import AllianceNode
package import ArgumentParser
import GS1
import ProductAuthentication
import SQLiteStore

package struct ProductItemSet: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Record what became of one own item, or take the last change back.",
        discussion: """
            States: \(ItemState.names). Not every state follows every other, and stolen and destroyed \
            are final. --undo takes the last change back: supplied, sold, exported and sample within \
            ten days and at the same --by, locked and recalled at any time. --correct mends a wrong \
            record and takes any state; void, of a number that is on no item, comes so alone. Leaves with \
            1 where the rules refuse it.

            Example: touchstone product item set "(01)09521002000016(21)A1" --state sold \
            --cause "sold at the counter" --by hamburg-3
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var item: ItemArguments
    @Option(help: "The state it has from now on.") package var state: String?
    @Option(help: "Why.") package var cause: String
    @Option(help: "Who did it or where: a shop, a GLN.") package var by: String?
    @Option(help: "Its lot, if none is recorded.") package var lot: String?
    @Option(help: "Its expiry date, if none is recorded.") package var expiry: String?
    @Option(help: "The country it is meant for.") package var market: String?
    @Flag(help: "Take the last change back.") package var undo = false
    @Flag(help: "The record is wrong: take this instead.") package var correct = false
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        if undo, correct { throw ValidationError("give --undo or --correct, not both") }
        if undo, lot != nil || expiry != nil || market != nil {
            throw ValidationError("--undo takes a state back, and changes no lot, expiry or market")
        }
        if !undo, state == nil, lot == nil, expiry == nil, market == nil {
            throw ValidationError("give --state, --undo, --lot, --expiry or --market")
        }
    }

    package func run() throws {
        let (product, serial) = try item.number()
        let node = try home.open(isMerged: false)
        let now = node.clock.now()
        let change = ItemChange(
            product: product, serial: serial, undo ? .undo : correct ? .correction : .move,
            to: try state.map { try ItemState(parsing: $0) }, at: now, by: by,
            cause: cause, market: try market.map { try Country(parsing: $0) },
            lot: try lot.map { try Lot(parsing: $0) },
            expiry: try expiry.map { try ExpiryDate(parsing: $0, seenAt: now) })
        let registry = try node.openRegistry()
        for outcome in try registry.apply([change]) {
            if let refusal = outcome.refusal {
                Output.remark("not changed: \(Table.visible(refusal.description))")
                throw CommandExit.negative
            }
            if outcome == .unchanged { Output.remark("nothing to change: it is recorded so") }
        }
        guard let record = try registry.record(of: serial, of: product) else { return }
        let found = RegisteredItem(product: product, serial: serial, record: record)
        let shown = try ItemsOutput.Item(
            found, registry.history(of: serial, of: product), seen: node.openScanHistory())
        try ItemsOutput(items: [shown]).write(format.format)
    }
}
