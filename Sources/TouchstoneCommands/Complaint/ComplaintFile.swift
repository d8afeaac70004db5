package import ArgumentParser
import NodeAPI
import Statements

package struct ComplaintFile: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "file",
        abstract: "File a complaint of up to 300 listings: signed, for good.",
        discussion: """
            It is checked first; where something is wrong nothing is signed, what mends it is told, and \
            the command leaves with 1.

            Example: touchstone complaint file --right EM:018012345 --ground test-buy \
            --listing shop:123 --evidence test-buy-report=report.pdf \
            --evidence purchase-receipt=receipt.pdf --declare 'Anna Verel'
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var fields: ComplaintOptions
    @OptionGroup package var channel: DeskChannelOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let (_, desk) = try home.openComplaints()
        let complaint = try await fields.complaint(at: desk)
        switch try await desk.file(complaint, in: channel.channel(of: desk), for: nil) {
        case .failed(let failures):
            ComplaintOutput.write(failures, format: format.format)
            throw CommandExit.negative
        case .answered(let outcome):
            let what = "Filed \(Plural.text(complaint.listings.count, "listing"))"
            _ = try ComplaintOutput.write(outcome, what, format: format.format)
        }
    }
}
