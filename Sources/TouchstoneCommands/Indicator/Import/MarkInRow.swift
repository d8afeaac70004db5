import AllianceNames
import MarkRecognition
import Statements

/// A member's mark in a row of a list: which, where, and how it was read.
struct MarkInRow: Encodable {
    let line: Int
    let input: String
    let mark: String
    /// Whose right names it.
    let member: String
    /// The text that it stands in; of an identifier as people read it.
    let text: String
    /// In Unicode scalars of the text, from 0; `end` is the first after it.
    let start: Int
    let end: Int
    let rules: [String]
    let confidence: Double

    /// In what the row reports, and of what could not be read as an identifier in all of it. A mark is told once.
    static func all(of row: ReportRow, _ register: MarkRegister) -> [MarkInRow] {
        guard !register.isEmpty else { return [] }
        var seen: Set<[String]> = []
        var found: [MarkInRow] = []
        for (text, context) in texts(of: row) {
            for (registered, hit) in register.hits(in: text, context: context)
            where seen.insert([registered.owner.rawValue, registered.mark.name]).inserted {
                found.append(
                    MarkInRow(
                        line: row.line, input: row.input, mark: registered.mark.name,
                        member: registered.owner.rawValue, text: text,
                        start: hit.scalars.lowerBound, end: hit.scalars.upperBound,
                        rules: hit.rules.map(\.rawValue),
                        confidence: RecognisedLine.Hit.rounded(hit.confidence)))
            }
        }
        return found
    }

    private static func texts(of row: ReportRow) -> [(String, RecognitionContext)] {
        guard case .success(let said) = row.result else { return [(row.input, .title)] }
        let indicator = said.indicator
        return [(indicator.readableValue, indicator.recognitionContext)]
            + ([said.note].compactMap(\.self) + said.attributes.map(\.value)).map { ($0, .title) }
    }
}
