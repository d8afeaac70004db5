/// A set of entries of one log, by index: ascending ranges that neither overlap nor touch, so that
/// one set has one form. Printed `3,17-20`, both ends of a range belonging to it.
///
/// The union of two is their join: it commutes, associates and repeats without effect
/// (`EntryRangesLaws`).
package struct EntryRanges: Hashable, Sendable {
    package private(set) var ranges: [Range<EntryIndex>]

    package static let empty = EntryRanges([Range<EntryIndex>]())

    package init(_ indexes: some Sequence<EntryIndex>) {
        self.init(indexes.map { $0..<($0 + 1) })
    }

    /// Of any ranges, in any order.
    package init(_ ranges: [Range<EntryIndex>]) {
        var joined: [Range<EntryIndex>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        self.ranges = joined
    }

    /// Reads what `description` prints, and nothing else.
    /// - Throws: `entryRanges` for another spelling, more than `rangesMax` ranges, and indexes that no
    ///   log reaches.
    package init(
        parsing text: some StringProtocol, rangesMax: Int
    ) throws(TransparencyLogError) {
        let items = Array(text.utf8).split(
            separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard items.count <= rangesMax else { throw .entryRanges(found: String(text.prefix(80))) }
        var ranges: [Range<EntryIndex>] = []
        for item in items {
            guard let range = Self.range(item),
                ranges.last.map({ $0.upperBound < range.lowerBound }) ?? true
            else { throw .entryRanges(found: String(text.prefix(80))) }
            ranges.append(range)
        }
        self.ranges = ranges
    }

    private static func range(_ text: ArraySlice<UInt8>) -> Range<EntryIndex>? {
        let ends = text.split(
            separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = ends.first.flatMap({ Decimal.decode($0) }), first < treeSizeMax else {
            return nil
        }
        guard ends.count == 2 else { return first..<(first + 1) }
        guard let last = Decimal.decode(ends[1]), last > first, last < treeSizeMax else {
            return nil
        }
        return first..<(last + 1)
    }

    package var isEmpty: Bool { ranges.isEmpty }

    /// How many entries.
    package var count: UInt64 { ranges.reduce(0) { $0 + UInt64($1.count) } }

    /// Every index, ascending.
    package var indexes: some Sequence<EntryIndex> { ranges.lazy.joined() }

    package func contains(_ index: EntryIndex) -> Bool {
        guard let range = ranges[first(endingBeyond: index)...].first else { return false }
        return range.contains(index)
    }

    package func contains(_ other: EntryRanges) -> Bool { other.subtracting(self).isEmpty }

    package func union(_ other: EntryRanges) -> EntryRanges {
        if other.isEmpty { return self }
        return isEmpty ? other : EntryRanges(ranges + other.ranges)
    }

    /// What lies within `bounds`.
    package func within(_ bounds: Range<EntryIndex>) -> EntryRanges {
        var cut = EntryRanges.empty
        for range in ranges[first(endingBeyond: bounds.lowerBound)...] {
            guard range.lowerBound < bounds.upperBound else { break }
            cut.ranges.append(range.clamped(to: bounds))
        }
        return cut
    }

    package func subtracting(_ other: EntryRanges) -> EntryRanges {
        var left: [Range<EntryIndex>] = []
        for range in ranges {
            var next = range.lowerBound
            for taken in other.within(range).ranges {
                left.append(next..<taken.lowerBound)
                next = taken.upperBound
            }
            left.append(next..<range.upperBound)
        }
        return EntryRanges(left)
    }

    /// The place of the first range that ends behind `index`.
    private func first(endingBeyond index: EntryIndex) -> Int {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound > index { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension EntryRanges: CustomStringConvertible {
    package var description: String {
        ranges.map {
            $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound - 1)"
        }.joined(separator: ",")
    }
}
