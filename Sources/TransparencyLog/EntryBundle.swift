/// The bytes of up to 256 entries, each behind its length as a big-endian UInt16
/// (c2sp.org/tlog-tiles, "Log entries").
package enum EntryBundle {
    package static let entriesMax = 256
    package static let entryBytesMax = 65_535
    private static let lengthBytes = 2
    /// Size of the largest bundle there can be: 16 MiB.
    package static let bytesMax = entriesMax * (lengthBytes + entryBytesMax)

    /// Where each entry stands in `bytes`, without its length.
    /// - Throws: `bundle` unless there are exactly `count` entries and not a byte more.
    package static func parse(
        _ bytes: [UInt8], count: Int
    ) throws(TransparencyLogError) -> [Range<Int>] {
        precondition((0...entriesMax).contains(count), "a bundle has at most 256 entries")
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(count)
        var offset = 0
        for entry in 0..<count {
            guard bytes.count - offset >= lengthBytes else {
                throw .bundle(entry: entry, fault: .truncated)
            }
            let length = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
            offset += lengthBytes
            guard bytes.count - offset >= length else {
                throw .bundle(entry: entry, fault: .truncated)
            }
            ranges.append(offset..<(offset + length))
            offset += length
        }
        guard offset == bytes.count else {
            throw .bundle(entry: count, fault: .trailing(bytes: bytes.count - offset))
        }
        return ranges
    }

    /// Appends one entry behind its length; the entry has at most `entryBytesMax` bytes.
    package static func append(entry: some Collection<UInt8>, to bytes: inout [UInt8]) {
        let count = entry.count
        precondition(count <= entryBytesMax, "an entry has at most 65,535 bytes")
        bytes.append(UInt8(truncatingIfNeeded: count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: count))
        bytes.append(contentsOf: entry)
    }

    /// RFC 6962 leaf hashes of the entries at `ranges` (as `parse` gave them) of `bytes`.
    package static func leafHashes(of bytes: [UInt8], ranges: [Range<Int>]) -> [Digest] {
        bytes.withUnsafeBytes { buffer in
            ranges.map { MerkleHash.leaf(UnsafeRawBufferPointer(rebasing: buffer[$0])) }
        }
    }
}
