package import TransparencyLog

/// The entries of one log whose payload may be missing, because a certificate erases it.
///
/// Empty until certificates travel; a follower takes a newer set at any time.
package struct ErasedEntries: Equatable, Sendable {
    /// In order, without gaps of length zero or overlaps.
    private let ranges: [Range<EntryIndex>]

    package static let none = ErasedEntries([])

    package init(_ indexes: some Sequence<EntryIndex>) {
        var ranges: [Range<EntryIndex>] = []
        for index in indexes.sorted() {
            if let last = ranges.last, index <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, index + 1)
            } else {
                ranges.append(index..<(index + 1))
            }
        }
        self.ranges = ranges
    }

    package func contains(_ index: EntryIndex) -> Bool {
        // Few ranges reach one bundle, and nearly all logs have none at all.
        ranges.contains { $0.contains(index) }
    }
}
