/// Turns a CSV file with a header, as it streams in, into values and refusals: each row by itself, so
/// that a wrong one costs only itself. Both wait here until the caller takes them, a chunk's worth at
/// a time.
package struct CSVImport<Value> {
    /// Reads one row; made from the header.
    package typealias RowReader = (CSVRow) throws(CSVRowError) -> Value

    /// Read and not yet taken.
    package private(set) var values: [Value] = []
    /// Refused and not yet taken.
    package private(set) var refusals: [CSVRefusal] = []
    package private(set) var acceptedCount = 0
    package private(set) var refusedCount = 0

    private var reader: CSVReader
    private let readHeader: (CSVHeader) throws(CSVError) -> RowReader
    private var readRow: RowReader?

    /// - Parameters:
    ///   - delimiter: what parts the columns; nil guesses it by the header.
    ///   - header: finds the columns, and throws where one is missing.
    package init(
        delimiter: UInt8? = UInt8(ascii: ","),
        header: @escaping (CSVHeader) throws(CSVError) -> RowReader
    ) {
        reader = CSVReader(delimiter: delimiter)
        readHeader = header
    }

    /// - Throws: `CSVError` for a header that cannot be used; nothing else ends an import.
    package mutating func read(_ chunk: [UInt8]) throws {
        var reader = reader
        try reader.read(chunk) { try take($0) }
        self.reader = reader
    }

    /// The file has ended.
    /// - Throws: `CSVError.emptyHeader` where there was no header.
    package mutating func finish() throws {
        var reader = reader
        try reader.finish { try take($0) }
        self.reader = reader
        guard readRow != nil else { throw CSVError.emptyHeader }
    }

    package mutating func takeValues() -> [Value] {
        defer { values = [] }
        return values
    }

    package mutating func takeRefusals() -> [CSVRefusal] {
        defer { refusals = [] }
        return refusals
    }

    private mutating func take(_ record: CSVRecord) throws {
        switch record {
        case .refused(let line, let error):
            guard readRow != nil else { throw error }
            refuse(line, error.keyword, error.description)
        case .row(let row):
            guard let readRow else {
                self.readRow = try readHeader(CSVHeader(row))
                return
            }
            do {
                values.append(try readRow(row))
                acceptedCount += 1
            } catch {
                refuse(row.line, error.keyword, error.reason)
            }
        }
    }

    private mutating func refuse(_ line: Int, _ keyword: String, _ reason: String) {
        refusals.append(CSVRefusal(line: line, keyword: keyword, reason: reason))
        refusedCount += 1
    }
}

/// A row that is well-formed CSV and says something that cannot be taken.
package struct CSVRowError: Error, Equatable {
    package let keyword: String
    package let reason: String

    package init(keyword: String, reason: String) {
        self.keyword = keyword
        self.reason = reason
    }
}
