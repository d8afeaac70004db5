package import Peering

/// A photo of a code as it was sent: JPEG or PNG by its first bytes, with no more pixels than a decoder is
/// given. What it declares is all that is read of it here; it is decoded by another program.
///
/// Source: ISO/IEC 10918-1, annex B (JPEG); PNG (W3C, third edition), sections 5.2 and 11.2.1.
package struct CodePhoto: Hashable, Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case jpeg, png

        package var mediaType: String { "image/\(rawValue)" }
    }

    package static let bytesMax = 8 << 20
    package static let sideMax = 10_000
    package static let pixelsMax = 25_000_000
    /// Segments before the one that says how large a JPEG is: cameras write a few dozen.
    static let segmentsMax = 500

    package let format: Format
    package let width: Int
    package let height: Int
    package let bytes: [UInt8]

    /// - Throws: status 415 for another format, 413 for too many bytes or pixels, 422 for what is broken.
    package init(_ bytes: [UInt8]) throws(PeerProblem) {
        guard bytes.count <= Self.bytesMax else {
            throw Self.tooLarge("more than \(Self.bytesMax >> 20) MiB")
        }
        let size: (width: Int, height: Int)
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            format = .png
            size = try Self.png(bytes)
        } else if bytes.starts(with: [0xff, 0xd8, 0xff]) {
            format = .jpeg
            size = try Self.jpeg(bytes)
        } else {
            throw PeerProblem(
                status: 415, keyword: "photo-format", detail: "A photo here is JPEG or PNG.")
        }
        (width, height) = size
        self.bytes = bytes
        guard width > 0, height > 0 else { throw Self.broken }
        guard width <= Self.sideMax, height <= Self.sideMax, width * height <= Self.pixelsMax
        else {
            throw Self.tooLarge("more than \(Self.pixelsMax / 1_000_000) million pixels")
        }
    }

    /// The header comes first.
    private static func png(_ bytes: [UInt8]) throws(PeerProblem) -> (Int, Int) {
        guard bytes.count >= 33, bytes[8..<16].elementsEqual([0, 0, 0, 13] + Array("IHDR".utf8))
        else { throw broken }
        return (number(bytes, 16, 4), number(bytes, 20, 4))
    }

    /// The first frame header, behind whatever stands before it.
    private static func jpeg(_ bytes: [UInt8]) throws(PeerProblem) -> (Int, Int) {
        var place = 2
        for _ in 0..<segmentsMax {
            // Any number of fill bytes stands before a marker (B.1.1.2).
            while place + 1 < bytes.count, bytes[place] == 0xff, bytes[place + 1] == 0xff {
                place += 1
            }
            guard place + 3 < bytes.count, bytes[place] == 0xff else { throw broken }
            let (marker, length) = (bytes[place + 1], number(bytes, place + 2, 2))
            switch marker {
            // Huffman tables, JPG, arithmetic conditioning: among the numbers of frames, and none.
            case 0xc0...0xcf where ![0xc4, 0xc8, 0xcc].contains(marker):
                guard place + 8 < bytes.count, length >= 8 else { throw broken }
                return (number(bytes, place + 7, 2), number(bytes, place + 5, 2))
            // A scan, or the end, before any frame; and what has no length.
            case 0xda, 0xd8, 0xd9, 0x01, 0xd0...0xd7, 0x00: throw broken
            default:
                guard length >= 2 else { throw broken }
                place += 2 + length
            }
        }
        throw broken
    }

    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static let broken = PeerProblem(
        status: 422, keyword: "photo-broken", detail: "The photo's file is broken.")

    private static func tooLarge(_ what: String) -> PeerProblem {
        PeerProblem(
            status: 413, keyword: "photo-too-large",
            detail: "The photo has \(what); take it nearer, or with less resolution.")
    }
}
