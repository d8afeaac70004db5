/// Reads the pixels that a decoder prints, piece by piece: a PBM, PGM or PPM image (P4, P5, P6) of a size that is
/// known before, and nothing behind it. Rows go on as brightnesses; one is kept.
///
/// Source: Netpbm, pbm(5), pgm(5), ppm(5), without comments, which no decoder writes.
package struct PNMReader: Sendable {
    /// Longest header: three numbers and what stands between them.
    static let headerBytesMax = 64

    private let width: Int
    private let height: Int
    private var header: [UInt8] = []
    private var row: [UInt8] = []
    private var body: Body?
    private var rowsLeft: Int

    private struct Body: Sendable {
        var isBitmap: Bool
        var luma: LumaRow
        var rowBytes: Int
    }

    package init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "an image has pixels")
        self.width = width
        self.height = height
        rowsLeft = height
    }

    /// - Throws: `ImageError.notAsDeclared` for another size, other bytes than a header's or more of them,
    ///   `broken` for a sample over the largest.
    package mutating func read(
        _ piece: ArraySlice<UInt8>, _ take: ([Float]) -> Void
    ) throws(ImageError) {
        var rest = piece
        while body == nil, let byte = rest.first {
            header.append(byte)
            rest = rest.dropFirst()
            guard header.count <= Self.headerBytesMax else { throw .notAsDeclared }
            body = try parsedHeader()
        }
        guard let rowBytes = body?.rowBytes else { return }
        while !rest.isEmpty {
            guard rowsLeft > 0 else { throw .notAsDeclared }
            if row.isEmpty, rest.count >= rowBytes {
                try finishRow(rest.prefix(rowBytes), take)
                rest = rest.dropFirst(rowBytes)
                continue
            }
            let missing = rest.prefix(rowBytes - row.count)
            row.append(contentsOf: missing)
            rest = rest.dropFirst(missing.count)
            guard row.count == rowBytes else { continue }
            let whole = row
            row.removeAll(keepingCapacity: true)
            try finishRow(whole[...], take)
        }
    }

    /// - Throws: `ImageError.broken` where rows are missing.
    package func finish() throws(ImageError) {
        guard body != nil, rowsLeft == 0, row.isEmpty else { throw .broken }
    }

    private mutating func finishRow(
        _ bytes: ArraySlice<UInt8>, _ take: ([Float]) -> Void
    ) throws(ImageError) {
        rowsLeft -= 1
        if body!.isBitmap {
            // A bit that is set is black; the first is the highest.
            let pixels = (0..<width).map { column in
                let byte = bytes[bytes.startIndex + column / 8]
                return byte >> UInt8(7 - column % 8) & 1 == 0 ? 255 : 0 as UInt8
            }
            body!.luma.read(pixels[...])
        } else {
            guard body!.luma.read(bytes) else { throw .broken }
        }
        take(body!.luma.luma)
    }

    /// Nil while it is not whole: it ends with one blank behind its last number.
    private func parsedHeader() throws(ImageError) -> Body? {
        guard header.count > 2 else { return nil }
        guard header[0] == UInt8(ascii: "P"), Self.isBlank(header[2]) else {
            throw .notAsDeclared
        }
        let kind = header[1]
        guard [UInt8(ascii: "4"), UInt8(ascii: "5"), UInt8(ascii: "6")].contains(kind) else {
            throw .notAsDeclared
        }
        let isBitmap = kind == UInt8(ascii: "4")
        let numbersNeeded = isBitmap ? 2 : 3
        let words = header[3...].split(whereSeparator: Self.isBlank)
        guard let last = header.last, Self.isBlank(last), words.count == numbersNeeded else {
            guard words.count <= numbersNeeded else { throw .notAsDeclared }
            return nil
        }
        var numbers: [Int] = []
        for word in words { numbers.append(try Self.number(word)) }
        guard numbers[0] == width, numbers[1] == height else { throw .notAsDeclared }
        if isBitmap {
            return Body(
                isBitmap: true, luma: LumaRow(width: width, channels: 1, maximum: 255),
                rowBytes: (width + 7) / 8)
        }
        guard (1...65_535).contains(numbers[2]) else { throw .notAsDeclared }
        let luma = LumaRow(
            width: width, channels: kind == UInt8(ascii: "6") ? 3 : 1, maximum: numbers[2])
        return Body(isBitmap: false, luma: luma, rowBytes: luma.byteCount)
    }

    private static func number(_ word: ArraySlice<UInt8>) throws(ImageError) -> Int {
        guard word.count <= 5, word.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .notAsDeclared
        }
        return word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0d).contains(byte)
    }
}
