import CSV

/// The rows of a list, whatever separates its columns.
struct CheckedTable {
    struct Row {
        let line: Int
        /// Without spaces around them.
        let cells: [String]
    }

    /// Refusals that are told one by one.
    static let refusalsMax = 50

    private(set) var rows: [Row] = []
    private(set) var refused: [CSVRefusal] = []
    /// All of them, told or not.
    private(set) var refusedCount = 0
    private(set) var isCut = false

    init(_ bytes: [UInt8]) {
        var reader = CSVReader(delimiter: nil)
        do {
            try reader.read(bytes) { try take($0) }
            try reader.finish { try take($0) }
        } catch {
            isCut = true
        }
    }

    private struct Full: Error {}

    private mutating func take(_ record: CSVRecord) throws {
        // With the row that names the columns.
        guard rows.count <= CheckedList.rowsMax else { throw Full() }
        switch record {
        case .refused(let line, let error):
            refusedCount += 1
            guard refused.count < Self.refusalsMax else { return }
            refused.append(
                CSVRefusal(line: line, keyword: error.keyword, reason: error.description))
        case .row(let row):
            rows.append(Row(line: row.line, cells: row.texts.map(Self.trimmed)))
        }
    }

    private static func trimmed(_ text: String) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
