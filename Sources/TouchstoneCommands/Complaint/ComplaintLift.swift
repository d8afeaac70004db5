package import ArgumentParser
import NodeAPI
import Statements

package struct ComplaintLift: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "lift",
        abstract: "End a measure: it counts as if it had not been taken.",
        discussion: """
            Example: touchstone complaint lift ipacc.example/desk-hub/hub/e1/7 --text 'It was an error' \
            --by anna
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The measure, as 'complaint measures' names it.") var measure: String
    @Option(help: "For the party to read.") var text: String
    @OptionGroup package var decider: DeciderOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        _ = try ComplaintArgument.reference(measure)
        guard !text.isEmpty else { throw ValidationError("say why with --text") }
    }

    package func run() async throws {
        let person = try decider.person(at: home)
        let desk = try home.openMeasures()
        let outcome = try await desk.lift(
            ComplaintArgument.reference(measure), text: text, by: person, for: nil)
        _ = try ComplaintOutput.write(outcome, "Lifted", format: format.format)
    }
}
