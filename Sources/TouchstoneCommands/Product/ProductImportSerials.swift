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
            Columns: gtin and serial, or scheme and code; state (\(ItemState.names)), lot, expiry, \
            market, at, by, cause. They stay in registry.sqlite in this folder: others are told \
            verdicts, never numbers. What is known of a number changes by the rules of \
            'product item set'; a row that they forbid is refused. A row with a lot and without \
            serial is about the whole lot: its expiry date, its recall. --void takes a list back that \
            should never have been taken in: its numbers are answered as if they were on no list.

            Example: touchstone product import-serials serials.csv
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var list: ProductList
    @Flag(help: "What is recorded is wrong: take every row as it is. Needs --cause.")
    package var correct = false
    @Flag(help: "The list is a mistake: its numbers are on no item. Needs --cause.")
    package var void = false
    @Option(help: "Why, for rows that do not say.") package var cause: String?
    @Option(help: "Who did it or where, for rows that do not say.") package var by: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        if correct, void { throw ValidationError("give --correct or --void, not both") }
        if correct || void, cause == nil {
            throw ValidationError(
                "--\(void ? "void" : "correct") needs --cause: say what was wrong with the records")
        }
    }

    package func run() async throws {
        let begun = Date()
        let node = try home.open(isMerged: false)
        let registry = try node.openRegistry()
        let rows = ItemRows.importing(
            mapping: try list.mapping(), defaults(at: node.clock.now()), owns: node.ownsProduct)
        var intake = ItemIntake(registry: registry)
        let progress = ProgressLine()
        let outcome = try await list.read(rows, progress) {
            try intake.take($0)
        } rest: {
            try intake.finish()
        }
        progress.end()
        if let failure = outcome.failure { throw failure }
        try ImportsOutput(imports: [
            .init(
                read: outcome.accepted + outcome.refused, accepted: outcome.accepted,
                refused: outcome.refused, refusedFile: outcome.refusedFile,
                seconds: Date().timeIntervalSince(begun))
        ]).write("row", "taken in", format: format.format)
        if let complaint = outcome.complaint { throw complaint }
    }

    private func defaults(at now: UInt64) -> ItemRows.Defaults {
        if void, let cause { return ItemRows.Defaults(voidingAt: now, by: by, cause: cause) }
        return ItemRows.Defaults(
            importedAt: now, kind: correct ? .correction : .record, by: by, cause: cause)
    }
}
