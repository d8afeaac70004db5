import AllianceNode
package import ArgumentParser
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
    @OptionGroup package var product: ProductArguments
    @Option(
        name: .shortAndLong, help: "The file to write; standard output if none is named.",
        completion: .file())
    package var output: String?
    @Option(name: .customLong("format"), help: "How to print what was written, with --output.")
    package var format: OutputFormat = .table

    package init() {}

    private static let pageItems = 10_000

    package func run() throws {
        let registry = try home.open(isMerged: false).openRegistry()
        let products = try product.product().map { [$0] } ?? registry.products()
        let handle = try open()
        var writer = ItemListWriter()
        let progress = ProgressLine()
        var (items, lots) = (0, 0)
        for product in products {
            for lot in try registry.lots(of: product) {
                writer.append(lot)
                lots += 1
            }
            var last: String?
            while true {
                let page = try registry.items(of: product, after: last, limit: Self.pageItems)
                for item in page { writer.append(item) }
                items += page.count
                try handle.write(contentsOf: Data(writer.take()))
                progress.show("\(items) items written")
                guard page.count == Self.pageItems else { break }
                last = page.last?.serial
            }
        }
        try handle.write(contentsOf: Data(writer.take()))
        progress.end()
        if let output { try report(output, products: products.count, items: items, lots: lots) }
        if items == 0, lots == 0 {
            Output.remark("no items are recorded")
            throw CommandExit.negative
        }
    }

    private func open() throws -> FileHandle {
        guard let output else { return .standardOutput }
        // For its owner's eyes from the first byte on.
        guard
            FileManager.default.createFile(
                atPath: output, contents: nil, attributes: [.posixPermissions: 0o600])
        else {
            throw CommandError("\(output) cannot be written; choose another file with --output")
        }
        return try FileHandle(forWritingTo: URL(filePath: output))
    }

    private func report(_ file: String, products: Int, items: Int, lots: Int) throws {
        switch format {
        case .json:
            try Output.write(
                json: ExportsOutput(exports: [
                    .init(file: file, products: products, items: items, lots: lots)
                ]))
        case .table:
            let counts = (Plural.text(items, "item"), Plural.text(lots, "lot"))
            Output.write(
                "\(counts.0) and \(counts.1) of \(Plural.text(products, "product")) in \(file)")
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
