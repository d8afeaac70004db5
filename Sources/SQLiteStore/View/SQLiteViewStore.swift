package import AllianceNames
import CRDT
import GRDB
package import MergedView
package import Statements
import Synchronization
package import TransparencyLog

/// The view in `view.sqlite`: a cache, made anew from the logs whenever it is damaged or of another
/// version (`ViewFile`).
///
/// Several processes may share the file. A merge takes the write lock and reads the frontier again
/// under it.
package final class SQLiteViewStore: ViewStore {
    private let file: ViewFile
    private let numbers = LogNumbers()
    private let connections: Mutex<ViewConnections>

    /// - Throws: `SQLiteStoreError`.
    package init(path: String) throws {
        file = ViewFile(path: path)
        connections = Mutex(try file.open())
    }

    /// Closes the file. Later calls throw.
    package func close() throws { try connections.withLock { $0 }.close() }

    /// Gives back the memory of the page caches, for a node that has nothing to do.
    package func releaseMemory() {
        let open = connections.withLock { $0 }
        for queue in [open.writer, open.lookups, open.searches] {
            queue.inDatabase { $0.releaseMemory() }
        }
    }

    /// Reads the file through once, so that the first lookups need not wait for the disk: for a node
    /// that is going to be asked.
    /// - Throws: `SQLiteStoreError`.
    package func warmUp() throws { try file.readThrough() }

    // MARK: Merging

    package func frontier() throws -> ViewFrontier {
        try read(.lookups) { try ViewTextIndex(db: $0, numbers: numbers).cursors().merged }
    }

    package func merge(_ batches: [FoldedEntries]) throws {
        try write { try ViewMerge.run(batches, $0) }
    }

    package func silentEntries() throws -> [LogOrigin: SilentEntries] {
        try read(.lookups) { db in
            let query = try RawStatement(
                db, "SELECT id, unknown_kind, undecodable, absent, void_retraction FROM log")
            var all: [LogOrigin: SilentEntries] = [:]
            while try query.step() {
                var silent = SilentEntries()
                silent.unknownKind = UInt64(bitPattern: query.integer(1))
                silent.undecodable = UInt64(bitPattern: query.integer(2))
                silent.absent = UInt64(bitPattern: query.integer(3))
                silent.voidRetraction = UInt64(bitPattern: query.integer(4))
                all[try numbers.origin(of: query.integer(0), db)] = silent
            }
            return all
        }
    }

    package func erase(takenOutCount: UInt64) throws {
        try write { db in
            for table in [
                "row", "bundle", "waiting", "erasure", "erased", "dirty", "root", "doc",
                "doc_key", "identifier", "identifier_list", "log",
            ] { try db.execute(sql: "DELETE FROM \(table)") }
            try db.execute(sql: "INSERT INTO text(text) VALUES('delete-all')")
            try db.execute(
                sql: "UPDATE merges SET count = count + 1, taken_out = ?",
                arguments: [Int64(clamping: takenOutCount)])
        }
        numbers.forgetAll()
    }

    package func takenOutCount() throws -> UInt64 {
        try read(.lookups) { db in
            UInt64(clamping: try Int64.fetchOne(db, sql: "SELECT taken_out FROM merges") ?? 0)
        }
    }

    // MARK: Erasing

    package func changeNumber() throws -> UInt64 {
        UInt64(bitPattern: try read(.lookups) { try ViewRoots.merges($0) })
    }

    package func erase(_ erasure: ViewErasure) throws {
        try write(durably: true) { try ViewErasing.run(erasure, $0, numbers) }
    }

    package func erasures() throws -> Set<Digest> {
        try read(.lookups) { db in
            let query = try RawStatement(db, "SELECT id FROM erasure")
            var ids: Set<Digest> = []
            while try query.step() {
                if let id = Digest(Array(query.bytes(0))) { ids.insert(id) }
            }
            return ids
        }
    }

    package func erasureCount() throws -> Int {
        Int(try read(.lookups) { try ErasedRanges.count($0) })
    }

    package func scrub() throws -> Bool {
        // Each step is a transaction of its own, so that merges get their turn in between.
        for _ in 0..<ViewTextIndex.forgettingStepsMax {
            let isDone = try write { try ViewTextIndex(db: $0, numbers: numbers).forgetDeleted() }
            if isDone { return try emptyWriteAheadLog() }
        }
        return false
    }

    private func emptyWriteAheadLog() throws -> Bool {
        let open = connections.withLock { $0 }
        do {
            return try open.writer.inDatabase { db in
                try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        } catch let error as DatabaseError {
            throw recover(open, from: error)
        }
    }

    // MARK: Looking up

    package func rows(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, scope: ViewScope?
    ) throws -> [ViewRow] {
        try read(.lookups) {
            try ViewRows(db: $0, numbers: numbers).newest(
                underHash: keyHash, in: channels, scope: scope)
        }
    }

    package func rows(
        underHashes keyHashes: Set<UInt64>, in channels: Set<ChannelID>?, scope: ViewScope?
    ) throws -> [UInt64: [ViewRow]] {
        try read(.searches) { db in
            let rows = ViewRows(db: db, numbers: numbers)
            var found: [UInt64: [ViewRow]] = [:]
            // In the order of the table, so that what lies on one page is read one after the other.
            for hash in keyHashes.sorted(by: { Int64(bitPattern: $0) < Int64(bitPattern: $1) }) {
                let newest = try rows.newest(underHash: hash, in: channels, scope: scope)
                if !newest.isEmpty { found[hash] = newest }
            }
            return found
        }
    }

    package func rows(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, after dot: StatementDot?,
        limit: Int
    ) throws -> [ViewRow] {
        try read(.searches) {
            try ViewRows(db: $0, numbers: numbers).page(
                underHash: keyHash, in: channels, after: dot, limit: limit)
        }
    }

    package func rows(
        underHash keyHash: UInt64, of log: LogOrigin, before index: EntryIndex, limit: Int
    ) throws -> [ViewRow] {
        try read(.searches) {
            try ViewRows(db: $0, numbers: numbers).older(
                underHash: keyHash, of: log, before: index, limit: limit)
        }
    }

    package func tally(underHash keyHash: UInt64) throws -> RowTally {
        try read(.lookups) { try ViewRows(db: $0, numbers: numbers).tally(underHash: keyHash) }
    }

    package func stateRoot(of channel: ChannelID, scope: ViewScope) throws -> StateRoot {
        let outcome = try read(.searches) { db in
            var outcome: ViewRoots.Outcome?
            try db.inTransaction(.deferred) {
                outcome = try ViewRoots(db: db, numbers: numbers).compute(channel, scope)
                return .commit
            }
            return outcome!
        }
        if !outcome.isUnchanged {
            try write { try ViewRoots(db: $0, numbers: numbers).store(outcome, channel) }
        }
        return outcome.root
    }

    // MARK: Searching

    package func indexNext(
        limit: Int, from source: any EntrySource
    ) throws -> TextIndexProgress {
        let (cursors, erasures) = try read(.searches) { db in
            (
                try ViewTextIndex(db: db, numbers: numbers).cursors(),
                try ErasedRanges.count(db)
            )
        }
        guard cursors.indexed != cursors.merged else {
            return TextIndexProgress(indexed: cursors.indexed.count, merged: cursors.merged.count)
        }
        let run = try IndexRun(
            limit: limit, cursors: cursors.indexed, frontier: cursors.merged, source: source,
            erased: erasures == 0 ? [:] : erased(between: cursors.indexed, and: cursors.merged))
        return try write { db in
            let index = ViewTextIndex(db: db, numbers: numbers)
            // What was read before an erasure may hold what it erased: it is read again.
            if try ErasedRanges.count(db) == erasures {
                try index.store(run, from: cursors.indexed)
            }
            return try index.progress()
        }
    }

    private func erased(
        between indexed: ViewFrontier, and merged: ViewFrontier
    ) throws -> [LogOrigin: EntryRanges] {
        try read(.searches) { db in
            var erased: [LogOrigin: EntryRanges] = [:]
            for origin in merged.logs where indexed[origin] < merged[origin] {
                erased[origin] = try ErasedRanges.of(
                    origin, within: indexed[origin]..<merged[origin], db)
            }
            return erased
        }
    }

    package func textIndexProgress() throws -> TextIndexProgress {
        try read(.searches) { try ViewTextIndex(db: $0, numbers: numbers).progress() }
    }

    package func textFrontier() throws -> ViewFrontier {
        try read(.searches) { try ViewTextIndex(db: $0, numbers: numbers).cursors().indexed }
    }

    package func documents(
        matching expression: SearchExpression, in range: ClosedRange<UInt64>, limit: Int
    ) throws -> [IndexedDocument] {
        try read(.searches) {
            try ViewTextIndex(db: $0, numbers: numbers).documents(
                matching: expression, in: range, limit: limit)
        }
    }

    package func documentCounts(
        in range: ClosedRange<UInt64>, upTo markingMax: TLP
    ) throws -> [LogOrigin: UInt64] {
        try read(.searches) {
            try ViewTextIndex(db: $0, numbers: numbers).counts(in: range, upTo: markingMax)
        }
    }

    package func documents(
        ofKeyHash keyHash: UInt64, matching expression: SearchExpression,
        in range: ClosedRange<UInt64>, limit: Int
    ) throws -> [IndexedDocument] {
        try read(.searches) {
            try ViewTextIndex(db: $0, numbers: numbers).documents(
                ofKeyHash: keyHash, matching: expression, in: range, limit: limit)
        }
    }

    package func indicators(
        withPrefix prefix: [UInt8], types: Set<IndicatorType>, in channels: Set<ChannelID>?,
        upTo markingMax: TLP, after indicator: Indicator?, limit: Int, lookedMax: Int
    ) throws -> IdentifierPage {
        try read(.searches) {
            try IdentifierLists(db: $0).indicators(
                withPrefix: prefix, types: types, in: channels, upTo: markingMax, after: indicator,
                limit: limit, lookedMax: lookedMax)
        }
    }

    // MARK: Connections

    private enum Purpose { case lookups, searches }

    /// A single statement is a snapshot by itself, so no transaction is begun around it: that would
    /// cost more than the lookup.
    private func read<T>(
        _ purpose: Purpose, _ body: (Database) throws -> T
    ) throws -> T {
        let open = connections.withLock { $0 }
        let queue =
            switch purpose {
            case .lookups: open.lookups
            case .searches: open.searches
            }
        do {
            return try queue.inDatabase(body)
        } catch let error as DatabaseError {
            throw recover(open, from: error)
        }
    }

    /// - Parameter isDurable: a power cut does not undo it once this has returned.
    private func write<T>(
        durably isDurable: Bool = false, _ body: (Database) throws -> T
    ) throws -> T {
        let open = connections.withLock { $0 }
        do {
            return try open.writer.inDatabase { db in
                if isDurable { try ViewFile.syncCommits(db, true) }
                // Where this fails, what follows is slower, and no less right.
                defer { if isDurable { try? ViewFile.syncCommits(db, false) } }
                var result: T?
                try db.inTransaction(.immediate) {
                    try UnsureLog.renew(file.path, in: db)
                    result = try body(db)
                    return .commit
                }
                return result!
            }
        } catch let error as DatabaseError {
            throw recover(open, from: error)
        }
    }

    /// A damaged view is thrown away on the spot and begins anew, empty: whoever keeps it up to date
    /// finds the frontier at the start and folds the logs again.
    private func recover(_ failed: ViewConnections, from error: DatabaseError) -> any Error {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: break
        default: return SQLiteStoreError(error, path: file.path)
        }
        return connections.withLock { open in
            do {
                // Another thread may have met the damage first.
                if open.writer === failed.writer {
                    try? open.close()
                    try file.remove()
                    open = try file.open()
                    numbers.forgetAll()
                }
                return SQLiteStoreError.viewBegunAnew(
                    path: file.path, detail: error.message ?? "\(error.resultCode)")
            } catch {
                return error
            }
        }
    }
}
