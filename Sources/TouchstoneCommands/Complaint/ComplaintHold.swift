package import ArgumentParser
import Statements

package struct ComplaintHold: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract:
            "No action and no notice to the seller until a time; a time that is past ends it.",
        discussion: """
            The clock of the decision goes on.

            Example: touchstone complaint hold ipacc.example/desk-verel/maison-verel/e1/42 \
            --until 2026-12-10
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var places: PlacesOption
    @Option(help: "Until when: the end of 2026-12-10, or 2026-12-10T06:00:00Z.") var until: String
    @OptionGroup package var words: WordsOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let id = try complaint.id()
        let time = try MomentText.end(until)
        try await home.say(nil, "Held", format: format.format) { desk in
            .operationHold(
                OperationHold(on: id, listings: places.sorted, until: time, text: words.text))
        }
    }
}
