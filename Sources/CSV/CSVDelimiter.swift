/// What parts the columns of a list where nobody says it: spreadsheets save with one and paste with another.
package enum CSVDelimiter {
    /// Comma, semicolon, tab; of those that stand equally often the first counts.
    package static let candidates: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"),
    ]

    /// The one that stands most often in the first row that is not empty, outside quotes, as far as it stands among as many
    /// bytes as a row may have.
    ///
    /// - Parameter isFinal: no more bytes come.
    /// - Returns: nil where more bytes are needed.
    static func guess(_ bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> UInt8? {
        var counts = candidates.map { _ in 0 }
        var (isQuoted, isEmpty) = (false, true)
        for byte in bytes.prefix(CSVReader.rowBytesMax) {
            if byte == UInt8(ascii: "\n"), !isQuoted {
                if isEmpty { continue }
                return most(counts)
            }
            if isEmpty, byte == UInt8(ascii: "\r") { continue }
            isEmpty = false
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted, let place = candidates.firstIndex(of: byte) {
                counts[place] += 1
            }
        }
        return isFinal || bytes.count > CSVReader.rowBytesMax ? most(counts) : nil
    }

    private static func most(_ counts: [Int]) -> UInt8 {
        candidates[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    }
}
