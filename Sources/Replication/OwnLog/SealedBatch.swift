package import Statements
package import TransparencyLog

/// Sealed statements in a row, encoded as bundles are, ready to be cut where bundles end.
package struct SealedBatch: Sendable {
    private var entries: [UInt8] = []
    private var payloads: [UInt8] = []
    /// Where each entry and each payload slot ends in the arrays above.
    private var entryEnds: [Int] = []
    private var payloadEnds: [Int] = []
    package private(set) var leafHashes: [Digest] = []

    package init() {}

    package var count: Int { leafHashes.count }
    package var byteCount: Int { entries.count + payloads.count }

    package mutating func append(_ sealed: SealedStatement) {
        EntryBundle.append(entry: sealed.entry, to: &entries)
        if let saltAndPayload = sealed.saltAndPayload {
            PayloadBundle.append(saltAndPayload: saltAndPayload, to: &payloads)
        } else {
            PayloadBundle.appendAbsent(to: &payloads)
        }
        entryEnds.append(entries.count)
        payloadEnds.append(payloads.count)
        leafHashes.append(MerkleHash.leaf(sealed.entry))
    }

    package mutating func append(_ other: SealedBatch) {
        entryEnds += other.entryEnds.map { $0 + entries.count }
        payloadEnds += other.payloadEnds.map { $0 + payloads.count }
        entries += other.entries
        payloads += other.payloads
        leafHashes += other.leafHashes
    }

    /// The batch as the slices of a log that goes on at `start`.
    package func slices(from start: EntryIndex) -> [BundleSlice] {
        var slices: [BundleSlice] = []
        var next = 0
        while next < count {
            let index = start + UInt64(next)
            let offset = Int(index & 0xff)
            let end = min(count, next + BundleSlice.bundleEntries - offset)
            slices.append(
                BundleSlice(
                    bundle: index >> 8, offset: offset, count: end - next,
                    entries: part(next..<end, of: entries, entryEnds),
                    payloads: part(next..<end, of: payloads, payloadEnds),
                    leafHashes: Array(leafHashes[next..<end])))
            next = end
        }
        return slices
    }

    private func part(_ range: Range<Int>, of bytes: [UInt8], _ ends: [Int]) -> [UInt8] {
        let start = range.lowerBound == 0 ? 0 : ends[range.lowerBound - 1]
        return Array(bytes[start..<ends[range.upperBound - 1]])
    }
}
