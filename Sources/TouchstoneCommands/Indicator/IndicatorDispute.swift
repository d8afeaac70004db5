import AllianceNode
package import ArgumentParser
import Statements

package struct IndicatorDispute: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "dispute",
        abstract: "Object to a report: this identifier is wrong here.",
        discussion: """
            Everybody who sees the report sees the objection beside it.

            Example: touchstone indicator dispute domain corner-pharmacy.example \
            --reason false-positive --text "an honest pharmacy"
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var identifier: IdentifierArguments
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var format: FormatOption
    @Option(help: "Why: \(Dispute.Reason.nameList).") var reason = Dispute.Reason.falsePositive.name
    @Option(help: "Why, in words.") var text: String?
    @Flag(help: "It is the seller's own reply, passed on.") var onBehalfOfSeller = false
    @OptionGroup var tlp: TLPOption

    package init() {}

    package func validate() throws {
        guard Dispute.Reason(name: reason) != nil else {
            throw ValidationError(
                "--reason is one of \(Dispute.Reason.nameList); say more with --text")
        }
    }

    package func run() async throws {
        let reason = try Dispute.Reason.named(reason, by: "--reason")
        let indicator = try identifier.indicator()
        let dispute = Dispute(
            indicator: indicator, reason: reason, text: text, onBehalfOfSeller: onBehalfOfSeller,
            tlp: try tlp.marking)
        let node = try home.open()
        let written = try await node.report([.dispute(dispute)], to: channel.channel())
        try WrittenOutput.write("Objected to", written, of: [indicator], format: format.format)
    }
}
