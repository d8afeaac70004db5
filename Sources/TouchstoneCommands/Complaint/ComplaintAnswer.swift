package import ArgumentParser
import CSV
import NodeAPI
import Statements

package struct ComplaintAnswer: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Pass a seller's answer to a takedown on; another person decides.",
        discussion: """
            Example: touchstone complaint answer ipacc.example/desk-verel/maison-verel/e1/42 --place 0 \
            --reason genuine-goods --text 'bought from the brand' --declare 'Shop 123'
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var places: PlacesOption
    @Option(help: "\(CounterNotice.Reason.nameList).")
    var reason: String
    @Option(
        name: .customLong("declare"),
        help: ArgumentHelp("What the seller declares in good faith.", valueName: "text"))
    var goodFaith: String
    @OptionGroup package var words: WordsOption
    @OptionGroup package var evidence: EvidenceOption
    @Option(
        name: .customLong("item"),
        help: ArgumentHelp(
            "A number on the seller's goods, with the place of the listing: '0 (01)…(21)…'.",
            valueName: "place number"))
    var items: [String] = []
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        _ = try CounterNotice.Reason.named(reason, by: "--reason")
        _ = try items.map(Self.item)
    }

    private static func item(_ text: String) throws -> ListedItem {
        let sides = text.split(whereSeparator: \.isWhitespace)
        guard sides.count == 2, let place = Int(sides[0]), place >= 0 else {
            throw ValidationError(
                "--item is a place and a number, as '0 (01)…(21)…', not '\(text)'")
        }
        do throws(CSVRowError) {
            return try ListedItem(place: place, code: String(sides[1]))
        } catch {
            throw ValidationError("--item \(text): \(error.reason)")
        }
    }

    package func run() async throws {
        let id = try complaint.id()
        let reason = try CounterNotice.Reason.named(reason, by: "--reason")
        try await home.say(nil, "Passed on", format: format.format) { desk in
            .counterNotice(
                CounterNotice(
                    to: id, listings: places.sorted, reason: reason, text: words.text,
                    evidence: try await evidence.kept(at: desk), items: try items.map(Self.item),
                    goodFaithStatement: goodFaith))
        }
    }
}
