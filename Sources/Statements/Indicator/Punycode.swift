/// The encoding of a label's characters in ASCII (RFC 3492), without the `xn--` before it.
package enum Punycode {
    private static let base = 36
    private static let tMin = 1
    private static let tMax = 26
    private static let skew = 38
    private static let damp = 700
    private static let initialBias = 72
    private static let initialPoint: UInt32 = 128
    private static let delimiter = UInt8(ascii: "-")

    /// - Returns: nil where the encoding is broken, or stands for what is no character.
    package static func decode(_ text: some BidirectionalCollection<UInt8>) -> [UInt32]? {
        var scalars: [UInt32] = []
        var rest = text[...]
        if let end = text.lastIndex(of: delimiter) {
            scalars = text[..<end].map { UInt32($0) }
            rest = text[text.index(after: end)...]
        }
        var point = Int(initialPoint)
        var position = 0
        var bias = initialBias
        while !rest.isEmpty {
            let before = position
            var weight = 1
            var k = base
            while true {
                guard let byte = rest.popFirst(), let digit = digit(of: byte) else { return nil }
                let (product, overflow) = digit.multipliedReportingOverflow(by: weight)
                guard !overflow, product < 1 << 40 else { return nil }
                position += product
                let t = threshold(k, bias)
                if digit < t { break }
                weight *= base - t
                guard weight < 1 << 40 else { return nil }
                k += base
            }
            let count = scalars.count + 1
            bias = adapt(position - before, count, isFirst: before == 0)
            point += position / count
            position %= count
            guard point <= 0x10ffff, !(0xd800...0xdfff).contains(point) else { return nil }
            scalars.insert(UInt32(point), at: position)
            position += 1
        }
        return scalars
    }

    /// Of a label of at most 4,096 characters, so that nothing overflows.
    static func encode(_ scalars: [UInt32]) -> [UInt8] {
        var output: [UInt8] = scalars.filter { $0 < initialPoint }.map { UInt8($0) }
        let basicCount = output.count
        var handled = basicCount
        if basicCount > 0 { output.append(delimiter) }
        var point = initialPoint
        var delta = 0
        var bias = initialBias
        while handled < scalars.count {
            let next = scalars.lazy.filter { $0 >= point }.min() ?? point
            delta += Int(next - point) * (handled + 1)
            point = next
            for scalar in scalars {
                if scalar < point { delta += 1 }
                guard scalar == point else { continue }
                var q = delta
                var k = base
                while true {
                    let t = threshold(k, bias)
                    if q < t { break }
                    output.append(byte(of: t + (q - t) % (base - t)))
                    q = (q - t) / (base - t)
                    k += base
                }
                output.append(byte(of: q))
                bias = adapt(delta, handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            point += 1
        }
        return output
    }

    private static func threshold(_ k: Int, _ bias: Int) -> Int {
        min(max(k - bias, tMin), tMax)
    }

    private static func adapt(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var k = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }

    private static func digit(of byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
        default: nil
        }
    }

    private static func byte(of digit: Int) -> UInt8 {
        digit < 26 ? UInt8(ascii: "a") + UInt8(digit) : UInt8(ascii: "0") + UInt8(digit - 26)
    }
}
