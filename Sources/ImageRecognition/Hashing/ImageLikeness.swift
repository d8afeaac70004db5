/// What was made of one image: its hash, those of the image turned, and how much there was to hash.
package struct ImageLikeness: Hashable, Sendable {
    /// Under it an image has too little in it to be told from others (the reference's recommendation).
    package static let qualityMin = 50

    /// In the order of `ImageTurn`.
    private let hashes: [PDQHash]
    /// 0 to 100.
    package let quality: Int
    /// Of the picture within a frame, in the same order; none where there is no frame, or too little in it.
    private var framed: [PDQHash] = []

    package var hash: PDQHash { hashes[0] }

    package var isDull: Bool { quality < Self.qualityMin }

    /// Of the image turned: made of its frequencies, so that it is near the hash of the turned image's pixels, not
    /// always the same.
    package var turned: [(turn: ImageTurn, hash: PDQHash)] {
        Array(zip(ImageTurn.allCases, hashes))
    }

    /// The hash of the picture within the image's frame; nil where it has none.
    package var hashInFrame: PDQHash? { framed.first }

    /// What to look for: the image and the picture within its frame, each turned.
    package var asked: [(turn: ImageTurn, hash: PDQHash)] {
        turned + Array(zip(ImageTurn.allCases, framed))
    }

    /// The same, with what the picture in the frame is like. Of one that is dull nothing is kept: a plain page in
    /// a frame is no picture.
    private func withPicture(_ picture: ImageLikeness) -> ImageLikeness {
        guard !picture.isDull else { return self }
        var both = self
        both.framed = picture.hashes
        return both
    }

    /// - Parameter samples: 64 rows of 64.
    init(samples: [Float]) {
        let frequencies = Frequencies(of: samples)
        hashes = ImageTurn.allCases.map { frequencies.turned($0).hash }
        quality = Self.quality(of: samples)
    }

    /// How much neighbours differ, in hundredths of the range, rounded down so that noise does not count.
    private static func quality(of samples: [Float]) -> Int {
        let side = SampleGrid.side
        var sum = 0
        func add(_ place: Int, _ other: Int) {
            sum += abs(Int((samples[place] - samples[other]) * 100 / 255))
        }
        for row in 0..<side {
            for column in 0..<side {
                let place = row * side + column
                if row + 1 < side { add(place, place + side) }
                if column + 1 < side { add(place, place + 1) }
            }
        }
        return min(100, sum / 90)
    }

    /// Of an image, and of the picture within its frame if it has one: what is in a frame shows only at the image's
    /// end, so that its rows are wanted once more then.
    ///
    /// - Parameter giveRows: gives the brightnesses of all rows, in their order, each time it is called.
    /// - Throws: `ImageError.tooSmall`, and what `giveRows` throws.
    package init(
        width: Int, height: Int, giveRows: (_ take: ([Float]) -> Void) throws -> Void
    ) throws {
        var hasher = try PDQHasher(width: width, height: height)
        var frame = FrameFinder(width: width, height: height)
        try giveRows { luma in
            hasher.add(luma)
            frame.add(luma)
        }
        let whole = hasher.finish()
        guard let picture = frame.picture() else {
            self = whole
            return
        }
        var inFrame = try PDQHasher(width: picture.columns.count, height: picture.rows.count)
        var row = 0
        try giveRows { luma in
            if picture.rows.contains(row) { inFrame.add(Array(luma[picture.columns])) }
            row += 1
        }
        self = whole.withPicture(inFrame.finish())
    }

    /// Of an image that is all there: rows of `width` brightnesses, or of red, green and blue.
    ///
    /// - Throws: `ImageError.tooSmall`; `notAsDeclared` for another number of bytes.
    package init(bytes: [UInt8], width: Int, height: Int, channels: Int) throws {
        guard [1, 3].contains(channels), bytes.count == width * height * channels else {
            throw ImageError.notAsDeclared
        }
        var row = LumaRow(width: width, channels: channels, maximum: 255)
        try self.init(width: width, height: height) { take in
            for start in stride(from: 0, to: bytes.count, by: width * channels) {
                row.read(bytes[start..<start + width * channels])
                take(row.luma)
            }
        }
    }
}
