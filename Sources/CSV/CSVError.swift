/// Why one row of a CSV file was refused. The reader goes on with the next line.
package enum CSVError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A quote inside a field that does not begin with one.
    case strayQuote(column: Int)
    /// Something other than the delimiter or the end of the line behind a closing quote.
    case textAfterQuote(column: Int)
    case unclosedQuote(column: Int)
    /// A carriage return that ends no line.
    case strayCarriageReturn(column: Int)
    case rowTooLong(max: Int)
    case tooManyFields(max: Int)
    case fieldCount(found: Int, expected: Int)
    case notUTF8
    case emptyHeader
    case missingColumn(name: String, found: [String])
    case repeatedColumn(name: String)
    case mapping(found: String)

    package var description: String {
        switch self {
        case .strayQuote(let column):
            "field \(column + 1) has a quote inside but does not begin with one: quote the whole field and double the quote"
        case .textAfterQuote(let column):
            "field \(column + 1) goes on behind its closing quote: double the quotes inside it"
        case .unclosedQuote(let column):
            "the quote that opens field \(column + 1) is never closed"
        case .strayCarriageReturn(let column):
            "field \(column + 1) holds a carriage return without a line feed: end lines with LF or CRLF"
        case .rowTooLong(let max):
            "the row is longer than \(max) bytes"
        case .tooManyFields(let max):
            "the row has more than \(max) fields"
        case .fieldCount(let found, let expected):
            "the row has \(found) fields, the first one has \(expected)"
        case .notUTF8:
            "the row is not UTF-8: save the file as CSV UTF-8"
        case .emptyHeader:
            "the file has no header row: its first line names the columns"
        case .missingColumn(let name, let found):
            "no column '\(name)' among \(found.joined(separator: ", ")): rename it or map it"
        case .repeatedColumn(let name):
            "the column '\(name)' stands twice in the header"
        case .mapping(let found):
            "'\(found)' maps no column: write field=column, separated by commas"
        }
    }

    /// The keywords of what is wrong with one row, as CSV.
    package static let rowKeywords: Set<String> = Set(
        [
            CSVError.strayQuote(column: 0), .textAfterQuote(column: 0), .unclosedQuote(column: 0),
            .strayCarriageReturn(column: 0), .rowTooLong(max: 0), .tooManyFields(max: 0),
            .fieldCount(found: 0, expected: 0), .notUTF8,
        ].map(\.keyword))

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .strayQuote: "stray-quote"
        case .textAfterQuote: "text-after-quote"
        case .unclosedQuote: "unclosed-quote"
        case .strayCarriageReturn: "stray-carriage-return"
        case .rowTooLong: "row-too-long"
        case .tooManyFields: "too-many-fields"
        case .fieldCount: "field-count"
        case .notUTF8: "not-utf-8"
        case .emptyHeader: "empty-header"
        case .missingColumn: "missing-column"
        case .repeatedColumn: "repeated-column"
        case .mapping: "mapping"
        }
    }
}
