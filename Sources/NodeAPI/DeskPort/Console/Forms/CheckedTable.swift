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
        var reader = CSVReader(delimiter: Self.delimiter(of: bytes))
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

    /// Of comma, semicolon and tab the one that stands in the first line most often, outside quotes: spreadsheets save
    /// with the one and paste with the other.
    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        var isQuoted = false
        let first = bytes.prefix { $0 != UInt8(ascii: "\n") }.filter { byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return !isQuoted
        }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = candidates.map { delimiter in first.count { $0 == delimiter } }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }

    private static func trimmed(_ text: String) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
