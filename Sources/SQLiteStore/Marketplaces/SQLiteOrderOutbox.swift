package import AllianceNames
package import Complaints
import FoundationEssentials
import GRDB
package import Statements
package import TransparencyLog

/// Orders on their way to marketplaces, in `orders.sqlite`: an order is in it before anybody is told, and what a
/// marketplace said is in it before it is said in the log. What returns is durable. Calls block.
package final class SQLiteOrderOutbox: Sendable {
    /// How long an order that was overtaken is remembered.
    package static let droppedMilliseconds: UInt64 = 90 * 86_400_000
    /// How long messages are remembered: by then their time is over.
    package static let messageMilliseconds: UInt64 = 3_600_000
    package static let messagesMax = 100_000

    /// What became of what a marketplace said by itself.
    package enum AnswerTaking: Hashable, Sendable {
        case noted
        /// It says again what is known, or what nobody waits for any more.
        case known
        /// The very message was taken before.
        case replayed
        /// There is no such order, or it is another marketplace's.
        case unknownOrder
        case tooManyMessages
    }

    let database: DurableDatabase

    /// - Throws: `SQLiteStoreError`.
    package convenience init(path: String) throws {
        self.init(try DurableDatabase(path: path, file: OrderSchema.file))
    }

    /// Uses a file that is open.
    init(_ database: DurableDatabase) { self.database = database }

    package func close() throws { try database.close() }

    // MARK: Taking up

    /// Those of the ids that are to be taken up: new ones, and those that were overtaken and are ordered again.
    package func missing(_ ids: [String]) throws -> Set<String> {
        try database.read { db in
            try Set(
                ids.filter { id in
                    try Bool.fetchOne(
                        db,
                        sql: """
                            SELECT isNewest = 1 AND state <> 'dropped' FROM marketplaceOrder WHERE id = ?
                            """, arguments: [id]) != true
                })
        }
    }

    /// Takes orders up, each once, but for those of what is erased: older ones of the complaint for the same place are
    /// dropped where they are not done.
    ///
    /// - Parameter erased: what certificates erase of each log, asked for under the write lock: whoever carries out one
    ///   that is not among it yet takes out of this file what is taken up here.
    /// - Returns: how many of them changed anything.
    @discardableResult
    package func enqueue(
        _ orders: [(ordered: OrderedListing, reasons: [String])], at now: UInt64,
        erased: () throws -> [LogOrigin: EntryRanges]
    ) throws -> Int {
        guard !orders.isEmpty else { return 0 }
        return try database.write { db in
            let erased = try erased()
            func isErased(_ entry: EntryReference) -> Bool {
                erased[entry.origin]?.contains(entry.index) ?? false
            }
            return try orders.count { ordered, reasons in
                if isErased(ordered.complaint) || isErased(ordered.order.entry) { return false }
                return try Self.enqueue(ordered, reasons: reasons, at: now, db)
            }
        }
    }

    private static func enqueue(
        _ ordered: OrderedListing, reasons: [String], at now: UInt64, _ db: Database
    ) throws -> Bool {
        let id = ordered.order.id
        let known = try OrderRows.find(id, db)
        let isNewest = try Bool.fetchOne(
            db, sql: "SELECT isNewest FROM marketplaceOrder WHERE id = ?", arguments: [id])
        if let known, isNewest == true, known.state != .dropped { return false }
        try overtake(ordered, besides: id, at: now, db)
        guard var known else {
            try OrderRows.insert(
                OutboxOrder(ordered, reasons: reasons, nextAt: now, since: now), db)
            return true
        }
        known.handle(.orderedAgain, at: now)
        try OrderRows.update(known, db)
        try db.execute(
            sql: "UPDATE marketplaceOrder SET isNewest = 1 WHERE id = ?", arguments: [id])
        return true
    }

    private static func overtake(
        _ ordered: OrderedListing, besides id: String, at now: UInt64, _ db: Database
    ) throws {
        let others = try Row.fetchAll(
            db,
            sql: """
                SELECT \(OrderRows.columns) FROM marketplaceOrder
                WHERE complaintOrigin = ? AND complaintIndex = ? AND place = ? AND isNewest = 1 AND id <> ?
                """,
            arguments: [
                ordered.complaint.origin.description, Int64(clamping: ordered.complaint.index),
                ordered.order.place, id,
            ]
        ).map(OrderRows.order)
        for var other in others {
            other.handle(.overtaken, at: now)
            try OrderRows.update(other, db)
            try db.execute(
                sql: "UPDATE marketplaceOrder SET isNewest = 0 WHERE id = ?",
                arguments: [other.id])
        }
    }

    // MARK: What there is to do

    /// Has looked at now what is to be looked at later than anything may wait: the clock was set back since.
    package func bringForward(beyond pause: UInt64, at now: UInt64) throws {
        // Half as much again, for what was noted by a clock that ran a little ahead.
        let latest = Int64(clamping: now) + Int64(clamping: pause) * 3 / 2
        let condition = "state IN ('waiting', 'taken', 'answered') AND nextAt > \(latest)"
        // Most of the time there is none, and to look costs no write lock.
        guard
            try database.read({ db in
                try Bool.fetchOne(
                    db, sql: "SELECT EXISTS (SELECT 1 FROM marketplaceOrder WHERE \(condition))")
                    ?? false
            })
        else { return }
        try database.write { db in
            try db.execute(
                sql: """
                    UPDATE marketplaceOrder SET nextAt = ?1, since = min(since, ?1) WHERE \(condition)
                    """,
                arguments: [Int64(clamping: now)])
        }
    }

    /// Marketplaces for which something is to be looked at now.
    package func marketplaces(at now: UInt64) throws -> [String] {
        try database.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT marketplace FROM marketplaceOrder
                    WHERE state IN ('waiting', 'taken') AND nextAt <= ? ORDER BY marketplace
                    """, arguments: [Int64(clamping: now)])
        }
    }

    /// What is to be handed over, or asked about, at one marketplace: the earliest ordered first.
    package func due(
        _ state: OutboxOrder.State, of marketplace: String, at now: UInt64, limit: Int
    ) throws -> [OutboxOrder] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(OrderRows.columns) FROM marketplaceOrder
                    WHERE marketplace = ? AND state IN ('waiting', 'taken') AND state = ? AND nextAt <= ?
                    ORDER BY orderedAt, number LIMIT ?
                    """,
                arguments: [marketplace, state.rawValue, Int64(clamping: now), limit]
            ).map(OrderRows.order)
        }
    }

    /// What came of orders and is still to be said.
    package func toSay(at now: UInt64, limit: Int) throws -> [OutboxOrder] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(OrderRows.columns) FROM marketplaceOrder
                    WHERE state = 'answered' AND nextAt <= ? ORDER BY nextAt, number LIMIT ?
                    """, arguments: [Int64(clamping: now), limit]
            ).map(OrderRows.order)
        }
    }

    /// The order by which another complaint holds a listing down; nil where none does.
    package func takedown(
        of listing: Indicator, besides complaint: EntryReference, at now: UInt64
    ) throws -> OutboxOrder? {
        try database.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(OrderRows.columns) FROM marketplaceOrder
                    WHERE listing = ? AND listingType = ? AND isNewest = 1 AND scope IS NOT NULL
                        AND state <> 'dropped' AND (until IS NULL OR until > ?)
                        AND NOT (complaintOrigin = ? AND complaintIndex = ?)
                    ORDER BY orderedAt, number LIMIT 1
                    """,
                arguments: [
                    listing.value, Int64(listing.type.rawValue), Int64(clamping: now),
                    complaint.origin.description, Int64(clamping: complaint.index),
                ]
            ).map(OrderRows.order)
        }
    }

    /// The oldest first; without a state those that are still to be done, or that a person sees to.
    package func orders(_ query: OrderQuery) throws -> [OutboxOrder] {
        let states =
            query.state.map { [$0] } ?? [.escalated, .waiting, .taken, .answered]
        return try database.read { db in
            let named = states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT \(OrderRows.columns) FROM marketplaceOrder
                    WHERE state IN (\(named)) AND (?1 IS NULL OR marketplace = ?1)
                        AND (?2 IS NULL OR (since, number)
                            > (SELECT since, number FROM marketplaceOrder WHERE id = ?2))
                    ORDER BY since, number LIMIT ?3
                    """, arguments: [query.marketplace, query.after, query.limit]
            ).map(OrderRows.order)
        }
    }

    package func order(_ id: String) throws -> OutboxOrder? {
        try database.read { try OrderRows.find(id, $0) }
    }

    /// How many are in each state; those that are overtaken not counted.
    package func counts() throws -> [OutboxOrder.State: Int] {
        try database.read { db in
            var counts: [OutboxOrder.State: Int] = [:]
            for row in try Row.fetchAll(
                db,
                sql:
                    "SELECT state, count(*) FROM marketplaceOrder WHERE state <> 'dropped' GROUP BY 1"
            ) {
                guard let state = OutboxOrder.State(rawValue: try row.stored(0)) else {
                    throw DatabaseError.otherForm
                }
                let count: Int64 = try row.stored(1)
                counts[state] = Int(clamping: count)
            }
            return counts
        }
    }

    // MARK: What becomes of them

    /// - Returns: the order as it is then; nil where there is none.
    @discardableResult
    package func note(
        _ event: OutboxOrder.Event, of id: String, at now: UInt64
    ) throws -> OutboxOrder? {
        try database.write { db in
            guard var order = try OrderRows.find(id, db) else { return nil }
            if order.handle(event, at: now) { try OrderRows.update(order, db) }
            return order
        }
    }

    /// Takes what a marketplace said by itself, and that it said it, together.
    ///
    /// - Parameters:
    ///   - marketplaces: those for which it may speak.
    ///   - message: of all of it, its time too.
    package func take(
        _ answer: OrderAnswer, to id: String, of marketplaces: Set<String>, message: Digest,
        at now: UInt64
    ) throws -> AnswerTaking {
        try database.write { db in
            guard var order = try OrderRows.find(id, db),
                marketplaces.contains(order.ordered.listing.marketplaceAndID.marketplace)
            else { return .unknownOrder }
            if let refused = try Self.takeMessage(message, at: now, db) { return refused }
            guard order.handle(.answered(answer), at: now) else { return .known }
            try OrderRows.update(order, db)
            return .noted
        }
    }

    /// Notes that a message came which is no answer.
    package func take(message: Digest, at now: UInt64) throws -> AnswerTaking {
        try database.write { db in try Self.takeMessage(message, at: now, db) ?? .noted }
    }

    /// Nil where it was not seen before.
    private static func takeMessage(
        _ message: Digest, at now: UInt64, _ db: Database
    ) throws -> AnswerTaking? {
        try db.execute(
            sql: "DELETE FROM message WHERE at <= ?",
            arguments: [Int64(clamping: now) - Int64(messageMilliseconds)])
        let isKnown = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM message WHERE digest = ?)",
            arguments: [Data(message.bytes)])
        if isKnown == true { return .replayed }
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM message")
        guard count ?? 0 < messagesMax else { return .tooManyMessages }
        try db.execute(
            sql: "INSERT INTO message VALUES (?, ?)",
            arguments: [Data(message.bytes), Int64(clamping: now)])
        return nil
    }

    /// Takes out orders of complaints, and by decisions, that entries of a log are, and proposals that became such
    /// complaints.
    ///
    /// - Parameter values: what the entries named; proposals with a reason that names any of it are forgotten too.
    package func erase(
        _ entries: EntryRanges, of origin: LogOrigin, naming values: Set<String> = []
    ) throws {
        try database.write { db in
            try Self.forgetProposals(naming: values, db)
            // One look at all of a log: a certificate may name thousands of ranges.
            for (table, name) in [
                ("marketplaceOrder", "complaint"), ("marketplaceOrder", "entry"),
                ("proposal", "complaint"),
            ] {
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT number, \(name)Index FROM \(table) WHERE \(name)Origin = ?",
                    arguments: [origin.description])
                var gone: [Int64] = []
                while let row = try rows.next() {
                    guard entries.contains(try row.storedNumber(1)) else { continue }
                    gone.append(try row.stored(0))
                }
                for number in gone {
                    try db.execute(
                        sql: "DELETE FROM \(table) WHERE number = ?", arguments: [number])
                }
            }
        }
    }

    /// Sees to it that nothing which was taken out is left in the file.
    /// - Returns: false where others were reading, so that it has to be tried again.
    package func scrub() throws -> Bool { try database.emptyWriteAheadLog() }

    /// Forgets what was overtaken long ago.
    package func removeOld(at now: UInt64) throws {
        try database.write { db in
            try db.execute(
                sql: "DELETE FROM marketplaceOrder WHERE state = 'dropped' AND since <= ?",
                arguments: [Int64(clamping: now) - Int64(Self.droppedMilliseconds)])
            try db.execute(
                sql: "DELETE FROM proposal WHERE state > 0 AND proposedAt <= ?",
                arguments: [Int64(clamping: now) - Int64(ProposedCase.keptMilliseconds)])
        }
    }
}
