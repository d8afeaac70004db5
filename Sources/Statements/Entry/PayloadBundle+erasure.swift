package import TransparencyLog

extension PayloadBundle {
    /// A run of slots with those of `erased` made empty.
    ///
    /// - Parameters:
    ///   - bytes: whole slots, as they were checked before.
    ///   - first: the index in its log of the first slot's entry.
    package static func emptying(
        _ erased: EntryRanges, in bytes: [UInt8], first: EntryIndex
    ) -> [UInt8] {
        guard !erased.within(first..<(first + EntryIndex(entriesMax))).isEmpty else {
            return bytes
        }
        var left: [UInt8] = []
        left.reserveCapacity(bytes.count)
        var offset = 0
        var index = first
        while offset + lengthBytes <= bytes.count {
            let length = bytes[offset..<(offset + lengthBytes)].reduce(0) { $0 << 8 | Int($1) }
            let end = min(offset + lengthBytes + length, bytes.count)
            if erased.contains(index) {
                appendAbsent(to: &left)
            } else {
                left += bytes[offset..<end]
            }
            offset = end
            index += 1
        }
        return left
    }
}
