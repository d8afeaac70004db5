import FoundationEssentials
import GRDB
import Replication
import Statements
import TransparencyLog

/// Emptying payload slots of one log, in the transaction that calls it.
///
/// What was there is overwritten: the writing connection has `secure_delete` on, so that SQLite fills
/// what it frees with zeros. The write-ahead log still has the pages as they were until it is emptied
/// (`DurableDatabase.emptyWriteAheadLog`).
extension LogRow {
    /// What stands in the slots of `erased`, as far as the log is held.
    func content(of erased: EntryRanges, in db: Database) throws -> [ErasedContent] {
        try bundles(of: erased).flatMap { bundle in
            try content(of: erased.within(bundle.entries), of: bundle, in: db)
        }
    }

    private func content(
        of erased: EntryRanges, of bundle: BundleCoordinate, in db: Database
    ) throws -> [ErasedContent] {
        guard let entries = try entries(bundle, in: db),
            let payloads = try storedPayloads(bundle, in: db)
        else { return [] }
        return try readingStored("\(bundle) of log \(origin)") {
            let ranges = try EntryBundle.parse(entries, count: bundle.width)
            let slots = try PayloadBundle.parse(payloads, count: bundle.width)
            return erased.indexes.compactMap { index in
                let place = Int(index - bundle.firstEntry)
                return slots[place].payload.map {
                    ErasedContent(
                        index: index, entry: Array(entries[ranges[place]]),
                        payload: Array(payloads[$0]))
                }
            }
        }
    }

    func empty(_ erased: EntryRanges, in db: Database) throws {
        for bundle in bundles(of: erased) {
            if size >> 8 > bundle.index {
                try emptyBundle(bundle, erased, in: db)
            } else {
                try emptyTail(bundle, erased, in: db)
            }
        }
    }

    /// The bundles that hold some of `erased`, at their widths here.
    private func bundles(of erased: EntryRanges) -> [BundleCoordinate] {
        let held = erased.within(0..<size)
        let indexes = Set(held.ranges.flatMap { $0.lowerBound >> 8...($0.upperBound - 1) >> 8 })
        return indexes.sorted().map {
            BundleCoordinate(index: $0, width: Int(min(256, size - $0 << 8)))
        }
    }

    private func emptyBundle(
        _ bundle: BundleCoordinate, _ erased: EntryRanges, in db: Database
    ) throws {
        let row = key.bundle(bundle.index)
        let read = try db.cachedStatement(sql: "SELECT payloads FROM payload_bundles WHERE id = ?")
        guard let held = try Row.fetchOne(read, arguments: [row])?.storedBytes(0) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "payload bundle \(bundle.index) of log \(origin) is missing")
        }
        let emptied = PayloadBundle.emptying(erased, in: held, first: bundle.firstEntry)
        guard emptied != held else { return }
        try db.cachedStatement(sql: "UPDATE payload_bundles SET payloads = ? WHERE id = ?")
            .execute(arguments: [Data(emptied), row])
    }

    private func emptyTail(
        _ bundle: BundleCoordinate, _ erased: EntryRanges, in db: Database
    ) throws {
        let range = key.entries(ofBundle: bundle.index)
        let runs = try Row.fetchAll(
            db, sql: "SELECT id, payloads FROM tail WHERE id BETWEEN ? AND ? ORDER BY id",
            arguments: [range.lowerBound, range.upperBound])
        for run in runs {
            let id: Int64 = try run.stored(0)
            let held = try run.storedBytes(1)
            let first = bundle.firstEntry + UInt64(id - range.lowerBound)
            let emptied = PayloadBundle.emptying(erased, in: held, first: first)
            guard emptied != held else { continue }
            try db.cachedStatement(sql: "UPDATE tail SET payloads = ? WHERE id = ?")
                .execute(arguments: [Data(emptied), id])
        }
    }
}
