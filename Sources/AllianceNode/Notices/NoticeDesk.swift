import AllianceNames
import Foundation
import MergedView
package import NodeAPI
package import Notices
import Roster
import SQLiteStore
package import SignIn

/// Subscriptions and notices at the desk.
package final class NoticeDesk: DeskNotices {
    let node: OpenedNode
    package let keeper: NoticeKeeper
    let settings: NoticeServices
    let readers: NoticeReaders
    let calls: BlockingCalls
    let deliveries = DeliveryCounts()
    var store: SQLiteNoticeStore { keeper.store }

    init(
        node: OpenedNode, keeper: NoticeKeeper, settings: NoticeServices, readers: NoticeReaders,
        calls: BlockingCalls
    ) {
        self.node = node
        self.keeper = keeper
        self.settings = settings
        self.readers = readers
        self.calls = calls
    }

    package func unreadCount(of subscriber: Subscriber) async throws -> Int {
        try await calls.run { [store] in try store.unreadCount(of: subscriber) }
    }

    package func inbox(
        of subscriber: Subscriber, as asker: Asker, before number: UInt64?, limit: Int
    ) async throws -> NoticePage {
        try await calls.run { [self] in
            let notices = try store.notices(of: subscriber, before: number, limit: limit + 1)
            return try page(notices, of: subscriber, as: asker, limit)
        }
    }

    package func news(
        of subscriber: Subscriber, as asker: Asker, after number: UInt64, isUnread: Bool,
        limit: Int
    ) async throws -> NoticePage {
        try await calls.run { [self] in
            let notices = try store.notices(
                of: subscriber, after: number, isUnread: isUnread, limit: limit + 1)
            return try page(notices, of: subscriber, as: asker, limit)
        }
    }

    private func page(
        _ notices: [Notice], of subscriber: Subscriber, as asker: Asker, _ limit: Int
    ) throws -> NoticePage {
        NoticePage(
            notices: try shown(Array(notices.prefix(limit)), of: subscriber, as: asker),
            hasMore: notices.count > limit)
    }

    /// What each is about, as the reader may see it now. Blocks.
    func shown(
        _ notices: [Notice], of subscriber: Subscriber, as asker: Asker
    ) throws -> [ShownNotice] {
        guard !notices.isEmpty else { return [] }
        let reading = NoticeReading(
            node: node, clocks: keeper.clocks, scope: try node.scope(),
            watch: try node.ownMarkWatch().watch)
        let topics = Dictionary(
            try store.subscriptions(of: subscriber).map { ($0.id, $0.topic) },
            uniquingKeysWith: { $1 })
        let webhooks = try store.webhooks(of: subscriber)
        return try notices.map { notice in
            ShownNotice(
                notice: notice,
                content: try reading.content(of: notice, for: asker, webhooks: webhooks),
                topic: notice.subscription.flatMap { topics[$0] })
        }
    }

    package func markRead(
        _ number: UInt64, andBefore upTo: Bool, of subscriber: Subscriber
    ) async throws -> Int {
        try await calls.run { [store, node] in
            try store.markRead(number, andBefore: upTo, of: subscriber, at: node.clock.now())
        }
    }

    package func account(of subscriber: Subscriber) async throws -> NoticeAccount {
        try await calls.run { [self] in
            NoticeAccount(
                subscriptions: try store.subscriptions(of: subscriber),
                webhooks: try store.webhooks(of: subscriber),
                settings: try store.settings(of: subscriber),
                takesWebhooks: !settings.webhookHosts.isEmpty,
                sendsMail: settings.mail != nil,
                mailAddress: readers.mailAddress(of: subscriber)?.text)
        }
    }

    package func subscribe(
        _ subscriber: Subscriber, to topic: Topic, byMail: Bool, webhook: UInt64?,
        leavingKnown: Bool = false
    ) async throws -> Subscription {
        if case .member(let id) = topic, node.roster.member(id) == nil {
            throw NoticeError.notThere
        }
        return try await calls.run { [self] in
            try keeper.advance()
            return try store.subscribe(
                subscriber, to: topic, byMail: byMail, webhook: webhook,
                leavingKnown: leavingKnown, at: node.clock.now())
        }
    }

    package func unsubscribe(_ id: UInt64, of subscriber: Subscriber) async throws {
        try await calls.run { [store] in try store.unsubscribe(id, of: subscriber) }
    }

    package func addWebhook(
        of subscriber: Subscriber, at address: String, keepsQuietHours: Bool
    ) async throws -> Webhook {
        try await addWebhook(
            of: subscriber, at: address, keepsQuietHours: keepsQuietHours, for: nil
        ).webhook
    }

    package func addWebhook(
        of subscriber: Subscriber, at address: String, keepsQuietHours: Bool,
        for request: KeyedRequest?
    ) async throws -> (webhook: Webhook, isAgain: Bool) {
        let address = try WebhookAddress(parsing: address)
        try settings.webhookHosts.check(address)
        let (store, now) = (store, node.clock.now())
        return try await KeyedMaking.problems {
            try await calls.run { () throws -> (webhook: Webhook, isAgain: Bool) in
                guard let request else {
                    let webhook = try store.addWebhook(
                        of: subscriber, at: address, secret: .random(),
                        keepsQuietHours: keepsQuietHours, now: now)
                    return (webhook, false)
                }
                return try store.addWebhook(
                    of: subscriber, at: address, secret: .random(),
                    keepsQuietHours: keepsQuietHours, for: KeyedMaking(request, at: now))
            }
        }
    }

    package func removeWebhook(_ id: UInt64, of subscriber: Subscriber) async throws {
        try await calls.run { [store] in try store.removeWebhook(id, of: subscriber) }
    }

    package func turnOn(_ id: UInt64, of subscriber: Subscriber) async throws {
        try await calls.run { [store] in try store.turnOn(id, of: subscriber) }
    }

    package func set(_ settings: DeliverySettings, of subscriber: Subscriber) async throws {
        guard TimeZones.isKnown(settings.zone) else { throw NoticeError.timeZone(settings.zone) }
        try await calls.run { [store] in try store.set(settings, of: subscriber) }
    }
}

/// The time zones that the system knows.
enum TimeZones {
    static func isKnown(_ name: String) -> Bool {
        name.utf8.count <= DeliverySettings.zoneBytesMax && TimeZone(identifier: name) != nil
    }

    /// Of a zone that is not known any more, UTC.
    static func offset(_ name: String) -> QuietHours.Offset {
        let zone = TimeZone(identifier: name)
        return { time in
            zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time) / 1_000)) ?? 0
        }
    }
}
