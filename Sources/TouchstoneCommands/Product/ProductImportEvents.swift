import AllianceNode
package import ArgumentParser
import CSV
import EPCIS
import Foundation
import ProductAuthentication
import SQLiteStore

package struct ProductImportEvents: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import-events",
        abstract: "Take in what became of own items from EPCIS 2.0 events.",
        discussion: """
            Commissioning issues numbers; shipping, selling, destroying, recalls and thefts change \
            their state, by the table of docs/epcis.md and the rules of 'product item set'. Each \
            change keeps the hash of its event, so a file delivered twice changes nothing. An event \
            that cannot be taken is refused with its number and reason, and stops no other. Terms \
            of the house's own vocabulary are given with --state.

            Example: touchstone product import-events events.jsonld --state https://ns.norvik.example/exporting=exported
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The file, JSON-LD or XML; '-' for standard input.", completion: .file())
    package var file: String
    @Option(
        name: .customLong("state"),
        help: "A business step or disposition and the state it leads to, as TERM=state.")
    package var states: [String] = []
    @Option(help: "Where refused events go; default the file's name with .refused.csv.")
    package var refused: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    private static let chunkBytes = 1024 * 1024

    package func validate() throws { _ = try ownTerms() }

    package func run() async throws {
        let begun = Date()
        let rules = ItemStateRules(own: try ownTerms())
        let handle = try open()
        let node = try home.open(isMerged: false)
        let owns = node.ownsProduct
        var intake = EventIntake(
            registry: try node.openRegistry(),
            reading: EventChanges(
                rules: rules, importedAt: node.clock.now(), owns: { owns(.gtin($0)) }),
            history: try node.openScanHistory(),
            reads: EventScans(rules: rules, owns: { owns(.gtin($0)) }))
        var reader = EPCISDocumentReader()
        let refusals = try RefusalFile(path: refused, input: file)
        let progress = ProgressLine()
        var failure: CommandError?
        var isAtEnd = false
        while !isAtEnd {
            var items: [EventItem] = []
            do {
                if let data = try handle.read(upToCount: Self.chunkBytes), !data.isEmpty {
                    items = try reader.read([UInt8](data)[...])
                } else {
                    isAtEnd = true
                    items = try reader.finish()
                }
            } catch {
                isAtEnd = true
                failure = CommandError("\(file): \(error)")
            }
            try write(try intake.take(items), to: refusals)
            progress.show("\(intake.tally.read) events read, \(intake.tally.refused) refused")
        }
        try write(try intake.finish(), to: refusals)
        try refusals.flush()
        progress.end()
        let tally = intake.tally
        if tally.known > 0 { Output.remark("\(tally.known) events were known already") }
        if tally.withoutMeaning > 0 {
            Output.remark("\(tally.withoutMeaning) events say nothing about the state of an item")
        }
        if tally.scans > 0 {
            Output.remark("\(tally.scans) reads with a country were noted, to find copies by")
        }
        if let failure { throw failure }
        try ImportsOutput(imports: [
            .init(
                read: tally.read, accepted: tally.read - tally.refused, refused: tally.refused,
                refusedFile: refusals.count > 0 ? refusals.path : nil,
                seconds: Date().timeIntervalSince(begun))
        ]).write("event", "taken in", format: format.format)
        if tally.refused > 0, tally.refused == tally.read {
            throw CommandError("no event of \(file) could be taken; \(refusals.path) says why")
        }
    }

    private func write(_ found: [EventRefusal], to refusals: RefusalFile) throws {
        for refusal in found {
            try refusals.append(
                CSVRefusal(
                    line: refusal.number, keyword: refusal.keyword, reason: refusal.reason))
        }
    }

    private func ownTerms() throws -> [String: ItemState] {
        guard states.count <= ItemStateRules.ownTermsMax else {
            throw ValidationError("more than \(ItemStateRules.ownTermsMax) terms in --state")
        }
        var terms: [String: ItemState] = [:]
        for text in states {
            guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
                throw ValidationError("'\(text)' is not TERM=state, such as departing=exported")
            }
            do {
                let state = try ItemState(parsing: text[text.index(after: sign)...])
                guard state != .void else {
                    throw ValidationError(
                        "--state \(text): no step in trade makes a number void: import-serials --void takes a list back, item set --correct one number"
                    )
                }
                terms[String(text[..<sign])] = state
            } catch let error as ProductAuthenticationError {
                throw ValidationError("--state \(text): \(error)")
            }
        }
        return terms
    }

    private func open() throws -> FileHandle {
        if file == "-" { return .standardInput }
        do {
            return try FileHandle(forReadingFrom: URL(filePath: file))
        } catch {
            throw CommandError("\(file) cannot be read: \(error.localizedDescription)")
        }
    }
}
