import ImageRecognition

extension FuzzedParser {
    static let images = [imageHeader, pnm]

    /// The first bytes of a file that anybody sends: whatever they say, no more is decoded than may be.
    private static let imageHeader = FuzzedParser(
        "image-header",
        bytes: [
            [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
                + [0, 0, 2, 0x80, 0, 0, 1, 0xe0, 8, 2, 0, 0, 0, 1, 2, 3, 4],
            [0xff, 0xd8, 0xff, 0xe1, 0, 8, 1, 2, 3, 4, 5, 6, 0xff, 0xdb, 0, 3, 0]
                + [0xff, 0xff, 0xc2, 0, 17, 8, 1, 0xe0, 2, 0x80, 3, 1, 0x22, 0, 2, 0x11, 1],
            riff("VP8X", [0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]),
            riff("VP8L", [0x2f, 0x7f, 0xc2, 0x77, 0, 1, 2, 3, 4, 5]),
            riff("VP8 ", [0x30, 1, 0, 0x9d, 0x01, 0x2a, 0x80, 2, 0xe0, 1]),
            riff("VP8X", [2, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]),
        ],
        words: ["IHDR", "RIFF", "WEBP", "VP8 ", "VP8L", "VP8X", "GIF89a"]
    ) { input in
        guard let file = try understood({ try ImageFile(input) }) else { return false }
        let (width, height) = (file.header.width, file.header.height)
        try promise(
            width >= PDQHasher.sideMin && height >= PDQHasher.sideMin, "\(width) × \(height)")
        try promise(
            max(width, height) <= ImageFile.sideMax && width * height <= ImageFile.pixelsMax,
            "\(width) × \(height)")
        try promise(try ImageHeader(input + [0]) == file.header, "more bytes make another size")
        return true
    }

    /// What a decoder prints, of a size that the first two bytes say: in one piece and in many it is the same, and
    /// where it is taken whole it has all rows, each as long as it should be.
    private static let pnm = FuzzedParser(
        "pnm",
        bytes: [
            [2, 1] + Array("P5\n3 2\n255\n".utf8) + [0, 1, 2, 253, 254, 255],
            [1, 1] + Array("P6 2 2 255 ".utf8) + [UInt8](repeating: 200, count: 12),
            [9, 0] + Array("P4\n10 1\n".utf8) + [0b1010_1010, 0b0100_0000],
            [0, 1] + Array("P5\n1 2\n65535\n".utf8) + [1, 2, 3, 4],
            [1, 0] + Array("P6\n2 1\n7\n".utf8) + [0, 1, 2, 5, 6, 7],
        ],
        words: ["P4\n", "P5\n", "P6\n", "255\n", "65535\n", "# "]
    ) { input in
        guard input.count >= 2 else { return false }
        let (width, height) = (Int(input[0]) + 1, Int(input[1]) + 1)
        let (body, all) = (input[2...], [input[2...]])
        let whole = try understood { try rows(all, width: width, height: height) }
        let apart = try understood {
            try rows(pieces(of: Array(body)), width: width, height: height)
        }
        try promise(whole == apart, "in pieces it is another image")
        guard let whole else { return false }
        try promise(whole.count == height, "\(whole.count) rows of \(height)")
        try promise(whole.allSatisfy { $0.count == width }, "a row of another length")
        try promise(
            whole.allSatisfy { $0.allSatisfy { (0...255.01).contains($0) } }, "a brightness beyond")
        guard min(width, height) >= PDQHasher.sideMin else { return true }
        var hasher = try PDQHasher(width: width, height: height)
        var frame = FrameFinder(width: width, height: height)
        for row in whole {
            hasher.add(row)
            frame.add(row)
        }
        let likeness = hasher.finish()
        try promise((0...100).contains(likeness.quality), "quality \(likeness.quality)")
        if let picture = frame.picture() {
            let isWithin = picture.rows.upperBound <= height && picture.columns.upperBound <= width
            let isLess = picture.rows.count < height || picture.columns.count < width
            try promise(isWithin && isLess, "\(picture) in \(width) × \(height)")
            _ = try PDQHasher(width: picture.columns.count, height: picture.rows.count)
        }
        return true
    }

    private static func rows(
        _ pieces: [ArraySlice<UInt8>], width: Int, height: Int
    ) throws -> [[Float]] {
        var reader = PNMReader(width: width, height: height)
        var rows: [[Float]] = []
        for piece in pieces { try reader.read(piece) { rows.append($0) } }
        try reader.finish()
        return rows
    }

    private static func riff(_ chunk: String, _ content: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + [22, 0, 0, 0] + Array("WEBP\(chunk)".utf8)
            + [UInt8(content.count), 0, 0, 0] + content
    }
}
