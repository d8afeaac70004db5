/// One row, as a view of the reader's memory: **valid only during the call that hands it over**.
package struct CSVRow {
    /// The line on which the row begins, counted from 1 as editors do.
    package let line: Int
    let bytes: UnsafeBufferPointer<UInt8>
    let fields: UnsafeBufferPointer<Range<Int>>

    package var count: Int { fields.count }

    /// The bytes of a field, unquoted; UTF-8.
    package subscript(column: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[fields[column]])
    }

    package func text(_ column: Int) -> String {
        String(decoding: self[column], as: UTF8.self)
    }

    /// The text of a column that may be missing; nil also where it is empty.
    package func filled(_ column: Int?) -> String? {
        guard let column, !self[column].isEmpty else { return nil }
        return text(column)
    }

    package var texts: [String] { (0..<count).map(text) }
}

/// What the reader hands over, in the order of the file.
package enum CSVRecord {
    case row(CSVRow)
    case refused(line: Int, CSVError)
}
