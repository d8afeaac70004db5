import CSV
package import Complaints
import Statements

/// Figures as a spreadsheet, lines ended as in all our lists: one row for all, and for each channel, marketplace and ground, and these
/// together. An empty cell of the first three says all of them.
package enum FiguresCSV {
    package static func bytes(_ figures: [FigureKey: ComplaintFigures]) -> [UInt8] {
        let shares = ComplaintJSON.shareNames(ComplaintFigures()).map(\.key)
        var heads = ["channel", "marketplace", "ground"]
        heads += ComplaintJSON.countNames(ComplaintFigures()).map(\.key)
        heads += shares.flatMap { [$0, "\($0)Of", "\($0)Percent"] }
        heads += ["medianHours", "p95Hours", "refusalCauses", "returnCauses", "seizedValue"]
        var bytes: [UInt8] = []
        CSVWriter.append(heads, to: &bytes)
        for row in KeyedFigures.sorted(figures) { append(row, to: &bytes) }
        return bytes
    }

    private static func append(_ row: KeyedFigures, to bytes: inout [UInt8]) {
        let (key, figures) = (row.key, row.figures)
        var cells = [key.channel ?? "", key.marketplace ?? "", key.ground?.name ?? ""]
        cells += ComplaintJSON.countNames(figures).map { String($0.value) }
        cells += ComplaintJSON.shareNames(figures).flatMap { _, share in
            [String(share.part), String(share.whole), FigureText.percent(share) ?? ""]
        }
        cells += [
            figures.medianTime.map(FigureText.hours) ?? "",
            figures.p95Time.map(FigureText.hours) ?? "", causes(figures.refusalCauses),
            causes(figures.returnCauses),
            figures.seizedValue.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                .joined(separator: "; "),
        ]
        CSVWriter.append(cells.map(harmless), to: &bytes)
    }

    private static func causes(_ causes: [String: Int]) -> String {
        causes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "; ")
    }

    /// A cell that a spreadsheet would take for a formula begins with an apostrophe: reasons are words of others.
    private static func harmless(_ cell: String) -> String {
        let isFormula = cell.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
        return isFormula ?? false ? "'" + cell : cell
    }
}
