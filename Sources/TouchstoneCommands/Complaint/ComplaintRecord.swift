package import ArgumentParser
import Statements

package struct ComplaintRecord: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "What the marketplace did, what was seized, what was bought by way of trial.",
        discussion: """
            Example: touchstone complaint outcome ipacc.example/desk-verel/maison-verel/e1/42 --place 0 \
            --kind seized --items 120 --value 480000 --currency EUR --reference 2026-17
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var places: PlacesOption
    @Option(help: "\(ComplaintOutcome.Kind.nameList).")
    var kind: String
    @Option(help: "The statement that ordered it, where a marketplace answers.") var order: String?
    @Option(help: "The marketplace's or the authority's own number for it.")
    var reference: String = ""
    @Option(help: "How many items.") var items: UInt64 = 0
    @Option(help: "What they are worth, in the currency's minor unit: cents of EUR.")
    var value: UInt64?
    @Option(help: "Three letters, as EUR.") var currency: String?
    @OptionGroup package var words: WordsOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        _ = try ComplaintOutcome.Kind.named(kind, by: "--kind")
        guard (value == nil) == (currency == nil) else {
            throw ValidationError("--value and --currency come together")
        }
        guard items <= ComplaintOutcome.itemsMax,
            (value ?? 0) <= ComplaintOutcome.valueMinorUnitsMax
        else { throw ValidationError("--items or --value is greater than there can be") }
    }

    package func run() async throws {
        let id = try complaint.id()
        let kind = try ComplaintOutcome.Kind.named(kind, by: "--kind")
        let ordered = try order.map { try ComplaintArgument.reference($0) }
        let worth: ComplaintOutcome.Value? =
            if let value, let currency {
                ComplaintOutcome.Value(minorUnits: value, currency: currency)
            } else {
                nil
            }
        try await home.say(nil, "Recorded", format: format.format) { desk in
            .outcome(
                ComplaintOutcome(
                    of: id, listings: places.sorted, kind: kind, order: ordered,
                    reference: reference, items: items, value: worth, text: words.text))
        }
    }
}
