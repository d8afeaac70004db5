/// A receiver of notices, as its subscriber set it up.
package struct Webhook: Hashable, Sendable {
    package let id: UInt64
    package let subscriber: Subscriber
    package let address: WebhookAddress
    package let secret: WebhookSecret
    /// Waits while its subscriber's quiet hours last.
    package let keepsQuietHours: Bool
    /// Milliseconds since 1970, as all times here.
    package let createdAt: UInt64
    /// Since when nothing was taken.
    package let failingSince: UInt64?
    /// Why, in one sentence.
    package let lastFailure: String?
    package let offSince: UInt64?

    package init(
        id: UInt64, subscriber: Subscriber, address: WebhookAddress, secret: WebhookSecret,
        keepsQuietHours: Bool, createdAt: UInt64, failingSince: UInt64? = nil,
        lastFailure: String? = nil, offSince: UInt64? = nil
    ) {
        self.id = id
        self.subscriber = subscriber
        self.address = address
        self.secret = secret
        self.keepsQuietHours = keepsQuietHours
        self.createdAt = createdAt
        self.failingSince = failingSince
        self.lastFailure = lastFailure
        self.offSince = offSince
    }
}

/// A notice on its way to a webhook.
package struct WebhookDelivery: Hashable, Sendable {
    package let notice: Notice
    package let webhook: Webhook
    /// Made so far.
    package let attempts: Int

    package init(notice: Notice, webhook: Webhook, attempts: Int) {
        self.notice = notice
        self.webhook = webhook
        self.attempts = attempts
    }

    /// The same for each attempt, so that a receiver takes it once (`webhook-id`).
    package var messageID: String { "notice-\(notice.number)-\(webhook.id)" }
}

/// What became of an attempt.
package enum DeliveryOutcome: Hashable, Sendable {
    /// The receiver has it.
    case done
    /// There is nothing left that it may be told.
    case dropped
    case postponed(until: UInt64)
    case failed(reason: String, next: UInt64)
    /// The receiver says that it is gone for good (status 410), or has failed for days.
    case givenUp(reason: String)
}
