package import ArgumentParser
import Statements

package struct ComplaintPauseCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Let the clock of a complaint stand still, for a reason that everybody can read.",
        discussion: """
            A time that is past ends a pause of the same reason.

            Example: touchstone complaint pause ipacc.example/desk-verel/maison-verel/e1/42 \
            --reason court-proceedings --until 2026-12-10
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @Option(help: "\(ClockPause.Reason.nameList).")
    var reason: String
    @Option(help: "Until when: the end of 2026-12-10, or 2026-12-10T06:00:00Z.") var until: String
    @OptionGroup package var words: WordsOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        _ = try ClockPause.Reason.named(reason, by: "--reason")
    }

    package func run() async throws {
        let id = try complaint.id()
        let reason = try ClockPause.Reason.named(reason, by: "--reason")
        let time = try MomentText.end(until)
        try await home.say(nil, "Paused", format: format.format) { desk in
            .clockPause(ClockPause(of: id, reason: reason, until: time, text: words.text))
        }
    }
}
