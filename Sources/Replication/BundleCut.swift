import TransparencyLog

/// Finds where the first entries of a bundle end without reading them, so that a narrower bundle
/// can be cut from a wider one.
package enum BundleCut {
    /// Bytes that the first `count` entries of an entry bundle take, or nil where there are fewer.
    package static func entries(_ count: Int, in bundle: [UInt8], from start: Int = 0) -> Int? {
        prefix(count, of: bundle, from: start, lengthBytes: 2)
    }

    /// Bytes that the first `count` slots of a payload bundle take, or nil where there are fewer.
    package static func payloads(_ count: Int, in bundle: [UInt8], from start: Int = 0) -> Int? {
        prefix(count, of: bundle, from: start, lengthBytes: 4)
    }

    private static func prefix(
        _ count: Int, of bundle: [UInt8], from start: Int, lengthBytes: Int
    ) -> Int? {
        var end = start
        for _ in 0..<count {
            guard end + lengthBytes <= bundle.count else { return nil }
            var length = 0
            for place in end..<(end + lengthBytes) { length = length << 8 | Int(bundle[place]) }
            end += lengthBytes + length
            guard end <= bundle.count else { return nil }
        }
        return end - start
    }
}
