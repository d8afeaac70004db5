package import AllianceNames
import CRDT
import FoundationEssentials
import GRDB
import JSON
package import MergedView
package import Notices
package import TransparencyLog

/// Subscriptions and notices in `notices.sqlite`. What returns is durable, and happened whole or not at all.
package final class SQLiteNoticeStore: Sendable {
    let database: DurableDatabase

    /// - Throws: `SQLiteStoreError`.
    package convenience init(path: String) throws {
        self.init(try DurableDatabase(path: path, file: NoticeSchema.file))
    }

    /// Uses a file that is open.
    init(_ database: DurableDatabase) { self.database = database }

    package func close() throws { try database.close() }

    /// Leaves nothing of what was removed in the write-ahead log.
    package func scrub() throws { _ = try database.emptyWriteAheadLog() }

    /// Of all subscribers together, for who watches the node.
    package struct Counts: Equatable, Sendable {
        /// Ever, those that are gone too.
        package let raised: UInt64
        package let unread: UInt64
        package let toPost: UInt64
        package let toMail: UInt64
    }

    package func counts() throws -> Counts {
        try database.read { db in
            func count(_ sql: String) throws -> UInt64 {
                UInt64(clamping: try Int64.fetchOne(db, sql: sql) ?? 0)
            }
            return Counts(
                // As SQLite keeps it for AUTOINCREMENT: the number of the last one.
                raised: try count("SELECT seq FROM sqlite_sequence WHERE name = 'notice'"),
                unread: try count("SELECT count(*) FROM notice WHERE readAt IS NULL"),
                toPost: try count("SELECT count(*) FROM delivery"),
                toMail: try count("SELECT count(*) FROM notice WHERE byMail = 1"))
        }
    }

    // MARK: Subscriptions

    /// All, with the number of their last change.
    package func subscriptions() throws -> (changes: UInt64, list: [Subscription]) {
        try database.read { db in
            (
                try Self.changes(db),
                try Row.fetchAll(
                    db,
                    sql: "SELECT \(NoticeRows.subscriptionColumns) FROM subscription ORDER BY id"
                ).map(NoticeRows.subscription)
            )
        }
    }

    package func changes() throws -> UInt64 { try database.read(Self.changes) }

    package func subscriptions(of subscriber: Subscriber) throws -> [Subscription] {
        try database.read { db in try Self.subscriptions(of: subscriber, db) }
    }

    private static func subscriptions(
        of subscriber: Subscriber, _ db: Database
    ) throws -> [Subscription] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(NoticeRows.subscriptionColumns) FROM subscription
                WHERE subscriber = ? ORDER BY id
                """, arguments: [subscriber.description]
        ).map(NoticeRows.subscription)
    }

    /// A topic that the subscriber has already is delivered as is said now, and stays one subscription.
    ///
    /// - Parameter leavingKnown: where the subscriber follows that thing already, nothing changes, and this is
    ///   that subscription.
    /// - Throws: `NoticeError`.
    package func subscribe(
        _ subscriber: Subscriber, to topic: Topic, byMail: Bool, webhook: UInt64?,
        leavingKnown: Bool = false, at now: UInt64
    ) throws -> Subscription {
        try topic.check(for: subscriber)
        return try database.write { db in
            if leavingKnown,
                let known = try Self.subscriptions(of: subscriber, db)
                    .first(where: { $0.topic.isOfSame(as: topic) })
            {
                return known
            }
            if let webhook { _ = try Self.webhook(webhook, of: subscriber, db) }
            let name = subscriber.description
            let isKnown = try Int.fetchOne(
                db, sql: "SELECT 1 FROM subscription WHERE subscriber = ? AND topic = ?",
                arguments: [name, topic.json.compact])
            if isKnown == nil {
                try Self.checkRoom(
                    "SELECT count(*) FROM subscription", [], "subscriptions",
                    NoticeLimits.subscriptionsMax, db)
                try Self.checkRoom(
                    "SELECT count(*) FROM subscription WHERE subscriber = ?", [name],
                    "subscriptions of yours", NoticeLimits.subscriptionsOfOneMax, db)
            }
            let row = try Row.fetchOne(
                db,
                sql: """
                    INSERT INTO subscription (subscriber, topic, byMail, webhook, createdAt)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (subscriber, topic)
                        DO UPDATE SET byMail = excluded.byMail, webhook = excluded.webhook
                    RETURNING \(NoticeRows.subscriptionColumns)
                    """,
                arguments: [
                    name, topic.json.compact, byMail, webhook.map { Int64($0) }, Int64(now),
                ])
            try Self.countChange(db)
            guard let row else { throw DatabaseError.otherForm }
            return try NoticeRows.subscription(row)
        }
    }

    /// Has each of them follow a topic that was never offered to it: once, whatever it does with it then. Of whoever
    /// has no room for it, or has it, nothing changes.
    ///
    /// - Returns: whether somebody follows it now that did not before.
    @discardableResult
    package func offer(
        _ topic: Topic, to subscribers: [Subscriber], at now: UInt64
    ) throws -> Bool {
        try database.write { db in
            var isNew = false
            for subscriber in subscribers {
                let names = [subscriber.description, topic.json.compact]
                try db.execute(
                    sql: "INSERT OR IGNORE INTO offered (subscriber, topic) VALUES (?, ?)",
                    arguments: StatementArguments(names))
                guard db.changesCount > 0 else { continue }
                try db.execute(
                    sql: """
                        INSERT OR IGNORE INTO subscription
                            (subscriber, topic, byMail, webhook, createdAt)
                        SELECT ?, ?, ?, NULL, ?
                        WHERE (SELECT count(*) FROM subscription) < ?
                            AND (SELECT count(*) FROM subscription WHERE subscriber = ?) < ?
                        """,
                    arguments: [
                        names[0], names[1], subscriber.person != nil, Int64(clamping: now),
                        NoticeLimits.subscriptionsMax, names[0],
                        NoticeLimits.subscriptionsOfOneMax,
                    ])
                isNew = isNew || db.changesCount > 0
            }
            if isNew { try Self.countChange(db) }
            return isNew
        }
    }

    /// Those of them to whom it was never offered.
    package func notOffered(_ topic: Topic, _ subscribers: [Subscriber]) throws -> [Subscriber] {
        try database.read { db in
            let known = try String.fetchSet(
                db, sql: "SELECT subscriber FROM offered WHERE topic = ?",
                arguments: [topic.json.compact])
            return subscribers.filter { !known.contains($0.description) }
        }
    }

    /// What was raised stays in the inbox.
    /// - Throws: `NoticeError.notThere`.
    package func unsubscribe(_ id: UInt64, of subscriber: Subscriber) throws {
        try database.write { db in
            try db.execute(
                sql: "DELETE FROM subscription WHERE id = ? AND subscriber = ?",
                arguments: [Int64(clamping: id), subscriber.description])
            guard db.changesCount > 0 else { throw NoticeError.notThere }
            try Self.countChange(db)
        }
    }

    /// Everybody who has anything here.
    package func subscribers() throws -> [Subscriber] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT subscriber FROM subscription UNION SELECT subscriber FROM webhook
                    UNION SELECT subscriber FROM setting UNION SELECT subscriber FROM notice
                    UNION SELECT subscriber FROM toldClock
                    """
            ).map { try NoticeRows.subscriber($0, 0) }
        }
    }

    /// All that somebody has here.
    package func remove(_ subscriber: Subscriber) throws {
        try database.write { db in
            let tables = ["notice", "webhook", "subscription", "setting", "offered", "toldClock"]
            for table in tables {
                try db.execute(
                    sql: "DELETE FROM \(table) WHERE subscriber = ?",
                    arguments: [subscriber.description])
            }
            try Self.countChange(db)
        }
    }

    static func countChange(_ db: Database) throws {
        try db.execute(sql: "UPDATE state SET changes = changes + 1")
    }

    static func changes(_ db: Database) throws -> UInt64 {
        UInt64(clamping: try Int64.fetchOne(db, sql: "SELECT changes FROM state") ?? 0)
    }

    static func checkRoom(
        _ sql: String, _ arguments: StatementArguments, _ what: String, _ max: Int, _ db: Database
    ) throws {
        guard try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0 < max else {
            throw NoticeError.tooMany(what: what, max: max)
        }
    }

    // MARK: How far the logs were looked at

    /// Nil before they were looked at for the first time.
    package func frontier() throws -> ViewFrontier? {
        try database.read { db in
            guard try Bool.fetchOne(db, sql: "SELECT begun FROM state") == true else { return nil }
            var sizes: [LogOrigin: TreeSize] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT origin, size FROM log") {
                let text: String = try row.stored(0)
                let origin = try readingStored("a log's origin") { try LogOrigin(parsing: text) }
                sizes[origin] = try row.storedNumber(1)
            }
            return ViewFrontier(sizes)
        }
    }

    /// Raises what is new and moves the frontier, all or nothing: a notice is raised exactly once, wherever the node
    /// is stopped.
    ///
    /// - Parameters:
    ///   - found: subscriptions with what each is told; one notice for each subscriber and source.
    ///   - frontier: how far the logs were looked at with this; logs that are not named stay.
    ///   - changes: of the subscriptions that were looked at.
    /// - Returns: how many.
    /// - Throws: `NoticeError.changedMeanwhile`.
    @discardableResult
    package func raise(
        _ found: [(subscription: Subscription, source: NoticeSource)],
        frontier: [LogOrigin: TreeSize], changes: UInt64, at now: UInt64
    ) throws -> Int {
        try database.write { db in
            guard try Self.changes(db) == changes else { throw NoticeError.changedMeanwhile }
            var raised = 0
            var touched: Set<Subscriber> = []
            var isNew: [String: Int64] = [:]
            for (subscription, source) in found {
                let key = "\(subscription.subscriber) \(source)"
                if isNew[key] == nil {
                    guard
                        let number = try Self.insert(
                            source, for: subscription.subscriber, subscription: subscription.id,
                            at: now, db)
                    else { continue }
                    isNew[key] = number
                    touched.insert(subscription.subscriber)
                    raised += 1
                }
                guard let number = isNew[key] else { continue }
                try Self.address(number, as: subscription, db)
            }
            for subscriber in touched { try Self.trim(subscriber, db) }
            for (origin, size) in frontier {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO log (origin, size) VALUES (?, ?)",
                    arguments: [origin.description, Int64(clamping: size)])
            }
            try db.execute(sql: "UPDATE state SET begun = 1")
            return raised
        }
    }

    /// - Returns: its number; nil where that subscriber was told of it before.
    static func insert(
        _ source: NoticeSource, for subscriber: Subscriber, subscription: UInt64?,
        at now: UInt64, _ db: Database
    ) throws -> Int64? {
        if case .clock = source, try !note(told: source, to: subscriber, db) { return nil }
        let insert = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO notice (subscriber, source, subscription, raisedAt, byMail)
                VALUES (?, ?, ?, ?, 0)
                """)
        try insert.execute(arguments: [
            subscriber.description, source.description, subscription.map { Int64($0) }, Int64(now),
        ])
        return db.changesCount > 0 ? db.lastInsertedRowID : nil
    }

    /// Where it goes beside the inbox.
    private static func address(
        _ number: Int64, as subscription: Subscription, _ db: Database
    ) throws {
        if subscription.byMail {
            try db.cachedStatement(
                sql: """
                    UPDATE notice SET byMail = 1 WHERE number = ?1 AND EXISTS
                        (SELECT 1 FROM setting WHERE subscriber = ?2 AND pace <> 'off')
                    """
            ).execute(arguments: [number, subscription.subscriber.description])
        }
        if let webhook = subscription.webhook {
            // At a receiver that fails it waits as long as the others.
            try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO delivery (notice, webhook, attempts, nextAt)
                    SELECT ?1, id, 0,
                        CASE WHEN failingSince IS NULL THEN 0 ELSE coalesce((
                            SELECT min(waiting.nextAt) FROM delivery AS waiting
                            WHERE waiting.webhook = webhook.id), 0) END
                    FROM webhook WHERE id = ?2
                    """
            ).execute(arguments: [number, Int64(clamping: webhook)])
        }
    }

    private static func trim(_ subscriber: Subscriber, _ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM notice WHERE subscriber = ?1 AND number <= (
                    SELECT number FROM notice WHERE subscriber = ?1
                    ORDER BY number DESC LIMIT 1 OFFSET \(NoticeLimits.keptMax))
                """, arguments: [subscriber.description])
    }

    /// Those that are too old, and what was to be done with them.
    @discardableResult
    package func removeOld(at now: UInt64) throws -> Int {
        try database.write { db in
            let age = NoticeLimits.keptMilliseconds
            try db.execute(
                sql: "DELETE FROM notice WHERE raisedAt < ?",
                arguments: [Int64(now > age ? now - age : 0)])
            return db.changesCount
        }
    }
}
