package import ArgumentParser
import AuditTrail
import Complaints
import NodeAPI

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
                .view, by: "complaint measures", of: MeasureParty.details(party), results: 1,
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
