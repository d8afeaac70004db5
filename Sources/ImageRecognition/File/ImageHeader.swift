/// What an image's file says that it is: format and size, from its first bytes. Nothing is decoded.
///
/// Source: ISO/IEC 10918-1, annex B (JPEG); PNG (W3C, third edition), sections 5.2 and 11.2.1; RFC 9649 and
/// RFC 6386, section 9.1 (WebP).
package struct ImageHeader: Hashable, Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case jpeg, png, webp

        package var mediaType: String { "image/\(rawValue)" }
    }

    /// Segments before the one that says how large a JPEG is: cameras write a few dozen.
    package static let segmentsMax = 500

    package let format: Format
    package let width: Int
    package let height: Int

    /// - Throws: `otherFormat`, `broken`, `animated`.
    package init(_ bytes: [UInt8]) throws(ImageError) {
        let size: (width: Int, height: Int)
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            format = .png
            size = try Self.png(bytes)
        } else if bytes.starts(with: [0xff, 0xd8, 0xff]) {
            format = .jpeg
            size = try Self.jpeg(bytes)
        } else if bytes.count >= 12, bytes.starts(with: Array("RIFF".utf8)),
            bytes[8..<12].elementsEqual(Array("WEBP".utf8))
        {
            format = .webp
            size = try Self.webp(bytes)
        } else {
            throw .otherFormat
        }
        (width, height) = size
        guard width > 0, height > 0 else { throw .broken }
    }

    /// The header comes first.
    private static func png(_ bytes: [UInt8]) throws(ImageError) -> (Int, Int) {
        guard bytes.count >= 33, bytes[8..<16].elementsEqual([0, 0, 0, 13] + Array("IHDR".utf8))
        else { throw .broken }
        return (number(bytes, 16, 4), number(bytes, 20, 4))
    }

    /// The first frame header, behind whatever stands before it.
    private static func jpeg(_ bytes: [UInt8]) throws(ImageError) -> (Int, Int) {
        var place = 2
        for _ in 0..<segmentsMax {
            // Any number of fill bytes stands before a marker (B.1.1.2).
            while place + 1 < bytes.count, bytes[place] == 0xff, bytes[place + 1] == 0xff {
                place += 1
            }
            guard place + 3 < bytes.count, bytes[place] == 0xff else { throw .broken }
            let (marker, length) = (bytes[place + 1], number(bytes, place + 2, 2))
            switch marker {
            // Huffman tables, JPG, arithmetic conditioning: among the numbers of frames, and none.
            case 0xc0...0xcf where ![0xc4, 0xc8, 0xcc].contains(marker):
                guard place + 8 < bytes.count, length >= 8 else { throw .broken }
                return (number(bytes, place + 7, 2), number(bytes, place + 5, 2))
            // A scan, or the end, before any frame; and what has no length.
            case 0xda, 0xd8, 0xd9, 0x01, 0xd0...0xd7, 0x00: throw .broken
            default:
                guard length >= 2 else { throw .broken }
                place += 2 + length
            }
        }
        throw .broken
    }

    /// The first chunk: a lossy or a lossless image, or what says that there is more to it.
    private static func webp(_ bytes: [UInt8]) throws(ImageError) -> (Int, Int) {
        guard bytes.count >= 30 else { throw .broken }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8X":
            guard bytes[20] & animationFlag == 0 else { throw .animated }
            return (1 + little(bytes, 24, 3), 1 + little(bytes, 27, 3))
        case "VP8L":
            guard bytes[20] == losslessSignature else { throw .broken }
            let both = little(bytes, 21, 4)
            return (1 + both & 0x3fff, 1 + both >> 14 & 0x3fff)
        case "VP8 ":
            // A key frame, behind the size of its first partition.
            guard bytes[20] & 1 == 0, bytes[23..<26].elementsEqual([0x9d, 0x01, 0x2a]) else {
                throw .broken
            }
            // The two bits above are of how it is to be scaled.
            return (little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff)
        default: throw .broken
        }
    }

    private static let animationFlag: UInt8 = 0x02
    private static let losslessSignature: UInt8 = 0x2f

    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
