/// Finds the fields of one row. Holds its arrays from row to row, so that a row costs no allocation.
struct CSVRowParser: Sendable {
    enum Outcome {
        /// The row goes on behind the bytes at hand.
        case incomplete
        case blank(next: Int)
        case row(next: Int, lines: Int)
        case refused(CSVError)
    }

    /// The fields of the last row, in the bytes parsed or, when `isUnquoted`, in `unquoted`.
    private(set) var fields: [Range<Int>] = []
    /// The row's fields without their quotes; filled only for a row that has some.
    private(set) var unquoted: [UInt8] = []
    private(set) var isUnquoted = false

    private enum Quote {
        case none, open, closed
    }

    mutating func parse(
        _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, delimiter: UInt8, isFinal: Bool
    ) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        isUnquoted = false
        let lineFeed = UInt8(ascii: "\n")
        let carriageReturn = UInt8(ascii: "\r")
        let quote = UInt8(ascii: "\"")
        var offset = start
        var fieldStart = start
        while offset < buffer.count {
            let byte = buffer[offset]
            if byte == delimiter {
                fields.append(fieldStart..<offset)
                guard fields.count < CSVReader.fieldsMax else {
                    return .refused(.tooManyFields(max: CSVReader.fieldsMax))
                }
                fieldStart = offset + 1
            } else if byte == lineFeed {
                return end(start, fieldStart, offset, next: offset + 1)
            } else if byte == quote {
                return quoted(buffer, from: start, delimiter: delimiter, isFinal: isFinal)
            } else if byte == carriageReturn {
                guard offset + 1 < buffer.count else {
                    return isFinal
                        ? end(start, fieldStart, offset, next: offset + 1) : .incomplete
                }
                guard buffer[offset + 1] == lineFeed else {
                    return .refused(.strayCarriageReturn(column: fields.count))
                }
                return end(start, fieldStart, offset, next: offset + 2)
            }
            offset += 1
        }
        return isFinal ? end(start, fieldStart, offset, next: offset) : .incomplete
    }

    private mutating func end(_ start: Int, _ fieldStart: Int, _ end: Int, next: Int) -> Outcome {
        if fields.isEmpty, end == start { return .blank(next: next) }
        fields.append(fieldStart..<end)
        return .row(next: next, lines: 1)
    }

    /// The same for a row with a quote in it, at the price of a copy.
    private mutating func quoted(
        _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, delimiter: UInt8, isFinal: Bool
    ) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        unquoted.removeAll(keepingCapacity: true)
        isUnquoted = true
        var state = Quote.none
        var fieldStart = 0
        var isFieldEmpty = true
        var lines = 1
        var offset = start
        while offset < buffer.count {
            let byte = buffer[offset]
            offset += 1
            if state == .open {
                guard byte == UInt8(ascii: "\"") else {
                    if byte == UInt8(ascii: "\n") { lines += 1 }
                    unquoted.append(byte)
                    continue
                }
                guard offset < buffer.count || isFinal else { return .incomplete }
                if offset < buffer.count, buffer[offset] == byte {
                    unquoted.append(byte)
                    offset += 1
                } else {
                    state = .closed
                }
                continue
            }
            switch byte {
            case delimiter:
                fields.append(fieldStart..<unquoted.count)
                guard fields.count < CSVReader.fieldsMax else {
                    return .refused(.tooManyFields(max: CSVReader.fieldsMax))
                }
                fieldStart = unquoted.count
                isFieldEmpty = true
                state = .none
            case UInt8(ascii: "\n"):
                fields.append(fieldStart..<unquoted.count)
                return .row(next: offset, lines: lines)
            case UInt8(ascii: "\r"):
                guard offset < buffer.count || isFinal else { return .incomplete }
                guard offset == buffer.count || buffer[offset] == UInt8(ascii: "\n") else {
                    return .refused(.strayCarriageReturn(column: fields.count))
                }
            case _ where state == .closed:
                return .refused(.textAfterQuote(column: fields.count))
            case UInt8(ascii: "\""):
                guard isFieldEmpty else { return .refused(.strayQuote(column: fields.count)) }
                state = .open
                isFieldEmpty = false
            default:
                unquoted.append(byte)
                isFieldEmpty = false
            }
        }
        guard isFinal else { return .incomplete }
        guard state != .open else { return .refused(.unclosedQuote(column: fields.count)) }
        fields.append(fieldStart..<unquoted.count)
        return .row(next: offset, lines: lines)
    }
}
