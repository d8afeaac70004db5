package import ArgumentParser
import Complaints
import NodeAPI
import Statements

package struct ComplaintDecide: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decide listings, or an objection that another person has to decide.",
        discussion: """
            With --answers it decides an objection: take-down says that the listing stays \
            down, refuse that it comes back. What was decided without a person and is drawn for a \
            second look, as 'complaint queue' shows it, is decided again without \
            --answers: the same verdict affirms it, the other one takes it back.

            Example: touchstone complaint decide ipacc.example/desk-verel/maison-verel/e1/42 \
            --verdict refuse --reason mark-not-in-listing --place 0 --place 2 --by anna
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var places: PlacesOption
    @Option(help: "\(ComplaintDecision.Verdict.nameList).")
    var verdict: String
    @Option(name: .customLong("reason"), help: "A code that says why.") var reasons: [String] = []
    @Option(help: "What is taken down: listing, product or storefront.") var scope = "listing"
    @Option(help: "What the reasons mean here.") var explanation: String = ""
    @Option(help: "Until when it is down; without an end where it is not given.")
    var restrictedUntil: String?
    @Option(help: "The objection that it decides, as 'complaint show' names it.")
    var answers: String?
    @OptionGroup package var decider: DeciderOption
    @OptionGroup package var format: FormatOption

    package init() {}

    /// Why a person decides: what forms offer as well.
    private static let codes =
        DecisionReason.allCases.filter { $0 != .scoreAbove && $0 != .scoreBelow }.map(\.rawValue)
        + FilingCheck.allCases.map(\.rawValue)

    package func validate() throws {
        _ = try ComplaintDecision.Verdict.named(verdict, by: "--verdict")
        _ = try ComplaintDecision.Scope.named(scope, by: "--scope")
        guard !reasons.isEmpty else {
            throw ValidationError("say why with --reason: nothing is decided without one")
        }
        for reason in reasons where !Self.codes.contains(reason) {
            throw ValidationError(
                "--reason is one of \(Self.codes.joined(separator: ", ")), not '\(reason)'")
        }
    }

    package func run() async throws {
        let id = try complaint.id()
        let person = try decider.person(at: home)
        let objection = try answers.map { try ComplaintArgument.reference($0) }
        let until = try restrictedUntil.map(MomentText.parse)
        let verdict = try ComplaintDecision.Verdict.named(verdict, by: "--verdict")
        let scope = try ComplaintDecision.Scope.named(scope, by: "--scope")
        try await home.say(person, "Decided", format: format.format) { desk in
            let named = places.sorted
            let all = try await desk.complaint(id)?.reading.state?.listings.count ?? 1
            return .decision(
                ComplaintDecision(
                    of: id, answering: objection,
                    parts: [
                        ComplaintDecision.Part(
                            listings: named.isEmpty ? Array(0..<all) : named, verdict: verdict,
                            scope: verdict == .takeDown ? scope : .listing, reasons: reasons,
                            explanation: explanation, restrictedUntil: until)
                    ], maker: .person(desk.decider(person))))
        }
    }
}
