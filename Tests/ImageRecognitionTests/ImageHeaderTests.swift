import ImageRecognition
import Testing

@Suite struct ImageHeaderTests {
    static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    static func riff(_ chunk: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array("WEBP".utf8) + Array(chunk.utf8) + little(content.count, 4) + content
        return Array("RIFF".utf8) + little(body.count, 4) + body
    }

    static func extended(width: Int, height: Int, flags: UInt8 = 0) -> [UInt8] {
        riff("VP8X", [flags, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
    }

    static func lossless(width: Int, height: Int) -> [UInt8] {
        riff(
            "VP8L",
            [0x2f] + little((width - 1) | (height - 1) << 14, 4) + [UInt8](repeating: 0, count: 8))
    }

    static func lossy(width: Int, height: Int) -> [UInt8] {
        riff("VP8 ", [0x10, 0, 0, 0x9d, 0x01, 0x2a] + little(width, 2) + little(height, 2))
    }

    static func png(width: Int, height: Int) -> [UInt8] {
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
            + little(width, 4).reversed() + little(height, 4).reversed() + [8, 0, 0, 0, 0]
            + [1, 2, 3, 4]
    }

    static func jpeg(width: Int, height: Int) -> [UInt8] {
        [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0xff, 0xc0, 0xff, 0xc0, 0, 17, 8]
            + little(height, 2).reversed() + little(width, 2).reversed()
            + [UInt8](repeating: 1, count: 10)
    }

    private func refusal(_ bytes: [UInt8]) -> ImageError? {
        do throws(ImageError) {
            _ = try ImageFile(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test("JPEG, PNG and the three kinds of WebP are told by their first bytes, with their size")
    func formats() throws {
        for (bytes, format) in [
            (Self.jpeg(width: 640, height: 480), ImageHeader.Format.jpeg),
            (Self.png(width: 640, height: 480), .png),
            (Self.extended(width: 640, height: 480), .webp),
            (Self.lossless(width: 640, height: 480), .webp),
            (Self.lossy(width: 640, height: 480), .webp),
            // How it is to be scaled stands above its size.
            (Self.lossy(width: 640 | 1 << 14, height: 480 | 3 << 14), .webp),
        ] {
            let header = try ImageHeader(bytes)
            #expect(header.format == format && header.width == 640 && header.height == 480)
        }
        for other in ["", "GIF89a", "<svg/>", "RIFF0000WAVE", "\u{0}\u{0}\u{0}\u{18}ftypheic"] {
            #expect(refusal(Array(other.utf8)) == .otherFormat, "\(other)")
        }
        #expect(refusal(Self.extended(width: 9, height: 9, flags: 0x02)) == .animated)
        #expect(refusal(Self.extended(width: 9, height: 9, flags: 0x10)) == nil)
        #expect(refusal(Self.riff("ICCP", [UInt8](repeating: 0, count: 20))) == .broken)
    }

    @Test("what is cut anywhere before its size is broken, and nothing is read beyond it")
    func cut() {
        for whole in [
            Self.jpeg(width: 9, height: 9), Self.png(width: 9, height: 9),
            Self.extended(width: 9, height: 9), Self.lossless(width: 9, height: 9),
            Self.lossy(width: 9, height: 9),
        ] {
            #expect(refusal(whole) == nil)
            for count in 12..<whole.count {
                let found = refusal(Array(whole[..<count]))
                #expect(found == nil || found == .broken, "\(count)")
            }
            #expect(refusal(Array(whole[..<14])) == .broken)
        }
        #expect(refusal(Self.png(width: 0, height: 9)) == .broken)
        #expect(refusal(Self.lossy(width: 9, height: 0)) == .broken)
    }

    @Test("sides, pixels and bytes have limits, held from both sides")
    func limits() {
        for (width, height, expected) in [
            (16_383, 1_525, nil), (16_384, 10, ImageError.tooManyPixels(max: 25_000_000)),
            (10, 16_384, .tooManyPixels(max: 25_000_000)), (5_000, 5_000, nil),
            (5_001, 5_000, .tooManyPixels(max: 25_000_000)),
            (0xffff_ffff, 0xffff_ffff, .tooManyPixels(max: 25_000_000)),
            (5, 5, nil), (4, 900, .tooSmall(sideMin: 5)),
        ] {
            #expect(refusal(Self.png(width: width, height: height)) == expected, "\(width)")
        }
        let head = Self.png(width: 9, height: 9)
        for (count, isAllowed) in [(ImageFile.bytesMax, true), (ImageFile.bytesMax + 1, false)] {
            let bytes = head + [UInt8](repeating: 0, count: count - head.count)
            #expect((refusal(bytes) == nil) == isAllowed)
        }
    }
}
