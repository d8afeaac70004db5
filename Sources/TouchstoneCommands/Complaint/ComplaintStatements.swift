package import ArgumentParser
import AuditTrail
import Complaints
import DSA
import JSON
import NodeAPI
import Statements

package struct ComplaintStatements: AsyncParsableCommand {
    /// Complaints read at a time.
    private static let pageMax = 200

    package static let configuration = CommandConfiguration(
        commandName: "reasons",
        abstract:
            "Statements of reasons of what was taken down, as the DSA Transparency Database takes them.",
        discussion: """
            Each line is the body of one call of that database's interface, with up to \
            \(StatementRules.statementsMax) statements. A statement has the same 'puid' every time. What was \
            taken down and has none is told, with why.

            Example: touchstone complaint reasons --since 2026-11-01 --country DE > statements.ndjson
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var which: FiguresOptions
    @Option(
        name: .customLong("country"),
        help: "Where listings were offered, as far as the marketplace does not say; as DE.")
    var countries: [String] = []
    @Option(help: "When listings appeared; without it, when the marketplace showed them.")
    var listedAt: String?
    @Option(help: "Of the listings, as EN.") var language: String?
    @Option(help: "Of the sellers' accounts: business or private.") var accountType: String?
    @Option(help: ArgumentHelp("Of the terms or the law.", valueName: "https-url"))
    var reference: String?
    @Flag(help: "The complainant is a trusted flagger (article 22).") var trustedFlagger = false

    package init() {}

    package func validate() throws {
        for word in countries + (language.map { [$0] } ?? [])
        where word.utf8.count != 2 || !word.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) {
            throw ValidationError("'\(word)' is not two capital letters")
        }
        guard accountType.map({ ["business", "private"].contains($0) }) ?? true else {
            throw ValidationError("--account-type is business or private")
        }
        guard reference.map({ $0.hasPrefix("https://") }) ?? true else {
            throw ValidationError("--reference begins with https://")
        }
    }

    package func run() async throws {
        let given = ComplaintReasons.Given(
            countries: countries, listedAt: try listedAt.map(MomentText.parse),
            language: language,
            accountType: accountType.map { $0 == "business" ? .business : .private },
            referenceURL: reference, isTrustedFlagger: trustedFlagger)
        let (_, desk) = try home.openComplaints()
        var query = ComplaintQuery(channels: try which.desks.channels(of: desk))
        query.filed = try which.filed()
        query.limit = Self.pageMax
        var reasons = ComplaintReasons()
        repeat {
            let page = try await desk.page(query)
            for complaint in page.complaints {
                if let detail = try await desk.complaint(complaint.id) {
                    reasons.add(detail, given)
                }
            }
            query.after = page.next
        } while query.after != nil
        try home.recordLook(
            .export, by: "complaint reasons", of: which.details,
            results: reasons.statements.count, for: purpose.stated)
        for body in try StatementBatch.bodies(reasons.statements) { Output.write(body.compact) }
        for one in reasons.omitted {
            Output.remark("none for listing \(one.place) of \(one.complaint): \(one.why.rawValue)")
        }
        Output.remark(Plural.text(reasons.statements.count, "statement"))
    }
}
