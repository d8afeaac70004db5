package import ArgumentParser
import Statements

package struct ComplaintRequestEvidence: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "request-evidence",
        abstract:
            "Ask for more before deciding; the clock of these listings stands still meanwhile.",
        discussion: """
            Example: touchstone complaint request-evidence ipacc.example/desk-verel/maison-verel/e1/42 \
            --role purchase-receipt --text 'the receipt, please' --due 2026-12-01
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var places: PlacesOption
    @Option(name: .customLong("role"), help: "What is asked for.") var roles: [String] = []
    @Option(help: "By when, as 2026-12-01.") var due: String
    @OptionGroup package var words: WordsOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        for role in roles { _ = try EvidenceFile.Role.named(role, by: "--role") }
    }

    package func run() async throws {
        let id = try complaint.id()
        let time = try MomentText.parse(due)
        try await home.say(nil, "Asked", format: format.format) { desk in
            .evidenceRequest(
                EvidenceRequest(
                    on: id, listings: places.sorted,
                    roles: roles.compactMap { EvidenceFile.Role(name: $0) }, text: words.text,
                    due: time))
        }
    }
}
