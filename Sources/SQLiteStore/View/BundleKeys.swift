import GRDB
import TransparencyLog

/// Which keys the entries of one bundle of a log are found under: what a retraction, which names an
/// entry, finds the rows by. One database row for 256 entries costs next to nothing in a merge, where
/// an index over all rows would cost as much as the rows.
struct BundleKeys {
    private(set) var bundle: UInt64 = 0
    /// For each row: place in the bundle (1 byte), key hash (8, big-endian).
    private var bytes: [UInt8] = []
    private static let rowBytes = 9

    init(bundle: UInt64 = 0) { self.bundle = bundle }

    mutating func append(_ keyHash: UInt64, at index: UInt64) {
        bytes.append(UInt8(index % UInt64(EntryBundle.entriesMax)))
        withUnsafeBytes(of: keyHash.bigEndian) { bytes += $0 }
    }

    /// Numbers of logs and bundles share 63 bits: a tree has at most 2^48 entries.
    private static func id(_ log: Int64, _ bundle: UInt64) -> Int64 {
        log << 40 | Int64(bundle)
    }

    func store(_ log: Int64, _ insert: RawStatement) throws {
        guard !bytes.isEmpty else { return }
        insert.bind(1, BundleKeys.id(log, bundle))
        try bytes.withUnsafeBytes {
            insert.bind(2, unowned: $0)
            try insert.run()
        }
    }

    /// Takes the keys of `erased` entries out of a bundle's.
    /// - Returns: what stood there of them.
    static func remove(
        _ erased: EntryRanges, fromBundle bundle: UInt64, log: Int64, _ db: Database
    ) throws -> [(index: UInt64, keyHash: UInt64)] {
        let query = try RawStatement(db, "SELECT keys FROM bundle WHERE id = ?")
        query.bind(1, id(log, bundle))
        guard try query.step() else { return [] }
        let bytes = Array(query.bytes(0))
        query.reset()
        var removed: [(index: UInt64, keyHash: UInt64)] = []
        var left = BundleKeys(bundle: bundle)
        for start in stride(from: 0, to: bytes.count - rowBytes + 1, by: rowBytes) {
            let index = bundle * UInt64(EntryBundle.entriesMax) + UInt64(bytes[start])
            let keyHash = bytes.withUnsafeBytes {
                UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: start + 1, as: UInt64.self))
            }
            if erased.contains(index) {
                removed.append((index, keyHash))
            } else {
                left.append(keyHash, at: index)
            }
        }
        guard !removed.isEmpty else { return [] }
        let delete = try RawStatement(db, "DELETE FROM bundle WHERE id = ?")
        delete.bind(1, id(log, bundle))
        try delete.run()
        try left.store(log, RawStatement(db, "INSERT INTO bundle(id, keys) VALUES(?1, ?2)"))
        return removed
    }

    static func keyHashes(of index: UInt64, log: Int64, _ db: Database) throws -> [UInt64] {
        let query = try RawStatement(db, "SELECT keys FROM bundle WHERE id = ?")
        query.bind(1, id(log, index / UInt64(EntryBundle.entriesMax)))
        defer { query.reset() }
        guard try query.step() else { return [] }
        let bytes = query.bytes(0)
        let place = UInt8(index % UInt64(EntryBundle.entriesMax))
        return stride(from: 0, to: bytes.count - rowBytes + 1, by: rowBytes).compactMap {
            guard bytes[$0] == place else { return nil }
            return UInt64(
                bigEndian: bytes.loadUnaligned(fromByteOffset: $0 + 1, as: UInt64.self))
        }
    }
}
