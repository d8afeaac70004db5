/// The moving average along all columns at once, of rows that come one after the other: what `RowBox` does to
/// one line, with no more rows kept than the window has.
struct ColumnBox: Sendable {
    private let width: Int
    private let height: Int
    private let window: Int
    private let half: Int
    /// The last rows, each in the place of the one that left the window for it.
    private var kept: [Float]
    private var sums: [Float]
    private var taken = 0
    /// Rows in the window.
    private var size = 0
    /// The next row that leaves it.
    private var leaving = 0

    init(width: Int, height: Int, window: Int) {
        self.width = width
        self.height = height
        self.window = window
        half = RowBox.half(of: window)
        kept = [Float](repeating: 0, count: window * width)
        sums = [Float](repeating: 0, count: width)
    }

    /// - Returns: whether `averages` has a row now.
    mutating func add(_ row: [Float], into averages: inout [Float]) -> Bool {
        let place = taken % window * width
        let isFull = taken >= window
        let (width, divisor) = (width, Float(isFull ? size : size + 1))
        row.withUnsafeBufferPointer { row in
            kept.withUnsafeMutableBufferPointer { kept in
                sums.withUnsafeMutableBufferPointer { sums in
                    averages.withUnsafeMutableBufferPointer { averages in
                        if isFull {
                            for column in 0..<width {
                                sums[column] += row[column]
                                sums[column] -= kept[place + column]
                                kept[place + column] = row[column]
                                averages[column] = sums[column] / divisor
                            }
                        } else {
                            for column in 0..<width {
                                sums[column] += row[column]
                                kept[place + column] = row[column]
                                averages[column] = sums[column] / divisor
                            }
                        }
                    }
                }
            }
        }
        if isFull { leaving += 1 } else { size += 1 }
        taken += 1
        return taken >= half
    }

    /// The rows that are left when all have come.
    /// - Returns: whether `averages` has another.
    mutating func drain(into averages: inout [Float]) -> Bool {
        precondition(taken == height, "what is left is left by all rows")
        // The last window is given up row by row, until it reaches no further behind a row than it may.
        guard size > window - half + 1 else { return false }
        let place = leaving % window * width
        size -= 1
        leaving += 1
        for column in 0..<width {
            sums[column] -= kept[place + column]
            averages[column] = sums[column] / Float(size)
        }
        return true
    }
}
