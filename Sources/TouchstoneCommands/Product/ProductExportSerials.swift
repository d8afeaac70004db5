import AllianceNode
package import ArgumentParser
import AuditTrail
import Credentials
import Foundation
import ProductAuthentication
import SQLiteStore

package struct ProductExportSerials: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export-serials",
        abstract: "Write the numbers of own items, with what became of them, as CSV.",
        discussion: """
            The columns are those that 'product import-serials' reads, lots before items; the same \
            file imported into an empty registry makes it alike, without the earlier steps of the \
            items. It holds the numbers that nobody else may see: keep it so.

            Example: touchstone product export-serials --gtin 09521002000016 --output serials.csv
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var product: ProductArguments
    @Option(
        name: .shortAndLong,
        help: "The file to write, which must not be there yet; standard output if none is named.",
        completion: .file())
    package var output: String?
    @Option(name: .customLong("format"), help: "How to print what was written, with --output.")
    package var format: OutputFormat = .table

    package init() {}

    private static let pageItems = 10_000

    private typealias Counts = (products: Int, items: Int, lots: Int)

    package func run() throws {
        if let output { try NewFile.check(output) }
        let registry = try home.open(isMerged: false).openRegistry()
        try home.recordLook(
            .export, by: "product export-serials",
            of: product.product().map { [.item: ItemText.of($0)] } ?? [:], for: purpose.stated)
        var counts: Counts = (0, 0, 0)
        if let output {
            // For its owner's eyes from the first byte on.
            try DurableFile.write(to: output, mode: .secret) { write in
                counts = try export(registry, write)
            }
            try report(output, counts)
        } else {
            counts = try export(registry) {
                try FileHandle.standardOutput.write(contentsOf: Data($0))
            }
        }
        if counts.items == 0, counts.lots == 0 {
            Output.remark("no items are recorded")
            throw CommandExit.negative
        }
    }

    private func export(
        _ registry: SQLiteItemRegistry, _ write: ([UInt8]) throws -> Void
    ) throws -> Counts {
        let products = try product.product().map { [$0] } ?? registry.products()
        var writer = ItemListWriter()
        let progress = ProgressLine()
        var counts: Counts = (products.count, 0, 0)
        for product in products {
            for lot in try registry.lots(of: product) {
                writer.append(lot)
                counts.lots += 1
            }
            var last: String?
            while true {
                let page = try registry.items(of: product, after: last, limit: Self.pageItems)
                for item in page { writer.append(item) }
                counts.items += page.count
                try write(writer.take())
                progress.show("\(counts.items) items written")
                guard page.count == Self.pageItems else { break }
                last = page.last?.serial
            }
        }
        try write(writer.take())
        progress.end()
        return counts
    }

    private func report(_ file: String, _ counts: Counts) throws {
        switch format {
        case .json:
            try Output.write(
                json: ExportsOutput(exports: [
                    .init(
                        file: file, products: counts.products, items: counts.items,
                        lots: counts.lots)
                ]))
        case .table:
            let said = (Plural.text(counts.items, "item"), Plural.text(counts.lots, "lot"))
            Output.write(
                "\(said.0) and \(said.1) of \(Plural.text(counts.products, "product")) in \(file)")
        }
    }
}

/// What was written where: the JSON of `product export-serials`.
struct ExportsOutput: VersionedOutput {
    struct Export: Encodable {
        let file: String
        let products: Int
        let items: Int
        let lots: Int
    }
    let version = 1
    let exports: [Export]
}
