package import CSV
import MarkRecognition
package import Statements

/// A list of somebody's own, read so that it can be compared with what is known. It is held for the time of
/// one answer only.
package struct CheckedList: Sendable {
    package static let rowsMax = 5_000
    package static let columnsMax = 64
    /// Of a list that was sent in another form: as text in UTF-8 it goes along with the page and comes back in a form.
    package static let textBytesMax = 960 << 10
    /// Over all rows and columns that are looked up.
    package static let valuesMax = 10_000
    /// Rows looked at to guess what a column holds.
    static let sampleRows = 20

    /// What a column of the list holds.
    package enum Meaning: Hashable, Sendable {
        case ignored
        /// Whatever each of its values can be.
        case anything
        case kind(IndicatorType)

        /// As forms write it.
        package var name: String {
            switch self {
            case .ignored: "ignored"
            case .anything: "anything"
            case .kind(let type): type.name
            }
        }

        package init?(name: String) {
            switch name {
            case "ignored": self = .ignored
            case "anything": self = .anything
            default:
                guard let type = IndicatorType(name: name) else { return nil }
                self = .kind(type)
            }
        }
    }

    package struct Column: Equatable, Sendable {
        /// Nil where the list has no header.
        package let name: String?
        package let meaning: Meaning
        /// A value of it.
        package let sample: String
    }

    /// One value of the list, and the identifiers that it can be; none with why.
    package struct Value: Equatable, Sendable {
        package let line: Int
        package let text: String
        package let readings: [Indicator]
        package let refusal: CSVRowError?
    }

    package let columns: [Column]
    package let hasHeader: Bool
    package let values: [Value]
    /// Rows that are no CSV, with their line: the first ones.
    package let refused: [CSVRefusal]
    /// All rows that are no CSV.
    package let refusedCount: Int
    package let rows: Int
    /// The list goes on behind the rows that were looked at.
    package let isCut: Bool
    /// As text, to be sent along with another choice of columns.
    package let text: String
    /// What it was sent as.
    package let form: SpreadsheetForm

    /// Every identifier to be looked up, in the order of `values`.
    package var lookups: [Indicator] { values.flatMap(\.readings) }

    /// Every value as a text in which marks may stand, also one that is no identifier, such as a title.
    package var texts: [TextWithMarks] {
        values.map { value in
            let domain = value.readings.first { $0.type == .domain }
            return TextWithMarks(
                domain?.readableValue ?? value.text, domain == nil ? .title : .domain)
        }
    }

    /// With the fields `header` (yes or no), and `column0`, `column1`, ... with meanings.
    init(_ read: SpreadsheetText, _ fields: MultipartFields) throws(CheckedListError) {
        try self.init(
            read, chosen: Self.chosen(fields), header: fields.text("header").map { $0 == "yes" })
    }

    /// What a form says that columns hold, by their places.
    static func chosen(_ fields: MultipartFields) -> [Int: Meaning] {
        var chosen: [Int: Meaning] = [:]
        for column in 0..<Self.columnsMax {
            chosen[column] = fields.text("column\(column)").flatMap(Meaning.init(name:))
        }
        return chosen
    }

    /// The same of bytes that are no workbook.
    package init(
        _ bytes: [UInt8], chosen: [Int: Meaning] = [:], header: Bool? = nil
    ) throws(CheckedListError) {
        guard let read = SpreadsheetText(bytes) else { throw .notText }
        try self.init(read, chosen: chosen, header: header)
    }

    /// - Parameters:
    ///   - chosen: what columns hold; those that are not named are guessed.
    ///   - header: whether the first row names the columns; nil guesses.
    package init(
        _ read: SpreadsheetText, chosen: [Int: Meaning] = [:], header: Bool? = nil
    ) throws(CheckedListError) {
        (text, form) = (read.text, read.form)
        guard !read.isConverted || text.utf8.count <= Self.textBytesMax else { throw .tooLong }
        let table = CheckedTable(Array(text.utf8))
        guard let first = table.rows.first else { throw .nothing }
        guard first.cells.count <= Self.columnsMax else { throw .tooManyColumns }
        hasHeader = header ?? ColumnGuess.isHeader(first.cells)
        let body = hasHeader ? table.rows.dropFirst() : table.rows[...]
        var columns: [Column] = []
        for place in first.cells.indices {
            let sample = body.prefix(Self.sampleRows).map { $0.cells[place] }
            let name = hasHeader ? first.cells[place] : nil
            columns.append(
                Column(
                    name: name,
                    meaning: chosen[place] ?? ColumnGuess.meaning(named: name, sample),
                    sample: sample.first { !$0.isEmpty } ?? ""))
        }
        self.columns = columns
        refused = table.refused
        refusedCount = table.refusedCount
        var (values, rows): ([Value], Int) = ([], 0)
        for row in body {
            guard values.count < Self.valuesMax else { break }
            values += Self.values(row, columns)
            rows += 1
        }
        self.values = values
        self.rows = rows
        isCut = table.isCut || rows < body.count
    }

    private static let noKind = CSVRowError(
        keyword: "no-kind", reason: "it is none of the kinds")

    private static func values(_ row: CheckedTable.Row, _ columns: [Column]) -> [Value] {
        zip(columns, row.cells).compactMap { column, cell in
            guard !cell.isEmpty else { return nil }
            switch column.meaning {
            case .ignored: return nil
            case .anything:
                let readings = ColumnGuess.readings(of: cell)
                return Value(
                    line: row.line, text: cell, readings: readings,
                    refusal: readings.isEmpty ? Self.noKind : nil)
            case .kind(let type):
                do throws(IndicatorError) {
                    let indicator = try Indicator(type, parsing: cell)
                    return Value(
                        line: row.line, text: cell, readings: [indicator], refusal: nil)
                } catch {
                    return Value(
                        line: row.line, text: cell, readings: [],
                        refusal: CSVRowError(keyword: error.keyword, reason: error.why))
                }
            }
        }
    }
}

/// Why a list cannot be looked at, as a whole.
package enum CheckedListError: Error, Equatable {
    case nothing
    case notText
    case tooManyColumns
    /// Of a list that was sent in another form than text in UTF-8.
    case tooLong
}
