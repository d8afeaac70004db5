/// The `<N>[.p/<W>]` part that tile, entry bundle and payload bundle paths share
/// (c2sp.org/tlog-tiles, "Merkle Tree"): the index in three-digit path elements, all but the last
/// beginning with `x`, then the width of a partial tile.
package struct TileNumber: Hashable, Sendable, CustomStringConvertible {
    /// Longest path that is looked at; the longest valid one has 40 bytes.
    package static let pathBytesMax = 64

    package let index: UInt64
    /// 1 to 256; 256 prints no `.p` suffix.
    package let width: Int

    package init(index: UInt64, width: Int) {
        self.index = index
        self.width = width
    }

    /// Nil unless `text` is the canonical form: no superfluous `x000`, width 1 to 255 without
    /// leading zeros.
    package init?(parsing text: some Collection<UInt8>) {
        guard text.count <= Self.pathBytesMax else { return nil }
        var elements = Array(text).split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var width = UInt64(TileCoordinate.widthMax)
        if elements.count >= 2, elements[elements.count - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let partial = Decimal.decode(elements.removeLast()), (1...255).contains(partial)
            else { return nil }
            width = partial
            elements[elements.count - 1].removeLast(2)
        }
        var index: UInt64 = 0
        for (position, element) in elements.enumerated() {
            var digits = element
            if position < elements.count - 1 {
                guard digits.popFirst() == UInt8(ascii: "x") else { return nil }
            }
            guard digits.count == 3 else { return nil }
            for digit in digits {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
                let (shifted, overflowed) = index.multipliedReportingOverflow(by: 10)
                let (sum, carried) = shifted.addingReportingOverflow(
                    UInt64(digit - UInt8(ascii: "0")))
                guard !overflowed, !carried else { return nil }
                index = sum
            }
            // Without this, x000/005 and 005 would name one tile in two ways.
            if position == 0, elements.count > 1, index == 0 { return nil }
        }
        self.init(index: index, width: Int(width))
    }

    package var description: String {
        var path = Self.element(index % 1000)
        var rest = index / 1000
        while rest > 0 {
            path = "x\(Self.element(rest % 1000))/\(path)"
            rest /= 1000
        }
        return width == TileCoordinate.widthMax ? path : "\(path).p/\(width)"
    }

    private static func element(_ number: UInt64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}
