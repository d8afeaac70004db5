/// A small value for each code point, in sorted ranges.
struct RangeTable: Sendable {
    static let none: UInt8 = 0xff

    private var firsts: [UInt32] = []
    private var lasts: [UInt32] = []
    private var values: [UInt8] = []
    private let missing: UInt8

    init(reading text: StaticString, missing: UInt8) {
        self.missing = missing
        TableToken.forEach(in: text) { token in
            firsts.append(token.first)
            lasts.append(token.first + token.count - 1)
            values.append(token.operation == .becomes ? UInt8(ascii: "=") : token.value)
        }
    }

    subscript(_ point: UInt32) -> UInt8 {
        guard let index = firsts.lastIndex(notAbove: point), point <= lasts[index] else {
            return missing
        }
        return values[index]
    }
}

extension [UInt32] {
    /// The last of sorted numbers that is not above `point`.
    func lastIndex(notAbove point: UInt32) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= point { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}
