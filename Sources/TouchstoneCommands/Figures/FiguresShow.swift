package import ArgumentParser
import AuditTrail
import Complaints
import JSON
import NodeAPI
import Statements

package struct FiguresShow: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Figures of all complaints, by channel, marketplace and ground.",
        discussion: """
            Shares are in percent with their counts, times in hours of the running clock. What is not \
            confirmed is in none.

            Example: touchstone figures show --since 2026-11-01 --until 2026-11-30
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var options: FiguresOptions
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let (_, desk) = try home.openComplaints()
        let rows = KeyedFigures.sorted(
            try await desk.figures(
                filed: options.filed(), in: options.desks.channels(of: desk)))
        try home.recordLook(
            .view, by: "figures show", of: options.details, results: rows.count,
            for: purpose.stated)
        switch format.format {
        case .json:
            ComplaintOutput.write(json: ["figures": .array(rows.map(ComplaintJSON.figures))])
        case .table:
            guard !rows.isEmpty else { return Output.write("There are no figures yet.") }
            var table = Table([
                "channel", "marketplace", "ground", "listings", "closed in time", "taken down",
                "automatic", "median h", "p95 h", "answers upheld",
                "second looks agree",
            ])
            for row in rows {
                let figures = row.figures
                table.append([
                    row.key.channel ?? "all", row.key.marketplace ?? "all",
                    row.key.ground?.name ?? "all", "\(figures.listings)",
                    share(figures.closedInTimeShare), share(figures.takenDownShare),
                    "\(figures.automatic)", figures.medianTime.map(FigureText.hours) ?? "",
                    figures.p95Time.map(FigureText.hours) ?? "",
                    share(figures.counterNoticesUpheldShare), share(figures.affirmedShare),
                ])
            }
            Output.write(table.text)
        }
    }

    private func share(_ share: ComplaintFigures.Share) -> String {
        FigureText.percent(share).map { "\($0) % (\(share.part) of \(share.whole))" } ?? ""
    }
}
