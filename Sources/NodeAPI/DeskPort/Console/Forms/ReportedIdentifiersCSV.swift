import MergedView
import Statements

/// Reported identifiers as a spreadsheet (RFC 4180), in the field's terms, with who may see each.
enum ReportedIdentifiersCSV {
    static func text(_ hits: [SearchHit]) -> String {
        let heads = [
            "kind", "identifier", "status", "reported_by", "objected_by", "confidence",
            "confirmation", "since", "tlp",
        ]
        var text = row(heads)
        for hit in hits {
            let state = hit.state
            text += row([
                hit.indicator.type.name, hit.indicator.value, state.status.rawValue,
                names(state.asserting), names(state.disputing),
                state.confidence.map { String($0) } ?? "", state.confirmation?.rawValue ?? "",
                state.since.map { ConsoleWords.dayText($0) } ?? "", marking(of: state)?.name ?? "",
            ])
        }
        return text
    }

    /// The strictest of all that the row tells: reports, objections, and links where it is there by these alone.
    private static func marking(of state: IndicatorState) -> TLP? {
        let objections = state.objections.filter { $0.standing == .live }.map(\.said.tlp)
        let said = (state.tlp.map { [$0] } ?? []) + objections
        guard said.isEmpty else { return said.max() }
        return state.links.filter { $0.standing == .live }.map(\.said.tlp).max()
    }

    private static func names(_ members: [some CustomStringConvertible]) -> String {
        members.map(\.description).joined(separator: " ")
    }

    /// A cell that a spreadsheet would take for a formula begins with an apostrophe.
    private static func row(_ cells: [String]) -> String {
        cells.map { cell in
            let first = cell.unicodeScalars.first
            let isFormula = first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
            let safe = (isFormula ? "'" : "") + cell
            return "\"" + safe.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",") + "\r\n"
    }
}
