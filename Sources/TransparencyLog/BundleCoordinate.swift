/// Names one bundle of up to 256 consecutive entries (c2sp.org/tlog-tiles, "Log entries"): bundle
/// `index` begins at entry `index * 256`. The payload bundles beside them are numbered alike.
package struct BundleCoordinate: Hashable, Sendable {
    package static let widthMax = EntryBundle.entriesMax
    private static let prefix = "tile/entries/"
    private static let indexMax: UInt64 = treeSizeMax >> 8

    package let index: UInt64
    /// Entries in the bundle: 256 for a full one.
    package let width: Int

    package init(index: UInt64, width: Int = widthMax) {
        precondition((1...Self.widthMax).contains(width), "bundle width \(width) is not 1 to 256")
        precondition(index <= Self.indexMax, "bundle \(index) lies beyond any tree")
        self.index = index
        self.width = width
    }

    /// The bundle that holds `entry` in a log of `size` entries, as wide as that log has it; nil
    /// where the log has no such entry.
    package init?(containing entry: EntryIndex, size: TreeSize) {
        guard entry < size, size <= treeSizeMax else { return nil }
        self.init(index: entry >> 8, width: Int(min(256, size - (entry >> 8) << 8)))
    }

    /// - Throws: `bundlePath` unless `path` is `tile/entries/<N>[.p/<W>]` in its one canonical
    ///   form and within the limits.
    package init(parsing path: some StringProtocol) throws(TransparencyLogError) {
        let bytes = Array(path.utf8)
        guard bytes.starts(with: Self.prefix.utf8), bytes.count <= TileNumber.pathBytesMax,
            let bundle = BundleCoordinate(parsingNumber: bytes.dropFirst(Self.prefix.utf8.count))
        else { throw .bundlePath(found: String(path.prefix(80))) }
        self = bundle
    }

    /// Reads `<N>[.p/<W>]`, the part that entry and payload bundle paths share; nil unless
    /// canonical and within the limits.
    package init?(parsingNumber text: some Collection<UInt8>) {
        guard let number = TileNumber(parsing: text), number.index <= Self.indexMax else {
            return nil
        }
        self.init(index: number.index, width: number.width)
    }

    /// `tile/entries/001`, or `tile/entries/001.p/44` for a partial bundle.
    package var path: String { Self.prefix + number }

    /// `001`, or `001.p/44`.
    package var number: String { TileNumber(index: index, width: width).description }

    package var firstEntry: EntryIndex { index << 8 }

    package var entries: Range<EntryIndex> { firstEntry..<(firstEntry + UInt64(width)) }

    package var isFull: Bool { width == Self.widthMax }

    /// Every bundle of a log of `size` entries, in order.
    package static func bundles(of size: TreeSize) -> [BundleCoordinate] {
        bundles(covering: 0..<size, size: size)
    }

    /// The bundles of a log of `size` entries that hold `entries`, in order, as wide as that log
    /// has them.
    package static func bundles(
        covering entries: Range<EntryIndex>, size: TreeSize
    ) -> [BundleCoordinate] {
        precondition(entries.upperBound <= size && size <= treeSizeMax, "entries beyond the log")
        guard let last = entries.last else { return [] }
        return (entries.lowerBound >> 8...last >> 8).map { index in
            BundleCoordinate(index: index, width: Int(min(256, size - index << 8)))
        }
    }
}

extension BundleCoordinate: CustomStringConvertible {
    package var description: String { path }
}
