package import ArgumentParser
import Complaints
import JSON
import NodeAPI
import Statements

package struct ComplaintSellerLink: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "seller-link",
        abstract: "An address at this desk under which a seller may answer, until it ends.",
        discussion: """
            Whoever has it may answer for these listings; it is shown this once.

            Example: touchstone complaint seller-link \
            ipacc.example/desk-verel/maison-verel/e1/42 --place 0
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var complaint: ComplaintArgument
    @OptionGroup package var places: PlacesOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let id = try complaint.id()
        let (_, desk) = try home.openComplaints()
        let all = try await desk.complaint(id)?.reading.state?.listings.count ?? 0
        let named = places.sorted.isEmpty ? Array(0..<all) : places.sorted
        let link = try await desk.sellerLink(of: id, places: named)
        switch format.format {
        case .json:
            ComplaintOutput.write(json: [
                "path": .string(link.path), "endsAt": .string(MomentText.print(link.endsAt)),
            ])
        case .table:
            Output.write(link.path)
            Output.remark("below the desk's own address, until \(MomentText.print(link.endsAt))")
        }
    }
}
