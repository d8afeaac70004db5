/// Finds the picture within a frame of one brightness, as shops put around photos to make them square: rows and
/// columns at the sides that show nothing but the brightness of the corner they begin at. Takes the image row by
/// row and keeps a few numbers for each row and column.
///
/// A frame of two pixels in a hundred leaves nothing of a PDQ hash; without it the hash is that of the photo
/// (docs/images.md has how often).
package struct FrameFinder: Sendable {
    /// How far a frame's brightness may be off, of 255: a JPEG's edges are not clean.
    private static let tolerance: Float = 10
    /// Of 100 pixels of a row or column how many have to be the frame's.
    private static let share = 98
    /// Of each side at least this part has to be left, or there is no picture to speak of.
    private static let partMin = 10
    private static let sideMin = 32

    private let width: Int
    private let height: Int
    /// Of each row: whether it shows one brightness, and which.
    private var rows: [(isPlain: Bool, luma: Float)] = []
    /// Of each column: in how many rows that are not plain it has the brightness of the left or right edge there.
    private var left: [Int32]
    private var right: [Int32]
    private var corners: (left: Float, right: Float) = (0, 0)
    private var unplain = 0

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
        left = [Int32](repeating: 0, count: width)
        right = [Int32](repeating: 0, count: width)
        rows.reserveCapacity(height)
    }

    /// - Parameter luma: of the next row, each from 0 to 255.
    package mutating func add(_ luma: [Float]) {
        if rows.isEmpty { corners = (luma[0], luma[width - 1]) }
        let first = luma[0]
        let alike = Self.count(luma, near: first)
        let isPlain = alike * 100 >= width * Self.share
        rows.append((isPlain, first))
        guard !isPlain else { return }
        unplain += 1
        Self.mark(luma, near: corners.left, in: &left)
        Self.mark(luma, near: corners.right, in: &right)
    }

    /// - Returns: the picture's rows and columns; nil where there is no frame, or no picture in it.
    package func picture() -> (rows: Range<Int>, columns: Range<Int>)? {
        guard let last = rows.last, rows.count == height, unplain > 0 else { return nil }
        let top = rows.prefix { $0.isPlain && Self.isNear($0.luma, corners.left) }.count
        let bottom = rows.reversed().prefix { $0.isPlain && Self.isNear($0.luma, last.luma) }.count
        let before = left.prefix(while: isFrame).count
        let behind = right.reversed().prefix(while: isFrame).count
        guard top + bottom + before + behind > 0,
            Self.isEnough(height - top - bottom, of: height),
            Self.isEnough(width - before - behind, of: width)
        else { return nil }
        return (top..<height - bottom, before..<width - behind)
    }

    private func isFrame(_ count: Int32) -> Bool { Int(count) * 100 >= unplain * Self.share }

    private static func isEnough(_ length: Int, of side: Int) -> Bool {
        length >= sideMin && length * partMin >= side
    }

    private static func isNear(_ luma: Float, _ other: Float) -> Bool {
        abs(luma - other) <= tolerance
    }

    private static func count(_ luma: [Float], near other: Float) -> Int {
        luma.withUnsafeBufferPointer { luma in
            var count: Int32 = 0
            for value in luma { count &+= abs(value - other) <= tolerance ? 1 : 0 }
            return Int(count)
        }
    }

    private static func mark(_ luma: [Float], near other: Float, in counts: inout [Int32]) {
        luma.withUnsafeBufferPointer { luma in
            counts.withUnsafeMutableBufferPointer { counts in
                for column in counts.indices {
                    counts[column] &+= abs(luma[column] - other) <= tolerance ? 1 : 0
                }
            }
        }
    }
}
