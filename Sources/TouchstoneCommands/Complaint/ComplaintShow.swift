package import ArgumentParser
import NodeAPI

package struct ComplaintShow: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Where a complaint stands, listing by listing.",
        discussion: """
            Leaves with 1 when there is none.

            Example: touchstone complaint show ipacc.example/desk-verel/maison-verel/e1/42
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let id = try complaint.id()
        let (_, desk) = try home.openComplaints()
        guard let detail = try await desk.complaint(id) else {
            Output.remark("There is no complaint \(id) that this member may read.")
            throw CommandExit.negative
        }
        ComplaintOutput.write(detail, format: format.format)
    }
}
