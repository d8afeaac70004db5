/// Lines of text from pieces of a file. An empty line is a line.
package struct TextLines {
    /// Longest line.
    package static let lineBytesMax = 64 * 1024

    package struct Line {
        /// From 1.
        package let number: Int
        package let bytes: ArraySlice<UInt8>

        /// - Throws: a sentence, where it is too long or not UTF-8.
        package func text() throws -> String {
            guard bytes.count <= TextLines.lineBytesMax else {
                throw CommandError("a line has at most \(TextLines.lineBytesMax) bytes")
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw CommandError("it is not UTF-8")
            }
            return text
        }
    }

    private var pending: [UInt8] = []
    private var number = 0

    package init() {}

    package mutating func read(_ chunk: [UInt8], _ body: (Line) throws -> Void) rethrows {
        var start = chunk.startIndex
        while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
            keep(chunk[start..<end])
            let whole = pending
            pending.removeAll(keepingCapacity: true)
            try take(whole[...], body)
            start = end + 1
        }
        keep(chunk[start...])
    }

    package mutating func finish(_ body: (Line) throws -> Void) rethrows {
        if !pending.isEmpty { try take(pending[...], body) }
        pending = []
    }

    /// Of a line that is too long only as much as shows that it is.
    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        pending.append(contentsOf: bytes.prefix(max(0, Self.lineBytesMax + 2 - pending.count)))
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, _ body: (Line) throws -> Void) rethrows {
        number += 1
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if number == 1, bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
        try body(Line(number: number, bytes: bytes))
    }
}
