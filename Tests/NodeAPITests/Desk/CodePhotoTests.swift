import NodeAPI
import Peering
import Testing

@Suite struct CodePhotoTests {
    static func big(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// The head of a PNG.
    static func png(width: Int, height: Int) -> [UInt8] {
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
            + big(width, 4) + big(height, 4) + [8, 0, 0, 0, 0] + [1, 2, 3, 4]
    }

    /// The head of a JPEG, with what cameras write before the frame.
    static func jpeg(width: Int, height: Int, frame: UInt8 = 0xc0, before: [UInt8] = []) -> [UInt8]
    {
        [0xff, 0xd8, 0xff, 0xe0] + big(16, 2) + [UInt8](repeating: 0xc0, count: 14) + before
            + [0xff, 0xff, frame] + big(17, 2) + [8] + big(height, 2) + big(width, 2)
            + [UInt8](repeating: 1, count: 10)
    }

    private func keyword(_ bytes: [UInt8]) -> String? {
        do throws(PeerProblem) {
            _ = try CodePhoto(bytes)
            return nil
        } catch {
            return error.keyword
        }
    }

    @Test("JPEG and PNG are told by their first bytes, with the size that they declare")
    func formats() throws {
        let png = try CodePhoto(Self.png(width: 640, height: 480))
        #expect(png.format == .png && png.width == 640 && png.height == 480)
        let tables: [UInt8] = [0xff, 0xc4] + Self.big(4, 2) + [1, 2]
        for frame: UInt8 in [0xc0, 0xc1, 0xc2, 0xcf] {
            let jpeg = try CodePhoto(
                Self.jpeg(width: 4_000, height: 3_000, frame: frame, before: tables))
            #expect(jpeg.format == .jpeg && jpeg.width == 4_000 && jpeg.height == 3_000)
        }
        for other in ["", "GIF89a", "<svg/>", "%!PS", "BM", "\u{89}PNG"] {
            #expect(keyword(Array(other.utf8)) == "photo-format", "\(other)")
        }
    }

    @Test("what is cut anywhere before its size is broken, and nothing is read beyond it")
    func cut() {
        for whole in [Self.png(width: 9, height: 9), Self.jpeg(width: 9, height: 9)] {
            for count in 8..<whole.count {
                let found = keyword(Array(whole[..<count]))
                #expect(found == nil || found == "photo-broken", "\(count)")
            }
            #expect(keyword(Array(whole[..<16])) == "photo-broken")
        }
        #expect(keyword(Self.png(width: 0, height: 9)) == "photo-broken")
        #expect(keyword(Self.jpeg(width: 9, height: 0)) == "photo-broken")
        // A scan before any frame, and segments without end.
        #expect(
            keyword(Self.jpeg(width: 9, height: 9, before: [0xff, 0xda, 0, 2])) == "photo-broken")
        let comment: [UInt8] = [0xff, 0xfe, 0, 2]
        let many = (0..<600).flatMap { _ in comment }
        #expect(keyword(Self.jpeg(width: 9, height: 9, before: many)) == "photo-broken")
    }

    @Test("pixels, sides and bytes have limits, held from both sides")
    func limits() {
        for (width, height, isAllowed) in [
            (10_000, 2_500, true), (10_001, 10, false), (10, 10_001, false),
            (5_000, 5_000, true), (5_001, 5_000, false), (0xffff_ffff, 0xffff_ffff, false),
        ] {
            #expect(
                keyword(Self.png(width: width, height: height))
                    == (isAllowed ? nil : "photo-too-large"), "\(width) × \(height)")
        }
        let head = Self.png(width: 9, height: 9)
        for (count, isAllowed) in [(CodePhoto.bytesMax, true), (CodePhoto.bytesMax + 1, false)] {
            let bytes = head + [UInt8](repeating: 0, count: count - head.count)
            #expect(keyword(bytes) == (isAllowed ? nil : "photo-too-large"))
        }
    }
}
