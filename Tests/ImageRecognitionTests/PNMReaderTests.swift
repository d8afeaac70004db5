import ImageRecognition
import Testing

@Suite struct PNMReaderTests {
    /// The rows of what is read in pieces of this length, or what is wrong with it.
    private func rows(
        _ bytes: [UInt8], width: Int, height: Int, piece: Int = .max
    ) -> Result<[[Float]], ImageError> {
        var reader = PNMReader(width: width, height: height)
        var rows: [[Float]] = []
        do throws(ImageError) {
            var rest = bytes[...]
            while !rest.isEmpty {
                try reader.read(rest.prefix(piece)) { rows.append($0) }
                rest = rest.dropFirst(piece)
            }
            try reader.finish()
            return .success(rows)
        } catch {
            return .failure(error)
        }
    }

    private func image(_ header: String, _ pixels: [UInt8]) -> [UInt8] {
        Array(header.utf8) + pixels
    }

    @Test("grey, colour, two bytes a sample and one bit a pixel are brightnesses from 0 to 255")
    func kinds() {
        let cases: [(bytes: [UInt8], width: Int, rows: [[Float]])] = [
            (image("P5\n3 1\n255\n", [0, 128, 255]), 3, [[0, 128, 255]]),
            (image("P6\n2 1\n255\n", [255, 0, 0, 0, 255, 0]), 2, [[0.299 * 255, 0.587 * 255]]),
            (image("P5 1 1 65535 ", [0xff, 0xff]), 1, [[255]]),
            (image("P5 2 1 1\n", [0, 1]), 2, [[0, 255]]),
            (
                image("P4\n10 2\n", [0b1000_0000, 0b0100_0000, 0, 0]), 10,
                [
                    [0, 255, 255, 255, 255, 255, 255, 255, 255, 0],
                    [Float](repeating: 255, count: 10),
                ]
            ),
        ]
        for (bytes, width, expected) in cases {
            for piece in [1, 2, 5, 1_000] {
                let found = rows(bytes, width: width, height: expected.count, piece: piece)
                #expect(found == .success(expected), "\(piece)")
            }
        }
    }

    @Test("another size, kind or length than was declared is refused")
    func refused() {
        let pixels: [UInt8] = [1, 2, 3, 4, 5, 6]
        let good = image("P5\n3 2\n255\n", pixels)
        #expect(rows(good, width: 3, height: 2) == .success([[1, 2, 3], [4, 5, 6]]))
        for count in good.indices {
            #expect(
                rows(Array(good[..<count]), width: 3, height: 2) == .failure(.broken), "\(count)")
        }
        for other in [
            good + [0], image("P5\n2 3\n255\n", pixels), image("P2\n3 2\n255\n", pixels),
            image("P7\n3 2\n255\n", pixels), image("P5\n3 2\n0\n", pixels),
            image("P5\n3 2\n65536\n", pixels), image("P5\n# a\n3 2\n255\n", pixels),
            image("P5\n+3 2\n255\n", pixels), image("P53 2 255\n", pixels),
            image("P5\n" + String(repeating: " ", count: 80) + "3 2 255\n", pixels),
            image("PNG", pixels), image("P5\n3 999999999999999999999 255\n", pixels),
        ] {
            #expect(
                rows(other, width: 3, height: 2) == .failure(.notAsDeclared), "\(other.prefix(12))")
        }
        #expect(
            rows(image("P5\n3 2\n5\n", pixels), width: 3, height: 2) == .failure(.broken),
            "a sample is over the largest")
    }
}
