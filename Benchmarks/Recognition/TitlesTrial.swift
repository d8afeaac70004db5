import Foundation
import MarkRecognition

/// Marks in titles of honest listings, from a table with a column `title`, `name` or `Product Name`: how
/// many titles have a hit where the name is not written, which is wrong unless a person finds it there, and
/// where it is; and a sample of both.
///
///     touchstone-recognition-trial titles Abt.csv multiscript-brands-dev.json --sample 100 --seed 6
///
/// The table is read from where it is; none comes with the project (docs/recognition.md names some).
enum TitlesTrial {
    static let name = "titles"
    private static let columns = ["title", "name", "product name"]
    /// What leaves a name as it is written.
    private static let written: Set<RecognitionRule> = [
        .mark, .alias, .compatibility, .decoration, .context, .noContext,
    ]

    @Sendable static func run(_ arguments: [String]) throws {
        let table = TrialTable(String(decoding: try arguments.file(0, "a table"), as: UTF8.self))
        let brands = try BrandFile.brands(try arguments.file(1, "multiscript-brands-dev.json"))
        guard
            let column = table.rows.first?.firstIndex(where: { columns.contains($0.lowercased()) })
        else { throw TrialFailure("the table has no column \(columns.joined(separator: ", "))") }
        let titles = Set(table.rows.dropFirst().compactMap { $0.count > column ? $0[column] : nil })
            .sorted()
        let marks = Set(brands.compactMap(\.latin)).sorted()
        let recogniser = Recogniser(try MarkList(marks.map { Mark($0) }))
        var writtenLines: [String] = []
        var otherLines: [String] = []
        var others = 0
        for title in titles {
            let hits = try recogniser.recognise(title)
            var hasOther = false
            for hit in hits {
                let line = HitLine.of(hit, in: title, recogniser)
                if Self.written.isSuperset(of: hit.rules) {
                    writtenLines.append(line)
                } else {
                    otherLines.append(line)
                    hasOther = true
                }
            }
            others += hasOther ? 1 : 0
        }
        say(
            "\(marks.count) marks, \(titles.count) titles: \(writtenLines.count) hits as the name is written, \(otherLines.count) others in \(others) titles"
        )
        for line in otherLines { say("other | \(line)") }
        try HitLine.sample(writtenLines, arguments)
    }
}

/// Rows of comma-separated values (RFC 4180).
struct TrialTable {
    private(set) var rows: [[String]] = []

    init(_ text: String) {
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var quoteBefore = false
        for character in text {
            if character == "\"" {
                // Twice within quotes is one.
                if !isQuoted, quoteBefore { field.append(character) }
                isQuoted.toggle()
                quoteBefore = !isQuoted
                continue
            }
            quoteBefore = false
            if isQuoted {
                field.append(character)
            } else if character == "," {
                row.append(field)
                field = ""
            } else if character.isNewline {
                rows.append(row + [field])
                (row, field) = ([], "")
            } else {
                field.append(character)
            }
        }
        if !field.isEmpty || !row.isEmpty { rows.append(row + [field]) }
    }
}
