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
                state.since.map { ConsoleWords.dayText($0) } ?? "", state.tlp?.name ?? "",
            ])
        }
        return text
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
