/// Hashes an image that comes row by row, with memory for some of its rows only.
///
/// The arithmetic is the reference's, addition by addition: luma, two passes of a box filter along rows and
/// columns, 64 × 64 samples, 16 × 16 frequencies of them, and for each whether it is above their median.
/// The image is taken as it is: the reference's own program first picks 512 × 512 pixels of a larger one, its
/// Python binding and what is built on that do not (docs/images.md has what that makes).
///
/// Source: ThreatExchange, pdq/cpp/hashing and pdq/cpp/downscaling.
package struct PDQHasher: Sendable {
    /// Pixels of a side, under which there is nothing to hash.
    package static let sideMin = 5

    package let width: Int
    package let height: Int
    private let samples: SampleGrid
    private var first: ColumnBox
    private var second: ColumnBox
    private let windowAlongRow: Int
    private var blurred: [Float]
    private var column: [Float]
    private var rowsTaken = 0
    private var rowsFiltered = 0
    private var grid = [Float](repeating: 0, count: SampleGrid.side * SampleGrid.side)

    /// - Throws: `ImageError.tooSmall`.
    package init(width: Int, height: Int) throws(ImageError) {
        guard min(width, height) >= Self.sideMin else {
            throw .tooSmall(sideMin: Self.sideMin)
        }
        self.width = width
        self.height = height
        samples = SampleGrid(width: width, height: height)
        windowAlongRow = SampleGrid.window(of: width)
        let window = SampleGrid.window(of: height)
        first = ColumnBox(width: width, height: height, window: window)
        second = ColumnBox(width: width, height: height, window: window)
        blurred = [Float](repeating: 0, count: width)
        column = [Float](repeating: 0, count: width)
    }

    /// Takes the next row, of `width` brightnesses from 0 to 255.
    package mutating func add(_ luma: [Float]) {
        precondition(luma.count == width && rowsTaken < height, "rows are those of the image")
        rowsTaken += 1
        // Of what has the samples' size the reference filters nothing.
        if samples.isWhole {
            samples.take(luma, rowsTaken - 1, into: &grid)
            return
        }
        RowBox.blur(luma, into: &blurred, window: windowAlongRow)
        if first.add(blurred, into: &column) { addOnceBlurred() }
    }

    private mutating func addOnceBlurred() {
        RowBox.blur(column, into: &blurred, window: windowAlongRow)
        if second.add(blurred, into: &column) { sample() }
    }

    private mutating func sample() {
        samples.take(column, rowsFiltered, into: &grid)
        rowsFiltered += 1
    }

    /// The hash of all rows.
    package mutating func finish() -> ImageLikeness {
        precondition(rowsTaken == height, "an image is hashed when all its rows are there")
        if !samples.isWhole {
            while first.drain(into: &column) { addOnceBlurred() }
            while second.drain(into: &column) { sample() }
        }
        return ImageLikeness(samples: grid)
    }
}

/// Where in an image its 64 × 64 samples are taken: at the centres of as many equal fields.
struct SampleGrid: Sendable {
    static let side = 64

    let isWhole: Bool
    private let columns: [Int]
    /// Of each row of samples, the image's row.
    private let rows: [Int]

    init(width: Int, height: Int) {
        isWhole = width == Self.side && height == Self.side
        func centres(_ length: Int) -> [Int] {
            (0..<Self.side).map { Int((Double($0) + 0.5) * Double(length) / Double(Self.side)) }
        }
        columns = centres(width)
        rows = centres(height)
    }

    /// How many pixels one pass of the filter averages along a side: two passes cover a sample's field.
    static func window(of length: Int) -> Int { (length + 2 * side - 1) / (2 * side) }

    /// Takes the samples of the image's row `place`, which may be of several of their rows, or of none.
    func take(_ row: [Float], _ place: Int, into grid: inout [Float]) {
        // Rows ascend, so those of one place stand together: a search would find no sooner than a look at 64.
        for (sampled, source) in rows.enumerated() where source == place {
            for (offset, column) in columns.enumerated() {
                grid[sampled * Self.side + offset] = row[column]
            }
        }
    }
}
