package import ArgumentParser
import AuditTrail
import Complaints
import NodeAPI

package struct FiguresCSVCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "csv",
        abstract: "The same as a spreadsheet (RFC 4180).",
        discussion: "Example: touchstone figures csv > figures.csv")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var options: FiguresOptions

    package init() {}

    package func run() async throws {
        let (_, desk) = try home.openComplaints()
        let figures = try await desk.figures(
            filed: options.filed(), in: options.desks.channels(of: desk))
        try home.recordLook(
            .export, by: "figures csv", of: options.details, results: figures.count,
            for: purpose.stated)
        // Its last line ends already.
        Output.write(String(decoding: FiguresCSV.bytes(figures).dropLast(), as: UTF8.self))
    }
}
