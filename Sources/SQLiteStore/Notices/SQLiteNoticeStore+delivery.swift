import AllianceNames
import FoundationEssentials
import GRDB
package import Notices

/// What is still on its way. A row goes when the receiver has what it stands for, so that a crash may send something
/// twice, under the same name, and loses nothing.
extension SQLiteNoticeStore {
    // MARK: Webhooks

    package func webhooks(of subscriber: Subscriber) throws -> [Webhook] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(NoticeRows.webhookColumns) FROM webhook WHERE subscriber = ? ORDER BY id
                    """, arguments: [subscriber.description]
            ).map { try NoticeRows.webhook($0) }
        }
    }

    static func webhook(
        _ id: UInt64, of subscriber: Subscriber, _ db: Database
    ) throws -> Webhook {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT \(NoticeRows.webhookColumns) FROM webhook WHERE id = ? AND subscriber = ?",
            arguments: [Int64(clamping: id), subscriber.description])
        guard let row else { throw NoticeError.notThere }
        return try NoticeRows.webhook(row)
    }

    /// - Throws: `NoticeError.tooMany`.
    package func addWebhook(
        of subscriber: Subscriber, at address: WebhookAddress, secret: WebhookSecret,
        keepsQuietHours: Bool, now: UInt64
    ) throws -> Webhook {
        try database.write { db in
            try Self.addWebhook(
                of: subscriber, at: address, secret: secret, keepsQuietHours: keepsQuietHours,
                now: now, db)
        }
    }

    /// The same for a request with a key, once.
    ///
    /// - Returns: also what an earlier request with this key set up.
    /// - Throws: `KeyedMakingError`; `NoticeError.notThere` where what it set up is gone.
    package func addWebhook(
        of subscriber: Subscriber, at address: WebhookAddress, secret: WebhookSecret,
        keepsQuietHours: Bool, for request: KeyedMaking
    ) throws -> (webhook: Webhook, isAgain: Bool) {
        try database.write { db -> (webhook: Webhook, isAgain: Bool) in
            if let made = try KeyedRows.made(by: request, db) {
                guard let id = UInt64(made) else { throw NoticeError.notThere }
                return (try Self.webhook(id, of: subscriber, db), true)
            }
            let webhook = try Self.addWebhook(
                of: subscriber, at: address, secret: secret, keepsQuietHours: keepsQuietHours,
                now: request.at, db)
            try KeyedRows.note(String(webhook.id), by: request, db)
            return (webhook, false)
        }
    }

    private static func addWebhook(
        of subscriber: Subscriber, at address: WebhookAddress, secret: WebhookSecret,
        keepsQuietHours: Bool, now: UInt64, _ db: Database
    ) throws -> Webhook {
        try checkRoom(
            "SELECT count(*) FROM webhook WHERE subscriber = ?", [subscriber.description],
            "webhooks of yours", NoticeLimits.webhooksOfOneMax, db)
        try db.execute(
            sql: """
                INSERT INTO webhook (subscriber, address, secret, keepsQuietHours, createdAt)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                subscriber.description, address.description, Data(secret.bytes),
                keepsQuietHours, Int64(now),
            ])
        return try webhook(UInt64(db.lastInsertedRowID), of: subscriber, db)
    }

    /// Subscriptions that named it stay, for the inbox.
    /// - Throws: `NoticeError.notThere`.
    package func removeWebhook(_ id: UInt64, of subscriber: Subscriber) throws {
        try database.write { db in
            _ = try Self.webhook(id, of: subscriber, db)
            try db.execute(
                sql: "UPDATE subscription SET webhook = NULL WHERE webhook = ?",
                arguments: [Int64(clamping: id)])
            try db.execute(
                sql: "DELETE FROM webhook WHERE id = ?", arguments: [Int64(clamping: id)])
            try Self.countChange(db)
        }
    }

    /// Goes on with one that was turned off: what has waited is sent.
    /// - Throws: `NoticeError.notThere`.
    package func turnOn(_ id: UInt64, of subscriber: Subscriber) throws {
        try database.write { db in
            _ = try Self.webhook(id, of: subscriber, db)
            try db.execute(
                sql: """
                    UPDATE webhook SET offSince = NULL, failingSince = NULL, lastFailure = NULL
                    WHERE id = ?
                    """, arguments: [Int64(clamping: id)])
            try db.execute(
                sql: "UPDATE delivery SET nextAt = 0, attempts = 0 WHERE webhook = ?",
                arguments: [Int64(clamping: id)])
        }
    }

    /// What is due, at most `limit` of each webhook, in the order of raising.
    package func dueDeliveries(at now: UInt64, ofEach limit: Int) throws -> [[WebhookDelivery]] {
        try database.read { db in
            let ids = try Int64.fetchAll(
                db,
                sql: """
                    SELECT id FROM webhook WHERE offSince IS NULL AND EXISTS
                        (SELECT 1 FROM delivery WHERE webhook = webhook.id AND nextAt <= ?)
                    ORDER BY id
                    """, arguments: [Int64(now)])
            return try ids.map { id in
                let webhook = try Row.fetchOne(
                    db, sql: "SELECT \(NoticeRows.webhookColumns) FROM webhook WHERE id = ?",
                    arguments: [id]
                ).map { try NoticeRows.webhook($0) }
                guard let webhook else { return [] }
                return try Row.fetchAll(
                    db,
                    sql: """
                        SELECT \(NoticeRows.noticeColumns), attempts FROM delivery
                        JOIN notice ON notice.number = delivery.notice
                        WHERE delivery.webhook = ? AND nextAt <= ? ORDER BY notice LIMIT ?
                        """, arguments: [id, Int64(now), limit]
                ).map {
                    WebhookDelivery(
                        notice: try NoticeRows.notice($0), webhook: webhook,
                        attempts: Int(clamping: try $0.storedNumber(6)))
                }
            }
        }
    }

    package func settle(
        _ delivery: WebhookDelivery, _ outcome: DeliveryOutcome, at now: UInt64
    ) throws {
        let (notice, id) = (Int64(delivery.notice.number), Int64(delivery.webhook.id))
        try database.write { db in
            switch outcome {
            case .dropped, .done:
                try db.execute(
                    sql: "DELETE FROM delivery WHERE notice = ? AND webhook = ?",
                    arguments: [notice, id])
                guard outcome == .done else { return }
                try db.execute(
                    sql: "UPDATE webhook SET failingSince = NULL, lastFailure = NULL WHERE id = ?",
                    arguments: [id])
            case .postponed(let until):
                try db.execute(
                    sql: "UPDATE delivery SET nextAt = ? WHERE notice = ? AND webhook = ?",
                    arguments: [Int64(clamping: until), notice, id])
            case .failed(let reason, let next):
                try db.execute(
                    sql: """
                        UPDATE delivery SET nextAt = ?, attempts = attempts + 1
                        WHERE notice = ? AND webhook = ?
                        """, arguments: [Int64(clamping: next), notice, id])
                // It is the receiver that fails: nothing else is tried there before.
                try db.execute(
                    sql: "UPDATE delivery SET nextAt = max(nextAt, ?) WHERE webhook = ?",
                    arguments: [Int64(clamping: next), id])
                try Self.note(reason, id, now, db)
            case .givenUp(let reason):
                try Self.note(reason, id, now, db)
                try db.execute(
                    sql: "UPDATE webhook SET offSince = ? WHERE id = ? AND offSince IS NULL",
                    arguments: [Int64(now), id])
                guard db.changesCount > 0 else { return }
                _ = try Self.insert(
                    .webhookOff(delivery.webhook.id, at: now), for: delivery.webhook.subscriber,
                    subscription: nil, at: now, db)
            }
        }
    }

    /// Of what is kept of a failure. All that this program says itself fits (`WebhookFailure(keptAs:host:)` knows it
    /// again), also of the longest host; what a receiver says may be of any length.
    private static let failureBytesMax = 400

    private static func note(_ reason: String, _ id: Int64, _ now: UInt64, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE webhook SET lastFailure = ?, failingSince = coalesce(failingSince, ?)
                WHERE id = ?
                """, arguments: [reason.cut(toBytes: failureBytesMax), Int64(now), id])
    }

    // MARK: Mail

    /// Whom something waits for, with the settings and the time of its oldest notice.
    package func waitingForMail() throws -> [WaitingMail] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT subscriber, min(raisedAt), count(*) FROM notice WHERE byMail = 1
                    GROUP BY subscriber
                    """
            ).map { row in
                let subscriber = try NoticeRows.subscriber(row, 0)
                let (settings, mailedAt) = try Self.settings(of: subscriber, db)
                return WaitingMail(
                    subscriber: subscriber, settings: settings,
                    oldest: try row.storedNumber(1), mailedAt: mailedAt,
                    count: Int(clamping: try row.storedNumber(2)))
            }
        }
    }

    /// The newest of those that wait, and the number of the last.
    package func noticesToMail(to subscriber: Subscriber, limit: Int) throws -> [Notice] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(NoticeRows.noticeColumns) FROM notice
                    WHERE subscriber = ? AND byMail = 1 ORDER BY number DESC LIMIT ?
                    """, arguments: [subscriber.description, limit]
            ).map(NoticeRows.notice)
        }
    }

    package func mailed(
        _ subscriber: Subscriber, upTo number: UInt64, at now: UInt64
    ) throws {
        try database.write { db in
            try db.execute(
                sql: """
                    UPDATE notice SET byMail = 0
                    WHERE subscriber = ? AND byMail = 1 AND number <= ?
                    """, arguments: [subscriber.description, Int64(clamping: number)])
            try db.execute(
                sql: "UPDATE setting SET mailedAt = ? WHERE subscriber = ?",
                arguments: [Int64(now), subscriber.description])
        }
    }
}

/// Mail that somebody is to be sent.
package struct WaitingMail: Hashable, Sendable {
    package let subscriber: Subscriber
    package let settings: DeliverySettings
    /// Milliseconds since 1970.
    package let oldest: UInt64
    /// 0 for never.
    package let mailedAt: UInt64
    package let count: Int
}
