import AllianceNames
package import ArgumentParser
import Statements

/// What a report says beside the identifier; also what an import says of rows that leave it out.
package struct ReportOptions: ParsableArguments {
    @Option(name: .customLong("mark"), help: "A mark that is misused.") package var marks:
        [String] = []
    @Option(help: "The marketplace it was met on.") package var marketplace: String?
    @Option(help: "\(Basis.nameList).") package var basis = Basis.customerReport.name
    @Option(help: "How sure, 0 to 100.") package var confidence = 70
    @OptionGroup package var tlp: TLPOption
    @Option(help: "First seen, as 2026-11-23.") package var firstSeen: String?
    @Option(help: "Last seen.") package var lastSeen: String?
    @Option(help: "Counts until then.") package var validUntil: String?
    @Option(help: "A note for those who may read it.") package var note: String?
    @Option(help: "On what legal basis it is shared.") package var legalBasis: String?
    @Flag(help: "The identifier is of a natural person.") package var naturalPerson = false
    @Option(name: .customLong("attribute"), help: "Anything else, as name=value.")
    package var attributes: [String] = []

    package init() {}

    package func validate() throws {
        _ = try Basis.named(basis, by: "--basis")
        guard (0...StatementLimits.confidenceMax).contains(confidence) else {
            throw ValidationError("--confidence is between 0 and \(StatementLimits.confidenceMax)")
        }
    }

    func assertion(of indicator: Indicator) throws -> IndicatorAssertion {
        var assertion = IndicatorAssertion(
            indicator: indicator, basis: try Basis.named(basis, by: "--basis"),
            confidence: confidence, tlp: try tlp.marking)
        assertion.marks = marks
        assertion.marketplace = marketplace
        assertion.firstSeen = try firstSeen.map(MomentText.parse)
        assertion.lastSeen = try lastSeen.map(MomentText.parse)
        assertion.validUntil = try validUntil.map(MomentText.parse)
        assertion.note = note
        assertion.legalBasis = legalBasis
        assertion.naturalPerson = naturalPerson ? true : nil
        assertion.attributes = try attributes.map { text in
            guard let (name, value) = text.cut(at: "="), !name.isEmpty else {
                throw ValidationError("--attribute is name=value, not '\(text)'")
            }
            return Attribute(name: name, value: value)
        }
        try Self.checkOrder(of: assertion)
        return assertion
    }

    static func checkOrder(of assertion: IndicatorAssertion) throws {
        guard let first = assertion.firstSeen, let last = assertion.lastSeen, last < first else {
            return
        }
        throw CommandError(
            "last seen, \(MomentText.day(last)), is before first seen, \(MomentText.day(first)): look for exchanged dates"
        )
    }
}

/// `--channel NAME`: where it is said.
package struct ChannelOption: ParsableArguments {
    @Option(name: .customLong("channel"), help: "The channel; its members read it, nobody else.")
    package var name = ChannelID.alliance.rawValue

    package init() {}

    func channel() throws -> ChannelID { try ChannelID(parsing: name) }
}
