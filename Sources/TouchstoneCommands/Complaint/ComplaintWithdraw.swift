package import ArgumentParser
import Statements

package struct ComplaintWithdraw: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take a complaint back, in whole or for some of its listings.",
        discussion: """
            Example: touchstone complaint withdraw ipacc.example/desk-verel/maison-verel/e1/42 \
            --place 3 --text 'it is ours'
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var places: PlacesOption
    @OptionGroup package var words: WordsOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let id = try complaint.id()
        try await home.say(nil, "Withdrawn", format: format.format) { desk in
            .withdrawal(
                ComplaintWithdrawal(of: id, listings: places.sorted, text: words.text))
        }
    }
}
