package import ArgumentParser
import NodeAPI
import Statements

package struct ComplaintMeasureCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Take a measure: what is proposed, or something milder.",
        discussion: """
            Nobody is suspended who was not warned before. The party reads the text: why, and how to object.

            Example: touchstone complaint measure --seller market.example:shop-1 --take warning \
            --text 'Two takedowns stand' --by anna
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var party: MeasurePartyOption
    @Option(help: "\(MisuseMeasure.Measure.nameList).")
    var take: String
    @Option(
        help:
            "Until when: the end of 2026-12-10, or 2026-12-10T06:00:00Z; as long as is proposed without it."
    )
    var until: String?
    @Option(help: "For the party to read.") var text: String
    @Flag(help: "The person has found that it was meant.") var meant = false
    @OptionGroup package var decider: DeciderOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        _ = try MisuseMeasure.Measure.named(take, by: "--take")
        guard !text.isEmpty else { throw ValidationError("say why with --text") }
    }

    package func run() async throws {
        let measure = try MisuseMeasure.Measure.named(take, by: "--take")
        let person = try decider.person(at: home)
        let desk = try home.openMeasures()
        let outcome = try await desk.take(
            NewMeasure(
                measure, against: party.party(at: home), until: try until.map(MomentText.end),
                text: text, isIntentEstablished: meant), by: person, for: nil)
        _ = try ComplaintOutput.write(outcome, "Taken", format: format.format)
    }
}
