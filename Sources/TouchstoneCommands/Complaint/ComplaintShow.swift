package import ArgumentParser
import AuditTrail
import NodeAPI
import Statements

package struct ComplaintShow: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Where a complaint stands, listing by listing.",
        discussion: """
            Leaves with 1 when there is none.

            Example: touchstone complaint show ipacc.example/desk-verel/maison-verel/e1/42
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let id = try complaint.id()
        let (_, desk) = try home.openComplaints()
        let found = try await desk.complaint(id)
        try home.recordLook(
            .view, by: "complaint show", of: [.complaint: id.description],
            results: found == nil ? 0 : 1, for: purpose.stated)
        guard let detail = found else {
            Output.remark("There is no complaint \(id) that this member may read.")
            throw CommandExit.negative
        }
        ComplaintOutput.write(detail, format: format.format)
    }
}
