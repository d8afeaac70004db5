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
            throw otherForm
        }
        return Subscription(
            id: try number(row, 0), subscriber: try subscriber(row, 1), topic: topic,
            byMail: try row.stored(3), webhook: try numberIfAny(row, 4),
            createdAt: try number(row, 5))
    }

    static func notice(_ row: Row) throws -> Notice {
        let source: String = try row.stored(2)
        guard let source = NoticeSource(source) else { throw otherForm }
        return Notice(
            number: try number(row, 0), subscriber: try subscriber(row, 1), source: source,
            subscription: try numberIfAny(row, 3), raisedAt: try number(row, 4),
            readAt: try numberIfAny(row, 5))
    }

    /// - Parameter first: the column with which its own begin.
    static func webhook(_ row: Row, from first: Int = 0) throws -> Webhook {
        let address: String = try row.stored(first + 2)
        guard let secret = WebhookSecret(bytes: try row.storedBytes(first + 3)) else {
            throw otherForm
        }
        return Webhook(
            id: try number(row, first), subscriber: try subscriber(row, first + 1),
            address: try readingStored("a webhook") { try WebhookAddress(parsing: address) },
            secret: secret, keepsQuietHours: try row.stored(first + 4),
            createdAt: try number(row, first + 5), failingSince: try numberIfAny(row, first + 6),
            lastFailure: try row.storedIfAny(first + 7), offSince: try numberIfAny(row, first + 8))
    }

    static func settings(_ row: Row) throws -> DeliverySettings {
        let pace: String = try row.stored(0)
        guard let pace = DeliverySettings.Pace(rawValue: pace) else { throw otherForm }
        var quiet: QuietHours?
        if let from = try numberIfAny(row, 1), let to = try numberIfAny(row, 2) {
            quiet = try readingStored("quiet hours") {
                try QuietHours(from: Int(clamping: from), to: Int(clamping: to))
            }
        }
        return DeliverySettings(
            pace: pace, quiet: quiet, zone: try row.stored(3), language: try row.stored(4))
    }

    static func subscriber(_ row: Row, _ column: Int) throws -> Subscriber {
        let text: String = try row.stored(column)
        guard let subscriber = Subscriber(text) else { throw otherForm }
        return subscriber
    }

    static func number(_ row: Row, _ column: Int) throws -> UInt64 {
        guard let number = try numberIfAny(row, column) else { throw otherForm }
        return number
    }

    static func numberIfAny(_ row: Row, _ column: Int) throws -> UInt64? {
        guard let number: Int64 = try row.storedIfAny(column) else { return nil }
        guard number >= 0 else { throw otherForm }
        return UInt64(number)
    }

    static var otherForm: DatabaseError {
        DatabaseError(
            resultCode: .SQLITE_CORRUPT, message: "a row has another form than was written")
    }
}
