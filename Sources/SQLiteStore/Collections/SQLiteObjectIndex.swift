package import AllianceNames
import CRDT
import GRDB
package import MergedView
import Replication
package import STIX
package import TAXII
package import TransparencyLog

/// The objects of each channel in `collections.sqlite`, in the order in which they were added here.
///
/// Several processes may share the file: a merge takes the write lock and looks at the frontier under it.
package final class SQLiteObjectIndex: Sendable {
    let database: DurableDatabase
    let names = ObjectNames()

    /// - Throws: `SQLiteStoreError`.
    package init(path: String) throws {
        database = try DurableDatabase(path: path, file: ObjectIndexSchema.file)
    }

    package func close() throws { try database.close() }

    /// Whether anything was ever put into it.
    package func isBegun() throws -> Bool {
        try database.read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM object)") ?? false
        }
    }

    // MARK: Keeping up with the record

    /// Entries of each log that are folded.
    package func frontier() throws -> ViewFrontier {
        try database.read { db in
            let query = try RawStatement(db, "SELECT origin, size FROM log")
            var sizes: [LogOrigin: TreeSize] = [:]
            while try query.step() {
                let text = try query.storedText(0)
                let origin = try readingStored("a log's origin") { try LogOrigin(parsing: text) }
                sizes[origin] = TreeSize(clamping: try query.storedInteger(1))
            }
            return ViewFrontier(sizes)
        }
    }

    /// - Parameters:
    ///   - scope: what counts; entries beyond it add nothing.
    ///   - time: milliseconds since 1970.
    ///   - erased: what certificates erase of a log, asked for under the write lock.
    /// - Throws: `MergedViewError.notAtFrontier` where somebody else was first.
    package func merge(
        _ batches: [FoldedObjects], scope: ViewScope, at time: UInt64,
        erased: (LogOrigin) throws -> EntryRanges
    ) throws {
        try database.write(durability: .withNext) { db in
            let left = try batches.map { $0.without(try erased($0.origin)) }
            try ObjectMerge.run(left, scope: scope, now: time, db)
        }
    }

    /// Carries out what was retracted before and counts by this scope only now.
    package func reconsider(scope: ViewScope, at time: UInt64) throws {
        try database.write(durability: .withNext) { db in
            try ObjectMerge.reconsider(scope: scope, now: time, db)
        }
    }

    /// Has the objects that no statement says stand in the collection of each channel.
    package func place(
        _ members: [ChannelID: [STIXMember]], at time: UInt64
    ) throws {
        try database.write(durability: .withNext) { db in
            var sequence = try ObjectSequence(db, now: time)
            for channel in members.keys.sorted() {
                let number = try ObjectName.number(of: "channel \(channel)", db)
                let adding = ObjectAdding(db, channel: number, author: 0)
                for object in STIXCommonObjects.all {
                    try adding.addCommon(
                        object.id, version: object.version, sequence: &sequence
                    ) { _ in object.json }
                }
                for member in members[channel] ?? [] {
                    try adding.addCommon(
                        member.id, version: member.modified, sequence: &sequence
                    ) { member.modified(at: $0).json }
                }
            }
            try sequence.store(db)
        }
    }

    /// How often the record had taken entries out when this cache was begun.
    package func takenOutCount() throws -> UInt64 {
        try database.read { db in
            UInt64(clamping: try Int64.fetchOne(db, sql: "SELECT taken_out FROM state") ?? 0)
        }
    }

    /// Whether what others say was taken up once it was confirmed alone.
    package func isConfirmed() throws -> Bool {
        try database.read { db in
            try Bool.fetchOne(db, sql: "SELECT confirmed FROM state") ?? false
        }
    }

    package func set(isConfirmed: Bool) throws {
        try database.write { db in
            try db.execute(sql: "UPDATE state SET confirmed = ?", arguments: [isConfirmed])
        }
    }

    /// Forgets all objects; they are folded again under later dates. The times of events only grow all the same.
    package func beginAnew(takenOutCount: UInt64) throws {
        try database.write { db in
            try db.execute(sql: ObjectIndexSchema.forgetting)
            try db.execute(
                sql: "UPDATE state SET taken_out = ?", arguments: [Int64(clamping: takenOutCount)])
        }
    }

    // MARK: Erasure

    /// Takes out what a certificate erases. It is not folded again: whoever merges asks what is erased.
    package func erase(
        _ entries: EntryRanges, of origin: LogOrigin, at time: UInt64
    ) throws {
        try database.write { db in
            guard let log = try ObjectLog.find(origin, db) else { return }
            var sequence = try ObjectSequence(db, now: time)
            for range in entries.ranges {
                // Who was told that a report is withdrawn still has its value.
                var events = ReportEvents(log: log.id)
                try events.changeWithdrawn(within: range, at: time, db)
                try events.store(db)
                try ObjectRemoving(db).remove(
                    log: log.id, indexes: range, at: time, sequence: &sequence)
            }
            try sequence.store(db)
        }
    }

    /// Sees to it that nothing which was taken out is left in the file.
    /// - Returns: false where others were reading, so that it has to be tried again.
    package func scrub() throws -> Bool { try database.emptyWriteAheadLog() }
}

extension SQLiteObjectIndex {
    /// Opens the file; one that is no good is made anew: whatever it held is in the record.
    /// - Throws: `SQLiteStoreError`, also for a database of somebody else.
    package convenience init(opening path: String) throws {
        do {
            try self.init(path: path)
        } catch SQLiteStoreError.empty, SQLiteStoreError.damaged, SQLiteStoreError.notADatabase {
            try ViewFile(path: path).remove()
            try self.init(path: path)
        }
    }
}
