package import MergedView
package import Notices
package import SignIn
package import Statements

/// What the desk asks its node about somebody's subscriptions and notices. Calls that change something are durable
/// when they return.
///
/// - Throws: `NoticeError`, shown to who asks.
package protocol DeskNotices: Sendable {
    /// Up to `NoticeLimits.countedMax`.
    func unreadCount(of subscriber: Subscriber) async throws -> Int

    /// The newest first, before a number.
    func inbox(
        of subscriber: Subscriber, as asker: Asker, before number: UInt64?, limit: Int
    ) async throws -> NoticePage

    /// The oldest first, behind a number.
    func news(
        of subscriber: Subscriber, as asker: Asker, after number: UInt64, isUnread: Bool, limit: Int
    ) async throws -> NoticePage

    /// - Parameter upTo: also all before it.
    /// - Returns: how many were unread.
    func markRead(_ number: UInt64, andBefore upTo: Bool, of subscriber: Subscriber) async throws
        -> Int

    func account(of subscriber: Subscriber) async throws -> NoticeAccount

    /// - Parameter leavingKnown: where that thing is followed already, nothing changes, and this is that
    ///   subscription; else it is told from now on as is said here.
    func subscribe(
        _ subscriber: Subscriber, to topic: Topic, byMail: Bool, webhook: UInt64?,
        leavingKnown: Bool
    ) async throws -> Subscription

    func unsubscribe(_ id: UInt64, of subscriber: Subscriber) async throws

    /// - Returns: with the secret, which is told this once.
    func addWebhook(
        of subscriber: Subscriber, at address: String, keepsQuietHours: Bool
    ) async throws -> Webhook

    /// The same, once for a request with a key.
    ///
    /// - Returns: also one that an earlier request with this key set up, with its secret.
    /// - Throws: `PeerProblem` for a key that came with another request; `NoticeError.notThere` where what it set
    ///   up is gone.
    func addWebhook(
        of subscriber: Subscriber, at address: String, keepsQuietHours: Bool,
        for request: KeyedRequest?
    ) async throws -> (webhook: Webhook, isAgain: Bool)

    func removeWebhook(_ id: UInt64, of subscriber: Subscriber) async throws

    func turnOn(_ id: UInt64, of subscriber: Subscriber) async throws

    func set(_ settings: DeliverySettings, of subscriber: Subscriber) async throws
}

/// Some notices, as their reader may see them now.
package struct NoticePage: Sendable {
    package let notices: [ShownNotice]
    /// Whether there are more in the direction of the list.
    package let hasMore: Bool

    package init(notices: [ShownNotice], hasMore: Bool) {
        self.notices = notices
        self.hasMore = hasMore
    }
}

/// A notice with what it is about, looked up at this moment for one reader.
package struct ShownNotice: Sendable {
    package enum Content: Hashable, Sendable {
        case statement(ShownStatement)
        case clock(ClockReading)
        case webhookOff(address: String?)
        /// It was erased, or the reader may not see it any more.
        case gone
    }

    package let notice: Notice
    package let content: Content
    /// What it was raised for; nil where that is not subscribed to any more.
    package let topic: Topic?

    package init(notice: Notice, content: Content, topic: Topic?) {
        self.notice = notice
        self.content = content
        self.topic = topic
    }
}

/// A statement as a notice tells of it.
package struct ShownStatement: Hashable, Sendable {
    package static let indicatorsMax = 8
    package static let ownMarksMax = 16

    package let dot: StatementDot
    package let kind: EntryKind
    /// What it is about, the first of them.
    package let indicators: [Indicator]
    package let marking: TLP
    package let standing: Standing
    /// Milliseconds since 1970.
    package let issuedAt: UInt64
    /// This member's own marks in another's report, with where and by which rules; the surest first.
    package let ownMarks: [OwnMarkMatch]
    /// That it speaks of, the first of them.
    package let complaints: [EntryReference]

    package init(
        dot: StatementDot, kind: EntryKind, indicators: [Indicator], marking: TLP,
        standing: Standing, issuedAt: UInt64, ownMarks: [OwnMarkMatch] = [],
        complaints: [EntryReference] = []
    ) {
        self.dot = dot
        self.kind = kind
        self.indicators = Array(indicators.prefix(Self.indicatorsMax))
        self.marking = marking
        self.standing = standing
        self.issuedAt = issuedAt
        self.ownMarks = Array(ownMarks.prefix(Self.ownMarksMax))
        self.complaints = Array(complaints.prefix(Self.indicatorsMax))
    }
}

/// All that somebody has set up.
package struct NoticeAccount: Sendable {
    package let subscriptions: [Subscription]
    package let webhooks: [Webhook]
    package let settings: DeliverySettings
    /// Whether this node takes webhooks, and sends mail.
    package let takesWebhooks: Bool
    package let sendsMail: Bool
    /// Where mail goes; nil where this member's list has no address.
    package let mailAddress: String?

    package init(
        subscriptions: [Subscription], webhooks: [Webhook], settings: DeliverySettings,
        takesWebhooks: Bool, sendsMail: Bool, mailAddress: String?
    ) {
        self.subscriptions = subscriptions
        self.webhooks = webhooks
        self.settings = settings
        self.takesWebhooks = takesWebhooks
        self.sendsMail = sendsMail
        self.mailAddress = mailAddress
    }
}
