package import ArgumentParser
import NodeAPI
import Statements

package struct ComplaintReinstate: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "reinstate",
        abstract: "Put listings back, though nobody objected.",
        discussion: """
            Example: touchstone complaint reinstate ipacc.example/desk-verel/maison-verel/e1/42 --place 2 \
            --reason own-review --by anna
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var places: PlacesOption
    @Option(help: "\(Reinstatement.Reason.nameList).")
    var reason: String
    @OptionGroup package var words: WordsOption
    @OptionGroup package var decider: DeciderOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        _ = try Reinstatement.Reason.named(reason, by: "--reason")
    }

    package func run() async throws {
        let id = try complaint.id()
        let reason = try Reinstatement.Reason.named(reason, by: "--reason")
        let person = try decider.person(at: home)
        try await home.say(person, "Reinstated", format: format.format) { desk in
            .reinstatement(
                Reinstatement(
                    under: id, listings: places.sorted, reason: reason, text: words.text,
                    reviewer: desk.decider(person)))
        }
    }
}
