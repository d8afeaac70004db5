/// Reads CSV as it streams in, in memory bounded by the longest row and the chunk handed in.
///
/// RFC 4180, strictly, with LF beside CRLF, a UTF-8 byte order mark skipped and empty lines passed
/// over. A row that breaks a rule is handed over as refused and reading goes on at the line after the
/// one it began on: an unclosed quote costs its own line, not all that follows it.
package struct CSVReader: Sendable {
    package static let rowBytesMax = 64 * 1024
    package static let fieldsMax = 256

    /// Nil until it is guessed.
    private var delimiter: UInt8?
    private var pending: [UInt8] = []
    private var line = 1
    /// Set by the first row; all others must have as many.
    private var fieldCount: Int?
    private var isAtStart = true
    /// Inside a row that was refused as too long: nothing counts until its line ends.
    private var isSkippingLine = false
    private var parser = CSVRowParser()
    /// How long the row that is not complete was when it was looked at last.
    private var lookedAt = 0

    /// - Parameter delimiter: what parts the columns; nil guesses it by the first row (`CSVDelimiter`).
    package init(delimiter: UInt8? = UInt8(ascii: ",")) {
        self.delimiter = delimiter
    }

    /// Takes the next bytes of the file and hands over rows that are complete.
    ///
    /// A row that comes in pieces is looked at when it has twice as many bytes as before, so that small pieces cost no more
    /// than large ones; it may be handed over with a later piece, or at the end.
    ///
    /// - Throws: what `body` throws; the reader is not to be used after that.
    package mutating func read(
        _ chunk: [UInt8], _ body: (CSVRecord) throws -> Void
    ) throws {
        pending.append(contentsOf: chunk)
        guard pending.count >= min(lookedAt * 2, Self.rowBytesMax + 1) else { return }
        try drain(isFinal: false, body)
    }

    /// Tells the reader that the file has ended, and hands over the last row.
    package mutating func finish(_ body: (CSVRecord) throws -> Void) throws {
        try drain(isFinal: true, body)
    }

    private mutating func drain(isFinal: Bool, _ body: (CSVRecord) throws -> Void) throws {
        if isAtStart {
            guard pending.count >= 3 || isFinal else { return }
            if pending.starts(with: [0xef, 0xbb, 0xbf]) { pending.removeFirst(3) }
            isAtStart = false
        }
        let known =
            delimiter
            ?? pending.withUnsafeBufferPointer {
                CSVDelimiter.guess($0, isFinal: isFinal)
            }
        guard let known else {
            lookedAt = pending.count
            return
        }
        delimiter = known
        var position = 0
        var bytes = pending
        pending = []  // one owner, so that dropping what was read copies nothing
        try bytes.withUnsafeBufferPointer { buffer in
            while position < buffer.count {
                guard
                    let next = try step(
                        buffer, from: position, delimiter: known, isFinal: isFinal, body)
                else {
                    break
                }
                position = next
            }
        }
        bytes.removeFirst(position)
        pending = bytes
        lookedAt = pending.count
    }

    /// Deals with what begins at `start`; returns where to go on, nil when more bytes are needed.
    private mutating func step(
        _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, delimiter: UInt8, isFinal: Bool,
        _ body: (CSVRecord) throws -> Void
    ) throws -> Int? {
        if isSkippingLine {
            guard let end = lineEnd(buffer, from: start) else { return buffer.count }
            isSkippingLine = false
            line += 1
            return end
        }
        let outcome = parser.parse(buffer, from: start, delimiter: delimiter, isFinal: isFinal)
        switch outcome {
        case .incomplete:
            guard buffer.count - start > Self.rowBytesMax else { return nil }
            return try refuse(.rowTooLong(max: Self.rowBytesMax), buffer, from: start, body)
        case .blank(let next):
            line += 1
            return next
        case .row(let next, let lines):
            return try handOver(buffer, from: start, to: next, lines: lines, body)
        case .refused(let error):
            return try refuse(error, buffer, from: start, body)
        }
    }

    private mutating func handOver(
        _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, to next: Int, lines: Int,
        _ body: (CSVRecord) throws -> Void
    ) throws -> Int {
        guard next - start <= Self.rowBytesMax + 2 else {
            return try refuse(.rowTooLong(max: Self.rowBytesMax), buffer, from: start, body)
        }
        let found = parser.fields.count
        if let fieldCount, found != fieldCount {
            return try refuse(
                .fieldCount(found: found, expected: fieldCount), buffer, from: start, body)
        }
        guard isText(UnsafeBufferPointer(rebasing: buffer[start..<next])) else {
            return try refuse(.notUTF8, buffer, from: start, body)
        }
        fieldCount = found
        let line = line
        try parser.unquoted.withUnsafeBufferPointer { unquoted in
            try parser.fields.withUnsafeBufferPointer { fields in
                try body(
                    .row(
                        CSVRow(
                            line: line, bytes: parser.isUnquoted ? unquoted : buffer,
                            fields: fields)))
            }
        }
        self.line += lines
        return next
    }

    private mutating func refuse(
        _ error: CSVError, _ buffer: UnsafeBufferPointer<UInt8>, from start: Int,
        _ body: (CSVRecord) throws -> Void
    ) throws -> Int {
        try body(.refused(line: line, error))
        guard let end = lineEnd(buffer, from: start) else {
            isSkippingLine = true
            return buffer.count
        }
        line += 1
        return end
    }

    private func lineEnd(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var offset = start
        while offset < buffer.count {
            if buffer[offset] == UInt8(ascii: "\n") { return offset + 1 }
            offset += 1
        }
        return nil
    }

    /// UTF-8 without NUL, so that a UTF-16 file is not taken for one of odd words.
    private func isText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var isASCII = true
        for byte in bytes {
            if byte == 0 { return false }
            if byte >= 0x80 { isASCII = false }
        }
        return isASCII || String(validating: bytes, as: UTF8.self) != nil
    }
}
