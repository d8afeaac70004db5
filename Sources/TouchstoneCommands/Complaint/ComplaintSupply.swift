package import ArgumentParser
import Statements

package struct ComplaintSupply: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "supply",
        abstract: "Give the evidence that the platform asked for.",
        discussion: """
            Example: touchstone complaint supply ipacc.example/desk-verel/maison-verel/e1/42 \
            --request ipacc.example/desk-verel/hub/e1/7 --evidence test-buy-report=report.pdf
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @Option(help: "The statement that asked for it, as 'complaint show' names it.")
    var request: String
    @OptionGroup package var words: WordsOption
    @OptionGroup package var evidence: EvidenceOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let id = try complaint.id()
        let asked = try ComplaintArgument.reference(request)
        try await home.say(nil, "Supplied", format: format.format) { desk in
            .evidenceSupply(
                EvidenceSupply(
                    on: id, request: asked, evidence: try await evidence.kept(at: desk),
                    text: words.text))
        }
    }
}
