import AllianceNames
import AllianceNode
package import ArgumentParser
import CRDT
import MergedView
import Statements

package struct IndicatorRetract: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "retract",
        abstract: "Withdraw this member's own reports of an identifier.",
        discussion: """
            What was said stays in the log; from now on nobody counts it. Leaves with 1 when there \
            is nothing of one's own to withdraw.

            Example: touchstone indicator retract domain cocoalane-partner.example
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var identifier: IdentifierArguments
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var format: FormatOption
    @Flag(name: .customLong("dispute"), help: "Withdraw own objections instead of reports.")
    var objections = false
    @Flag(name: .customLong("link"), help: "Withdraw own links instead of reports.")
    var links = false

    package init() {}

    package func validate() throws {
        if objections, links { throw ValidationError("--dispute or --link, not both") }
    }

    package func run() async throws {
        let indicator = try identifier.indicator()
        let channel = try channel.channel()
        let node = try home.open()
        let kind: EntryKind = objections ? .dispute : links ? .link : .assertIndicator
        let own = try node.ownStatements(kind, of: indicator, in: channel)
        guard !own.isEmpty else {
            Output.remark(
                "\(node.member) has said nothing of \(indicator.type) \(Table.visible(indicator.value)) in channel \(channel) that it could withdraw"
            )
            throw CommandExit.negative
        }
        let written = try await node.report(Retraction.statements(of: own), to: channel)
        try WrittenOutput.write(
            "Withdrew \(Plural.text(own.count, "statement")) on", written,
            of: [indicator], format: format.format)
    }
}
