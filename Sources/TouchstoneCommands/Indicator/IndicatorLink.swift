import AllianceNode
package import ArgumentParser
import Statements

package struct IndicatorLink: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Say that two identifiers are of the same operator.",
        discussion: """
            Example: touchstone indicator link seller-account bazario:shop-1 phone "+44 7700 900777" \
            --evidence "the number on the parcel"
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "Type of the one.") var type: String
    @Argument(help: "The one.") var value: String
    @Argument(help: "Type of the other.") var otherType: String
    @Argument(help: "The other.") var otherValue: String
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var format: FormatOption
    @Option(help: "What shows it.") var evidence: String
    @Option(help: "\(Basis.nameList).") var basis = Basis.inspection.name
    @Option(help: "How sure, 0 to 100.") var confidence = 80
    @OptionGroup var tlp: TLPOption

    package init() {}

    package func validate() throws {
        _ = try Basis.named(basis, by: "--basis")
        guard (0...StatementLimits.confidenceMax).contains(confidence) else {
            throw ValidationError("--confidence is between 0 and \(StatementLimits.confidenceMax)")
        }
        for name in [type, otherType] { _ = try IdentifierArguments.indicatorType(name) }
    }

    package func run() async throws {
        let basis = try Basis.named(basis, by: "--basis")
        let one = try IdentifierArguments.indicator(type, value)
        let other = try IdentifierArguments.indicator(otherType, otherValue)
        let link = try OperatorLink(
            one, other, basis: basis, evidence: evidence, confidence: confidence,
            tlp: try tlp.marking)
        let node = try home.open()
        let written = try await node.report([.link(link)], to: channel.channel())
        try WrittenOutput.write(
            "Linked with \(Table.visible(other.value)):", written, of: [one],
            format: format.format)
    }
}
