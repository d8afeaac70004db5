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
        let state = try node.view.state(
            of: indicator, in: [channel], scope: try node.scope(), at: node.clock.now())
        let own = ownDots(in: state, of: node.member)
        guard !own.isEmpty else {
            Output.remark(
                "\(node.member) has said nothing of \(indicator.type) \(Table.visible(indicator.value)) in channel \(channel) that it could withdraw"
            )
            throw CommandExit.negative
        }
        let retraction = Retraction(
            dots: own.prefix(Retraction.dotsMax).map { .init(origin: $0.log, index: $0.index) })
        let written = try await node.report([.retract(retraction)], to: channel)
        try WrittenOutput.write(
            "Withdrew \(Plural.text(retraction.dots.count, "statement")) on", written,
            of: [indicator], format: format.format)
    }

    private func ownDots(in state: IndicatorState, of member: MemberID) -> [StatementDot] {
        if objections {
            return state.objections.filter { $0.member == member && $0.standing == .live }
                .flatMap(\.dots)
        }
        if links {
            return state.links.filter { $0.dot.log.member == member && $0.standing == .live }
                .map(\.dot)
        }
        return state.reports.filter { $0.member == member && $0.standing == .live }.flatMap(\.dots)
    }
}
