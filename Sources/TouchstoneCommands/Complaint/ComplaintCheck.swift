package import ArgumentParser
import NodeAPI

package struct ComplaintCheck: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "All that is wrong with a complaint before it is sent, with what mends it.",
        discussion: """
            Nothing of it is sent. Files are kept in this folder. Leaves with 1 where something is wrong.

            Example: touchstone complaint check --right EM:018012345 --ground mark-in-listing \
            --listing shop:123 --declare 'Anna Verel'
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var fields: ComplaintOptions
    @OptionGroup package var channel: DeskChannelOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let (_, desk) = try home.openComplaints()
        let failures = try await desk.check(
            fields.complaint(at: desk), in: channel.channel(of: desk))
        ComplaintOutput.write(failures, format: format.format)
        if !failures.isEmpty { throw CommandExit.negative }
    }
}
