import AllianceNames
import CRDT
import GRDB
import MergedView
import Statements
import TransparencyLog

/// Takes what one certificate erases out of the view, inside a write transaction.
///
/// Whatever tells of the value goes: rows (their bodies name it), key hashes (which can be guessed from
/// it), documents, names in the prefix index, and the digests that the state root was made of. FTS5
/// keeps deleted tokens in its older segments until they are merged (`ViewTextIndex.forgetDeleted`).
struct ViewErasing {
    private let db: Database
    private let numbers: LogNumbers
    private let erasure: ViewErasure

    static func run(_ erasure: ViewErasure, _ db: Database, _ numbers: LogNumbers) throws {
        let insert = try RawStatement(db, "INSERT OR IGNORE INTO erasure(id) VALUES(?)")
        insert.bind(1, erasure.id.bytes)
        try insert.run()
        guard db.changesCount > 0 else { return }
        try RawStatement(db, "UPDATE merges SET count = count + 1").run()
        try ErasedRanges.add(erasure.entries, of: erasure.origin, db)
        guard let log = try LogNumbers.number(of: erasure.origin, db) else { return }
        let erasing = ViewErasing(db: db, numbers: numbers, erasure: erasure)
        try erasing.eraseRows(log: log.id, size: log.size)
    }

    private func eraseRows(log: Int64, size: UInt64) throws {
        let held = erasure.entries.within(0..<size)
        guard !held.isEmpty else { return }
        var rows: [(index: UInt64, keyHash: UInt64)] = []
        for bundle in Set(held.ranges.flatMap { $0.lowerBound >> 8...($0.upperBound - 1) >> 8 })
            .sorted()
        {
            rows += try BundleKeys.remove(held, fromBundle: bundle, log: log, db)
        }
        var names: [IdentifierList: Set<Indicator>] = [:]
        for row in rows {
            guard let listed = try eraseRow(row, log: log)?.listed else { continue }
            names[listed.list, default: []].formUnion(listed.indicators)
        }
        try ViewTextIndex(db: db, numbers: numbers).erase(
            erasure.documents, rows: rows, log: log)
        for (list, names) in names {
            for name in names where try !isNamed(name, in: list) {
                try IdentifierLists(db: db).erase(name, from: list)
            }
        }
        try note(rows, log: log)
    }

    /// - Returns: what it was.
    private func eraseRow(
        _ row: (index: UInt64, keyHash: UInt64), log: Int64
    ) throws -> ViewRow? {
        let query = try RawStatement(
            db, "SELECT kind, body FROM row WHERE key_hash = ? AND log = ? AND idx = ?")
        query.bind(1, Int64(bitPattern: row.keyHash))
        query.bind(2, log)
        query.bind(3, Int64(bitPattern: row.index))
        guard try query.step() else { return nil }
        let found = ViewRow(
            keyHash: row.keyHash, dot: StatementDot(log: erasure.origin, index: row.index),
            kind: EntryKind(rawValue: UInt8(truncatingIfNeeded: query.integer(0))),
            body: Array(query.bytes(1)))
        query.reset()
        let delete = try RawStatement(
            db, "DELETE FROM row WHERE key_hash = ? AND log = ? AND idx = ?")
        delete.bind(1, Int64(bitPattern: row.keyHash))
        delete.bind(2, log)
        delete.bind(3, Int64(bitPattern: row.index))
        try delete.run()
        return found
    }

    /// Whether another statement of the channel is still about the identifier, with the same marking: where all that is
    /// left is marked for persons, no program is to find the name.
    private func isNamed(_ indicator: Indicator, in list: IdentifierList) throws -> Bool {
        try ViewRows(db: db, numbers: numbers)
            .contains(underHash: KeyHash.of(indicator.keyBytes), in: list.channel) {
                $0.keeps(indicator, in: list)
            }
    }

    /// Counts the entries as absent, and has the state root computed anew.
    private func note(_ rows: [(index: UInt64, keyHash: UInt64)], log: Int64) throws {
        let count = try RawStatement(db, "UPDATE log SET absent = absent + ?2 WHERE id = ?1")
        count.bind(1, log)
        count.bind(2, Int64(Set(rows.map(\.index)).count))
        try count.run()
        let channel = erasure.origin.channel
        var dirty = try BucketSet.dirty(of: channel, db)
        for row in rows { dirty.insert(RootBucket.of(row.keyHash)) }
        try dirty.store(for: channel, db)
        // Made of few rows, a digest lets their content be guessed.
        let root = try RawStatement(db, "DELETE FROM root WHERE channel = ?")
        root.bind(1, channel.rawValue)
        try root.run()
    }
}
