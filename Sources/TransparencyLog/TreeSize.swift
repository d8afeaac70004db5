/// The number of entries in a log.
package typealias TreeSize = UInt64

/// An entry's position in its log, from 0.
package typealias EntryIndex = UInt64

/// Largest tree that is read: the tiles of levels 0 to 5 reach 256^6 entries, and every index and
/// shift below that bound fits a UInt64 without a check of its own.
package let treeSizeMax: TreeSize = (1 << 48) - 1
