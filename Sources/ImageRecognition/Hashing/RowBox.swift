/// The moving average along a row: at its ends over as many pixels as there are.
enum RowBox {
    /// The window reaches from `window - half` pixels before a pixel to `half - 1` behind it.
    static func half(of window: Int) -> Int { (window + 2) / 2 }

    /// - Parameter window: at most the row's length.
    static func blur(_ row: [Float], into blurred: inout [Float], window: Int) {
        let half = half(of: window)
        row.withUnsafeBufferPointer { row in
            blurred.withUnsafeMutableBufferPointer { blurred in
                var (sum, size): (Float, Int) = (0, 0)
                var (left, right, place) = (0, 0, 0)
                while right < half - 1 {
                    sum += row[right]
                    size += 1
                    right += 1
                }
                while right < window {
                    sum += row[right]
                    size += 1
                    blurred[place] = sum / Float(size)
                    right += 1
                    place += 1
                }
                while right < row.count {
                    sum += row[right]
                    sum -= row[left]
                    blurred[place] = sum / Float(size)
                    left += 1
                    right += 1
                    place += 1
                }
                while place < row.count {
                    sum -= row[left]
                    size -= 1
                    blurred[place] = sum / Float(size)
                    left += 1
                    place += 1
                }
            }
        }
    }
}
