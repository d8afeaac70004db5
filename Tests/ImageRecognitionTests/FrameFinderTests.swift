import ImageRecognition
import Testing

@Suite struct FrameFinderTests {
    /// A picture with something everywhere, in a frame.
    private struct Framed {
        var width = 300
        var height = 200
        /// Pixels: above, right of it, below, left of it.
        var margins = (top: 0, right: 0, bottom: 0, left: 0)
        var frame: (top: UInt8, right: UInt8, bottom: UInt8, left: UInt8) = (255, 255, 255, 255)
        /// How much a frame's pixels are off, as a JPEG's are.
        var noise = 0

        static func picture(_ row: Int, _ column: Int) -> UInt8 {
            let wave = (row / 9 + column / 13) % 2 == 0 ? 40 : 170
            return UInt8(wave + (row * row / 7 + column * 3) % 60)
        }

        func pixel(_ row: Int, _ column: Int) -> UInt8 {
            let shift = noise == 0 ? 0 : (row * 31 + column * 17) % (2 * noise + 1) - noise
            func shaded(_ luma: UInt8) -> UInt8 { UInt8(clamping: Int(luma) + shift) }
            if row < margins.top { return shaded(frame.top) }
            if row >= margins.top + height { return shaded(frame.bottom) }
            if column < margins.left { return shaded(frame.left) }
            if column >= margins.left + width { return shaded(frame.right) }
            return Self.picture(row - margins.top, column - margins.left)
        }

        var size: (width: Int, height: Int) {
            (margins.left + width + margins.right, margins.top + height + margins.bottom)
        }

        var bytes: [UInt8] {
            (0..<size.height).flatMap { row in (0..<size.width).map { pixel(row, $0) } }
        }

        func found() -> [Int]? {
            var finder = FrameFinder(width: size.width, height: size.height)
            for row in 0..<size.height {
                finder.add((0..<size.width).map { Float(pixel(row, $0)) })
            }
            return finder.picture().map {
                [
                    $0.rows.lowerBound, $0.rows.upperBound, $0.columns.lowerBound,
                    $0.columns.upperBound,
                ]
            }
        }

        func likeness() throws -> ImageLikeness {
            try ImageLikeness(
                bytes: bytes, width: size.width, height: size.height, channels: 1)
        }
    }

    @Test("a picture without a frame has none")
    func bare() throws {
        #expect(Framed().found() == nil)
        #expect(try Framed().likeness().hashInFrame == nil)
        #expect(try Framed().likeness().asked.count == ImageTurn.allCases.count)
    }

    @Test(
        "the picture is found to the pixel in a frame of any width, on all sides or some, clean or not",
        arguments: [
            (1, 1, 1, 1), (6, 6, 6, 6), (90, 90, 90, 90), (0, 50, 0, 50), (40, 0, 40, 0),
            (0, 0, 30, 0),
            (7, 0, 0, 90),
        ], [0, 8])
    func margins(_ margins: (Int, Int, Int, Int), noise: Int) {
        let (top, right, bottom, left) = margins
        let framed = Framed(margins: (top, right, bottom, left), noise: noise)
        #expect(framed.found() == [top, top + 200, left, left + 300])
    }

    @Test("bars of another brightness at each end are one frame")
    func bars() {
        let letterbox = Framed(margins: (30, 0, 20, 0), frame: (0, 0, 255, 0))
        #expect(letterbox.found() == [30, 230, 0, 300])
        let pillars = Framed(margins: (0, 20, 0, 30), frame: (0, 128, 0, 0))
        #expect(pillars.found() == [0, 200, 30, 330])
    }

    @Test("the hash without the frame is that of the picture, whatever the frame")
    func hash() throws {
        let bare = try Framed().likeness()
        for framed in [
            Framed(margins: (20, 20, 20, 20)), Framed(margins: (50, 0, 50, 0), frame: (0, 0, 0, 0)),
        ] {
            let likeness = try framed.likeness()
            #expect(likeness.hashInFrame == bare.hash)
            #expect(likeness.hash.distance(to: bare.hash) > PDQHash.distanceOfTheSame)
            #expect(
                likeness.asked.map(\.hash) == likeness.turned.map(\.hash) + bare.turned.map(\.hash))
        }
    }

    @Test("where next to nothing is left there is no picture: a blank page, a dot, a line")
    func nothing() {
        var blank = FrameFinder(width: 64, height: 64)
        for _ in 0..<64 { blank.add([Float](repeating: 200, count: 64)) }
        #expect(blank.picture() == nil)
        #expect(Framed(width: 20, height: 20, margins: (90, 90, 90, 90)).found() == nil)
        #expect(Framed(width: 400, height: 36, margins: (200, 0, 200, 0)).found() == nil)
    }

    @Test("what is not all there has no picture")
    func partOnly() {
        var finder = FrameFinder(width: 64, height: 64)
        for row in 0..<63 { finder.add((0..<64).map { Float($0 < 4 ? 255 : ($0 * row) % 256) }) }
        #expect(finder.picture() == nil)
    }
}
