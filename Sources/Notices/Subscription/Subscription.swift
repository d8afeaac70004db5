/// That somebody wants to be told of a topic, and where beside the inbox.
package struct Subscription: Hashable, Sendable {
    package let id: UInt64
    package let subscriber: Subscriber
    package let topic: Topic
    /// Also by mail, as the subscriber's settings say when.
    package let byMail: Bool
    /// Also to one of the subscriber's webhooks.
    package let webhook: UInt64?
    /// Milliseconds since 1970.
    package let createdAt: UInt64

    package init(
        id: UInt64, subscriber: Subscriber, topic: Topic, byMail: Bool, webhook: UInt64?,
        createdAt: UInt64
    ) {
        self.id = id
        self.subscriber = subscriber
        self.topic = topic
        self.byMail = byMail
        self.webhook = webhook
        self.createdAt = createdAt
    }
}

/// How much there may be, and for how long.
package enum NoticeLimits {
    package static let subscriptionsOfOneMax = 200
    package static let subscriptionsMax = 20_000
    package static let webhooksOfOneMax = 5
    /// Of one subscriber; the oldest go.
    package static let keptMax = 10_000
    package static let keptMilliseconds: UInt64 = 90 * 86_400_000
    package static let pageMax = 200
    /// Unread ones are counted up to this.
    package static let countedMax = 1_000
    /// Statements that a retraction takes back and that are shown, of those that the reader may see; for whom it is
    /// is looked up by all of them.
    package static let takenBackShownMax = 64
}
