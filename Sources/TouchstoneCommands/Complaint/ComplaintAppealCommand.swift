package import ArgumentParser
import Statements

package struct ComplaintAppealCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "appeal",
        abstract: "Object to a refusal, or to being sent back; another person decides.",
        discussion: """
            Example: touchstone complaint appeal ipacc.example/desk-verel/maison-verel/e1/42 \
            --text 'see the label' --evidence feature-photographs=label.jpg
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var places: PlacesOption
    @OptionGroup package var words: WordsOption
    @OptionGroup package var evidence: EvidenceOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let id = try complaint.id()
        try await home.say(nil, "Objected", format: format.format) { desk in
            .appeal(
                ComplaintAppeal(
                    of: id, listings: places.sorted, text: words.text,
                    evidence: try await evidence.kept(at: desk)))
        }
    }
}
