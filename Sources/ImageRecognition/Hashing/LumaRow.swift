/// The brightnesses of one row of pixels, from 0 to 255, from its bytes.
///
/// Source: ITU-R BT.601 (the 'Y' of 'YUV'), in the reference's order of operations.
struct LumaRow: Sendable {
    private let channels: Int
    private let maximum: Int
    private(set) var luma: [Float]

    /// - Parameter maximum: what the largest sample is; over 255 samples have two bytes, the higher first.
    init(width: Int, channels: Int, maximum: Int) {
        self.channels = channels
        self.maximum = maximum
        luma = [Float](repeating: 0, count: width)
    }

    var byteCount: Int { luma.count * channels * (maximum > 255 ? 2 : 1) }

    /// - Returns: false where a sample is over the maximum.
    @discardableResult
    mutating func read(_ bytes: ArraySlice<UInt8>) -> Bool {
        let (channels, maximum) = (channels, maximum)
        return bytes.withUnsafeBufferPointer { bytes in
            luma.withUnsafeMutableBufferPointer { luma in
                if maximum == 255 {
                    Self.readBytes(bytes, channels, &luma)
                    return true
                }
                return Self.readScaled(bytes, channels, maximum, &luma)
            }
        }
    }

    private static func readBytes(
        _ bytes: UnsafeBufferPointer<UInt8>, _ channels: Int,
        _ row: inout UnsafeMutableBufferPointer<Float>
    ) {
        for column in row.indices {
            let place = column * channels
            row[column] =
                channels == 1
                ? Float(bytes[place])
                : luma(Float(bytes[place]), Float(bytes[place + 1]), Float(bytes[place + 2]))
        }
    }

    private static func readScaled(
        _ bytes: UnsafeBufferPointer<UInt8>, _ channels: Int, _ maximum: Int,
        _ row: inout UnsafeMutableBufferPointer<Float>
    ) -> Bool {
        var largest = 0
        func sample(_ place: Int) -> Float {
            let value =
                maximum > 255
                ? Int(bytes[2 * place]) << 8 | Int(bytes[2 * place + 1]) : Int(bytes[place])
            largest = max(largest, value)
            return Float(value) * 255 / Float(maximum)
        }
        for column in row.indices {
            let place = column * channels
            row[column] =
                channels == 1
                ? sample(place) : luma(sample(place), sample(place + 1), sample(place + 2))
        }
        return largest <= maximum
    }

    @inline(__always)
    private static func luma(_ red: Float, _ green: Float, _ blue: Float) -> Float {
        0.299 * red + 0.587 * green + 0.114 * blue
    }
}
