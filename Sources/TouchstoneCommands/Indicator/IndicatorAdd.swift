import AllianceNode
package import ArgumentParser
import Statements

package struct IndicatorAdd: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Report an identifier of a counterfeit seller.",
        discussion: """
            It is signed into this member's log, for good: what turns out wrong is withdrawn with \
            'indicator retract'.

            Example: touchstone indicator add domain verel-outlet.example --mark Verel --basis test-buy
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var identifier: IdentifierArguments
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var report: ReportOptions
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let indicator = try identifier.indicator()
        let assertion = try report.assertion(of: indicator)
        let node = try home.open()
        let written = try await node.report([.assertIndicator(assertion)], to: channel.channel())
        try WrittenOutput.write("Reported", written, of: [indicator], format: format.format)
    }
}
