import GRDB
package import Notices

/// What one subscriber was told.
extension SQLiteNoticeStore {
    /// - Returns: how many are unread, up to `NoticeLimits.countedMax`.
    package func unreadCount(of subscriber: Subscriber) throws -> Int {
        try database.readStatement { db in
            let query = try RawStatement(
                db,
                """
                SELECT count(*) FROM (SELECT 1 FROM notice WHERE subscriber = ?
                    AND readAt IS NULL LIMIT \(NoticeLimits.countedMax))
                """)
            query.bind(1, subscriber.description)
            defer { query.reset() }
            return try query.step() ? Int(query.integer(0)) : 0
        }
    }

    /// The newest first, before a number.
    package func notices(
        of subscriber: Subscriber, before number: UInt64? = nil, limit: Int
    ) throws -> [Notice] {
        try notices(
            "number < ? ORDER BY number DESC", subscriber,
            number.map { Int64(clamping: $0) } ?? .max,
            limit)
    }

    /// The oldest first, behind a number: for programs that fetch what is new.
    package func notices(
        of subscriber: Subscriber, after number: UInt64, isUnread: Bool = false, limit: Int
    ) throws -> [Notice] {
        try notices(
            "number > ?\(isUnread ? " AND readAt IS NULL" : "") ORDER BY number", subscriber,
            Int64(clamping: number), limit)
    }

    private func notices(
        _ condition: String, _ subscriber: Subscriber, _ number: Int64, _ limit: Int
    ) throws -> [Notice] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(NoticeRows.noticeColumns) FROM notice
                    WHERE subscriber = ? AND \(condition) LIMIT ?
                    """,
                arguments: [
                    subscriber.description, number, min(max(limit, 0), NoticeLimits.pageMax + 1),
                ]
            ).map(NoticeRows.notice)
        }
    }

    /// One that is read stays read.
    /// - Parameter upTo: also all before it; else it alone.
    /// - Returns: how many were unread.
    @discardableResult
    package func markRead(
        _ number: UInt64, andBefore upTo: Bool, of subscriber: Subscriber, at now: UInt64
    ) throws -> Int {
        try database.write { db in
            try db.execute(
                sql: """
                    UPDATE notice SET readAt = ? WHERE subscriber = ? AND readAt IS NULL
                        AND number \(upTo ? "<=" : "=") ?
                    """,
                arguments: [Int64(now), subscriber.description, Int64(clamping: number)])
            return db.changesCount
        }
    }

    // MARK: Settings

    package func settings(of subscriber: Subscriber) throws -> DeliverySettings {
        try database.read { db in try Self.settings(of: subscriber, db).settings }
    }

    static func settings(
        of subscriber: Subscriber, _ db: Database
    ) throws -> (settings: DeliverySettings, mailedAt: UInt64) {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT pace, quietFrom, quietTo, zone, language, mailedAt FROM setting
                WHERE subscriber = ?
                """, arguments: [subscriber.description])
        guard let row else { return (DeliverySettings(), 0) }
        return (try NoticeRows.settings(row), try row.storedNumber(5))
    }

    package func set(_ settings: DeliverySettings, of subscriber: Subscriber) throws {
        try database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO setting (subscriber, pace, quietFrom, quietTo, zone, language, mailedAt)
                    VALUES (?, ?, ?, ?, ?, ?, 0)
                    ON CONFLICT (subscriber) DO UPDATE SET pace = excluded.pace,
                        quietFrom = excluded.quietFrom, quietTo = excluded.quietTo,
                        zone = excluded.zone, language = excluded.language
                    """,
                arguments: [
                    subscriber.description, settings.pace.rawValue, settings.quiet?.from,
                    settings.quiet?.to, settings.zone, settings.language,
                ])
            guard settings.pace == .off else { return }
            // What waited is in the inbox, and is not sent later all at once.
            try db.execute(
                sql: "UPDATE notice SET byMail = 0 WHERE subscriber = ? AND byMail = 1",
                arguments: [subscriber.description])
        }
    }
}
