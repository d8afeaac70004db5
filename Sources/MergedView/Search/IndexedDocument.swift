/// A document found: where it stands in the order of the index, and whose it is.
package struct IndexedDocument: Hashable, Sendable {
    package var position: UInt64
    package var dot: StatementDot
    package var keyHash: UInt64

    package init(position: UInt64, dot: StatementDot, keyHash: UInt64) {
        self.position = position
        self.dot = dot
        self.keyHash = keyHash
    }
}

/// The order of the free-text index: by the second of `issuedAt`, within it as they came. So the
/// newest statements are found first, a time range is a range of positions, and what arrives later
/// does not move what a reader has paged through. Of no meaning outside one store.
package enum DocumentPosition {
    /// The low bits count the documents of one second.
    private static let countBits: UInt64 = 29
    private static let secondMax: UInt64 = (1 << 33) - 1

    package static let all: ClosedRange<UInt64> =
        0...last(of: secondMax)

    /// The positions of documents issued at a time of `issued`, ms since 1970, and of others in the
    /// same seconds.
    package static func range(issued: ClosedRange<UInt64>) -> ClosedRange<UInt64> {
        let first = second(of: issued.lowerBound)
        let last = second(of: issued.upperBound)
        return first << countBits...Self.last(of: last)
    }

    private static func last(of second: UInt64) -> UInt64 {
        (second << countBits) | ((1 << countBits) - 1)
    }

    private static func second(of milliseconds: UInt64) -> UInt64 {
        min(milliseconds / 1_000, secondMax)
    }
}
