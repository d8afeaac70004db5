import CSV

/// What a program prints of a sheet, made a list that strict readers take: as many fields in each row, none of the empty
/// columns at the end, and a line for each row, so that a line's number is the row's.
///
/// The programs print as many fields as a row has cells, and a cell may hold several lines.
package struct WorkbookRows {
    package enum Refusal: Error, Equatable {
        case tooManyColumns
        case tooLong
    }

    /// Of a row, empty or not: as many as a sheet has columns.
    private static let cellsMax = 16_384
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let lineFeed = UInt8(ascii: "\n")

    package let bytes: [UInt8]

    /// - Parameters:
    ///   - printed: CSV with commas, quotes doubled within quotes, and line feeds.
    ///   - bytesMax: of what is made of it.
    package init(_ printed: [UInt8], bytesMax: Int) throws(Refusal) {
        var columns = 0
        try Self.eachRow(printed) { fields in
            columns = max(columns, (fields.lastIndex { !$0.isEmpty } ?? -1) + 1)
            return columns <= CSVReader.fieldsMax
        }
        guard columns <= CSVReader.fieldsMax else { throw .tooManyColumns }
        var made: [UInt8] = []
        try Self.eachRow(printed) { fields in
            if fields.contains(where: { !$0.isEmpty }) {
                for column in 0..<columns {
                    if column > 0 { made.append(Self.comma) }
                    guard column < fields.count else { continue }
                    Self.append(fields[column], to: &made)
                }
            }
            made.append(Self.lineFeed)
            return made.count <= bytesMax
        }
        guard made.count <= bytesMax else { throw .tooLong }
        bytes = made
    }

    private static func append(_ field: [UInt8], to bytes: inout [UInt8]) {
        guard field.contains(where: CSVWriter.quoted.contains) else {
            bytes += field
            return
        }
        bytes.append(quote)
        for byte in field {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    /// Up to the last line that ends.
    ///
    /// - Parameter take: false ends it. Fields are without quotes, and with spaces for ends of lines.
    private static func eachRow(
        _ printed: [UInt8], _ take: ([[UInt8]]) -> Bool
    ) throws(Refusal) {
        var fields: [[UInt8]] = []
        var field: [UInt8] = []
        var isQuoted = false
        var place = 0
        while place < printed.count {
            let byte = printed[place]
            place += 1
            switch byte {
            case quote where isQuoted && place < printed.count && printed[place] == quote:
                field.append(quote)
                place += 1
            case quote: isQuoted.toggle()
            case comma where !isQuoted:
                fields.append(field)
                field = []
                guard fields.count < cellsMax else { throw .tooManyColumns }
            case lineFeed where !isQuoted:
                fields.append(field)
                guard take(fields) else { return }
                (fields, field) = ([], [])
            case lineFeed, UInt8(ascii: "\r"): field.append(UInt8(ascii: " "))
            default: field.append(byte)
            }
        }
    }
}
