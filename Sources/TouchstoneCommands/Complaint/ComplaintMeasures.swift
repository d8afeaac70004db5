import AllianceNode
package import ArgumentParser
import AuditTrail
import Complaints
import JSON
import NodeAPI
import Statements

/// Whom a measure is against, or who is looked up.
package struct MeasurePartyOption: ParsableArguments {
    @Option(help: "A member that complains from its own node.") package var member: String?
    @Option(help: "An account at this platform.") package var account: String?
    @Option(help: "A seller, as marketplace:account.") package var seller: String?

    package init() {}

    var isNamed: Bool { member != nil || account != nil || seller != nil }

    /// - Throws: where not one of them is named.
    func party(at node: HomeOption) throws -> LadderParty {
        let own = try node.open().member
        guard
            let party = MeasureParty.read(
                member: member, account: account, seller: seller, at: own)
        else {
            throw ValidationError(
                "name one of --member, --account and --seller; a seller is marketplace:account")
        }
        return party
    }
}

package struct ComplaintMeasures: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "measures",
        abstract: "Who complains without ground, or infringes, again and again; what was done.",
        discussion: """
            Without a name: those for whom a measure is due or lasts, and what was taken. With \
            one: what was weighed, and what is proposed.

            Example: touchstone complaint measures --seller market.example:shop-1
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var party: MeasurePartyOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let desk = try home.openMeasures()
        if party.isNamed {
            let party = try party.party(at: home)
            let standing = try await desk.standing(of: party)
            try home.recordLook(
                .view, by: "complaint measures", of: MeasureParty.details(party),
                results: 1,
                for: purpose.stated)
            MeasureOutput.write(standing, format: format.format)
        } else {
            let (due, taken) = (try await desk.due().items, try await desk.measures().items)
            try home.recordLook(
                .view, by: "complaint measures", results: due.count + taken.count,
                for: purpose.stated)
            MeasureOutput.write(due: due, taken: taken, format: format.format)
        }
    }
}

package struct ComplaintMeasureCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Take a measure: what is proposed, or something milder.",
        discussion: """
            Nobody is suspended who was not warned before. The party reads the text: why, and how to object.

            Example: touchstone complaint measure --seller market.example:shop-1 --take warning \
            --text 'Two takedowns stand' --by anna
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var party: MeasurePartyOption
    @Option(help: "\(MisuseMeasure.Measure.nameList).")
    var take: String
    @Option(help: "Until when; as long as is proposed without it.") var until: String?
    @Option(help: "For the party to read.") var text: String
    @Flag(help: "The person has found that it was meant.") var meant = false
    @OptionGroup package var decider: DeciderOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        _ = try MisuseMeasure.Measure.named(take, by: "--take")
        guard !text.isEmpty else { throw ValidationError("say why with --text") }
    }

    package func run() async throws {
        let measure = try MisuseMeasure.Measure.named(take, by: "--take")
        let person = try decider.person(at: home)
        let desk = try home.openMeasures()
        let outcome = try await desk.take(
            NewMeasure(
                measure, against: party.party(at: home), until: try until.map(MomentText.parse),
                text: text, isIntentEstablished: meant), by: person, for: nil)
        _ = try ComplaintOutput.write(outcome, "Taken", format: format.format)
    }
}

package struct ComplaintLift: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "lift",
        abstract: "End a measure: it counts as if it had not been taken.",
        discussion: """
            Example: touchstone complaint lift ipacc.example/desk-hub/hub/e1/7 --text 'It was an error' \
            --by anna
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The measure, as 'complaint measures' names it.") var measure: String
    @Option(help: "For the party to read.") var text: String
    @OptionGroup package var decider: DeciderOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        _ = try ComplaintArgument.reference(measure)
        guard !text.isEmpty else { throw ValidationError("say why with --text") }
    }

    package func run() async throws {
        let person = try decider.person(at: home)
        let desk = try home.openMeasures()
        let outcome = try await desk.lift(
            ComplaintArgument.reference(measure), text: text, by: person, for: nil)
        _ = try ComplaintOutput.write(outcome, "Lifted", format: format.format)
    }
}
