import FoundationEssentials
import GRDB
import JSON
import Notices

/// How subscriptions, notices and webhooks stand in `notices.sqlite`.
enum NoticeRows {
    static let subscriptionColumns = "id, subscriber, topic, byMail, webhook, createdAt"
    static let noticeColumns = "number, subscriber, source, subscription, raisedAt, readAt"
    static let webhookColumns = """
        id, subscriber, address, secret, keepsQuietHours, createdAt, failingSince, lastFailure, offSince
        """

    static func subscription(_ row: Row) throws -> Subscription {
        let text: String = try row.stored(2)
        guard let json = try? JSONValue(parsing: text), let topic = Topic(json) else {
            throw DatabaseError.otherForm
        }
        return Subscription(
            id: try row.storedNumber(0), subscriber: try subscriber(row, 1), topic: topic,
            byMail: try row.stored(3), webhook: try row.storedNumberIfAny(4),
            createdAt: try row.storedNumber(5))
    }

    static func notice(_ row: Row) throws -> Notice {
        let source: String = try row.stored(2)
        guard let source = NoticeSource(source) else { throw DatabaseError.otherForm }
        return Notice(
            number: try row.storedNumber(0), subscriber: try subscriber(row, 1), source: source,
            subscription: try row.storedNumberIfAny(3), raisedAt: try row.storedNumber(4),
            readAt: try row.storedNumberIfAny(5))
    }

    /// - Parameter first: the column with which its own begin.
    static func webhook(_ row: Row, from first: Int = 0) throws -> Webhook {
        let address: String = try row.stored(first + 2)
        guard let secret = WebhookSecret(bytes: try row.storedBytes(first + 3)) else {
            throw DatabaseError.otherForm
        }
        return Webhook(
            id: try row.storedNumber(first), subscriber: try subscriber(row, first + 1),
            address: try readingStored("a webhook") { try WebhookAddress(parsing: address) },
            secret: secret, keepsQuietHours: try row.stored(first + 4),
            createdAt: try row.storedNumber(first + 5),
            failingSince: try row.storedNumberIfAny(first + 6),
            lastFailure: try row.storedIfAny(first + 7),
            offSince: try row.storedNumberIfAny(first + 8))
    }

    static func settings(_ row: Row) throws -> DeliverySettings {
        let pace: String = try row.stored(0)
        guard let pace = DeliverySettings.Pace(rawValue: pace) else {
            throw DatabaseError.otherForm
        }
        var quiet: QuietHours?
        if let from = try row.storedNumberIfAny(1), let to = try row.storedNumberIfAny(2) {
            quiet = try readingStored("quiet hours") {
                try QuietHours(from: Int(clamping: from), to: Int(clamping: to))
            }
        }
        return DeliverySettings(
            pace: pace, quiet: quiet, zone: try row.stored(3), language: try row.stored(4))
    }

    static func subscriber(_ row: Row, _ column: Int) throws -> Subscriber {
        let text: String = try row.stored(column)
        guard let subscriber = Subscriber(text) else { throw DatabaseError.otherForm }
        return subscriber
    }
}
