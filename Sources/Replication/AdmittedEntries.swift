package import AllianceNames
import Statements
package import TransparencyLog

/// Entries that may enter a store: verified against a believed checkpoint (or about to be covered
/// by one, in the author's own log), every payload held and matching its commit, or erased.
///
/// Whoever makes one vouches for that; a store checks only what it can see itself: that the
/// entries continue what it holds, and that its tree then has the roots of the checkpoints believed.
package struct AdmittedEntries: Sendable {
    package let origin: LogOrigin
    /// Index of the first entry: the size of the log before they are admitted.
    package let start: EntryIndex
    /// In order and without gaps, each within one bundle.
    package let slices: [BundleSlice]

    /// The size of the log once they are admitted.
    package var end: TreeSize { slices.last?.end ?? start }

    package init(origin: LogOrigin, start: EntryIndex, slices: [BundleSlice]) {
        var next = start
        for slice in slices {
            precondition(
                slice.start == next, "slice begins at entry \(slice.start), expected \(next)")
            next = slice.end
        }
        self.origin = origin
        self.start = start
        self.slices = slices
    }
}

/// A run of entries within one bundle, in the encodings that peers exchange.
package struct BundleSlice: Sendable {
    /// Entries in a full bundle.
    package static let bundleEntries = 256

    /// Index of the bundle.
    package let bundle: UInt64
    /// The first entry's place in the bundle.
    package let offset: Int
    package let count: Int
    /// Exactly these entries, in the C2SP entry bundle encoding.
    package let entries: [UInt8]
    /// Exactly these entries' payload slots, in the payload bundle encoding.
    package let payloads: [UInt8]
    /// RFC 6962 hash of each entry.
    package let leafHashes: [Digest]

    package init(
        bundle: UInt64, offset: Int, count: Int, entries: [UInt8], payloads: [UInt8],
        leafHashes: [Digest]
    ) {
        precondition(
            offset >= 0 && count > 0 && offset + count <= Self.bundleEntries,
            "entries \(offset)..<\(offset + count) do not fit a bundle")
        precondition(
            leafHashes.count == count, "\(leafHashes.count) leaf hashes for \(count) entries")
        self.bundle = bundle
        self.offset = offset
        self.count = count
        self.entries = entries
        self.payloads = payloads
        self.leafHashes = leafHashes
    }

    /// Index in the log of the first entry.
    package var start: EntryIndex { bundle * UInt64(Self.bundleEntries) + UInt64(offset) }
    /// Index in the log after the last entry.
    package var end: EntryIndex { start + UInt64(count) }

    /// The same entries, the payloads of the erased ones absent.
    package func emptying(_ erased: EntryRanges) -> BundleSlice {
        guard !erased.within(start..<end).isEmpty else { return self }
        return BundleSlice(
            bundle: bundle, offset: offset, count: count, entries: entries,
            payloads: PayloadBundle.emptying(erased, in: payloads, first: start),
            leafHashes: leafHashes)
    }
}
