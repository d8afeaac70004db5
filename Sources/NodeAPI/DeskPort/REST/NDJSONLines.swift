/// Cuts a stream into lines, each of which is JSON of its own (NDJSON). Bounded: of a line that is too long
/// nothing is kept but that it is.
package struct NDJSONLines: Sendable {
    package static let lineBytesMax = 32 * 1024

    package struct Line: Equatable, Sendable {
        /// From 1, empty ones counted.
        package let number: Int
        /// Nil for one that is too long.
        package let bytes: [UInt8]?
    }

    private var pending: [UInt8] = []
    private var isTooLong = false
    private var number = 0

    package init() {}

    /// - Parameter body: called for each line that is whole and not empty.
    package mutating func read(_ chunk: [UInt8], _ body: (Line) throws -> Void) rethrows {
        var start = chunk.startIndex
        while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
            keep(chunk[start..<end])
            try take(body)
            start = end + 1
        }
        keep(chunk[start...])
    }

    /// What stands behind the last line end is a line too.
    package mutating func finish(_ body: (Line) throws -> Void) rethrows { try take(body) }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        guard !isTooLong else { return }
        guard pending.count + bytes.count <= Self.lineBytesMax else {
            isTooLong = true
            pending = []
            return
        }
        pending.append(contentsOf: bytes)
    }

    private mutating func take(_ body: (Line) throws -> Void) rethrows {
        number += 1
        let (bytes, wasTooLong) = (pending, isTooLong)
        (pending, isTooLong) = ([], false)
        let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
        guard wasTooLong || !isBlank else { return }
        try body(Line(number: number, bytes: wasTooLong ? nil : bytes))
    }
}
