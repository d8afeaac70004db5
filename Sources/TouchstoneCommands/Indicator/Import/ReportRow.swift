import Statements

/// One row of somebody's list, read: a report, or why it is none.
struct ReportRow {
    /// Where it begins, counted from 1; for STIX the number of the object.
    let line: Int
    /// The identifier as it stood there, shortened.
    let input: String
    let result: Result<IndicatorAssertion, RowRefusal>

    static let inputCharactersMax = 200
}

struct RowRefusal: Error {
    let keyword: String
    let reason: String
}

/// Reads a list as it streams in. Rows that cannot be read are rows too; nothing stops half way.
protocol ReportReader {
    mutating func read(_ chunk: [UInt8], _ body: (ReportRow) -> Void) throws
    mutating func finish(_ body: (ReportRow) -> Void) throws
}
