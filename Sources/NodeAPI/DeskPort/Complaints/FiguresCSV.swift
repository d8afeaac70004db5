package import Complaints
import Statements

/// Figures as a spreadsheet: a row for each channel, marketplace and ground, and for all of them together. Times are
/// whole milliseconds of the clock; what is counted of nothing is empty.
package enum FiguresCSV {
    package static let columns = [
        "channel", "marketplace", "ground", "cases", "cases_due", "cases_closed_in_time",
        "listings", "proactive", "due", "closed", "closed_in_time", "closed_in_wall_time",
        "decided", "taken_down", "automatic", "refused", "returned", "withdrawn",
        "counter_notices", "counter_notices_decided", "counter_notices_upheld",
        "appeals_decided", "appeals_upheld", "median_ms", "p95_ms", "seizures", "seized_items",
        "test_buys", "test_buys_counterfeit", "refusal_causes", "return_causes", "seized_value",
    ]

    package static func text(_ figures: [FigureKey: ComplaintFigures]) -> String {
        let rows = figures.sorted { order($0.key) < order($1.key) }.map { row($0.key, $0.value) }
        return ([columns.joined(separator: ",")] + rows).joined(separator: "\r\n") + "\r\n"
    }

    private static func row(_ key: FigureKey, _ figures: ComplaintFigures) -> String {
        let times = [figures.medianTime, figures.p95Time].map { time in
            time.map { String($0) } ?? ""
        }
        let counts = [
            figures.cases, figures.casesDue, figures.casesClosedInTime, figures.listings,
            figures.proactive, figures.due, figures.closed, figures.closedInTime,
            figures.closedInWallTime, figures.decided, figures.takenDown, figures.automatic,
            figures.refused, figures.returned, figures.withdrawn, figures.counterNotices,
            figures.counterNoticesDecided, figures.counterNoticesUpheld, figures.appealsDecided,
            figures.appealsUpheld,
        ].map(String.init)
        let records = [
            String(figures.seizures), String(figures.seizedItems), String(figures.testBuys),
            String(figures.testBuysCounterfeit), list(figures.refusalCauses),
            list(figures.returnCauses), list(figures.seizedValue),
        ]
        let names = [key.channel ?? "", key.marketplace ?? "", key.ground?.name ?? ""]
        return (names + counts + times + records).map(cell).joined(separator: ",")
    }

    /// `code=3;other=1`, by name.
    private static func list(_ counts: [String: some BinaryInteger]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
    }

    /// What a code says comes from elsewhere: it neither ends its cell nor begins a formula.
    private static func cell(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars
        where scalar.properties.generalCategory != .control {
            kept.append(scalar)
        }
        var cell = String(kept)
        if let first = cell.first, "=+-@".contains(first) { cell = "'" + cell }
        guard cell.contains(where: { ",\"".contains($0) }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    private static func order(_ key: FigureKey) -> (String, String, String) {
        (key.channel ?? "", key.marketplace ?? "", key.ground?.name ?? "")
    }
}
