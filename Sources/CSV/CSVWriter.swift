/// Prints rows so that `CSVReader` reads the same fields again (RFC 4180, lines ending in LF).
package enum CSVWriter {
    /// Fields that hold one are quoted, whatever parts the columns: a reader might guess that it does (`CSVDelimiter`).
    package static let quoted =
        CSVDelimiter.candidates + [UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")]

    package static func append(
        _ fields: some Sequence<String>, delimiter: UInt8 = UInt8(ascii: ","),
        to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        var isFirst = true
        for field in fields {
            if !isFirst { bytes.append(delimiter) }
            // What begins a file would be taken for its byte order mark.
            let isMark = isFirst && field.utf8.starts(with: [0xef, 0xbb, 0xbf])
            isFirst = false
            let needsQuotes =
                isMark || field.utf8.contains { $0 == delimiter || quoted.contains($0) }
            guard needsQuotes else {
                bytes.append(contentsOf: field.utf8)
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            for byte in field.utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        // A single empty field would be an empty line, which is no row.
        if bytes.count == start {
            bytes.append(contentsOf: [UInt8](repeating: UInt8(ascii: "\""), count: 2))
        }
        bytes.append(UInt8(ascii: "\n"))
    }
}
