import AllianceNode
package import ArgumentParser
import CSV
import Foundation
import ProductAuthentication
import SQLiteStore

package struct ProductImportSerials: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import-serials",
        abstract: "Take in the numbers of own items, with what became of them, from CSV.",
        discussion: """
            Columns: gtin, serial, state (active, supplied, sold, exported, sample, stolen, \
            destroyed, recalled), lot, expiry, market. They stay in registry.sqlite in this folder: \
            others are told verdicts, never numbers. A number that is there already is replaced.

            Example: touchstone product import-serials serials.csv
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var list: ProductList
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let begun = Date()
        let node = try home.open(isMerged: false)
        let registry = try node.openRegistry()
        let rows = ItemRows.importing(
            mapping: try list.mapping(), importedAt: node.clock.now(), owns: node.ownsProduct)
        let progress = ProgressLine()
        var waiting: [RegisteredItem] = []
        let outcome = try await list.read(rows, progress) { items in
            waiting += items
            guard waiting.count >= ItemRows.batchItemsMax else { return }
            try registry.store(waiting)
            waiting.removeAll(keepingCapacity: true)
        }
        try registry.store(waiting)
        progress.end()
        if let failure = outcome.failure { throw failure }
        try ImportsOutput(imports: [
            .init(
                read: outcome.accepted + outcome.refused, accepted: outcome.accepted,
                refused: outcome.refused, refusedFile: outcome.refusedFile,
                seconds: Date().timeIntervalSince(begun))
        ]).write("item", "stored", format: format.format)
        if let complaint = outcome.complaint { throw complaint }
    }
}
