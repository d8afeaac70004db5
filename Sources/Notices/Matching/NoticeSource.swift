import AllianceNames
import CRDT
package import MergedView
package import TransparencyLog

/// What a notice is about: a reference, never a copy, so that what is erased or no longer shared is gone from
/// every inbox as well.
package enum NoticeSource: Hashable, Sendable {
    /// A statement, by its place and the hash of its leaf: another entry in its place is another.
    case statement(StatementDot, leaf: Digest)
    /// - Parameter hours: how long before or after it is told: each reminder is one of its own.
    case clock(ClockReading, hours: Int)
    /// A webhook of the subscriber was turned off after it failed for days.
    case webhookOff(UInt64, at: UInt64)

    /// Nil unless `text` is how `description` prints one.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("entry", 4):
            guard let origin = try? LogOrigin(parsing: parts[1]), let index = UInt64(parts[2]),
                let leaf = Digest(hex: parts[3])
            else { return nil }
            self = .statement(StatementDot(log: origin, index: index), leaf: leaf)
        case ("clock", 5):
            guard let kind = NoticeClock.Kind(rawValue: String(parts[1])),
                let at = UInt64(parts[2]), let hours = Int(parts[3])
            else { return nil }
            self = .clock(ClockReading(kind, subject: String(parts[4]), at: at), hours: hours)
        case ("webhook", 3):
            guard let id = UInt64(parts[1]), let at = UInt64(parts[2]) else { return nil }
            self = .webhookOff(id, at: at)
        default: return nil
        }
        guard description.utf8.elementsEqual(text.utf8) else { return nil }
    }
}

extension NoticeSource: CustomStringConvertible {
    /// One for each source: what makes a notice the same notice.
    package var description: String {
        switch self {
        case .statement(let dot, let leaf): "entry \(dot.log) \(dot.index) \(leaf.hex)"
        case .clock(let reading, let hours):
            "clock \(reading.kind.rawValue) \(reading.at) \(hours) \(reading.subject)"
        case .webhookOff(let id, let at): "webhook \(id) \(at)"
        }
    }
}

/// Something that somebody is told, once.
package struct Notice: Hashable, Sendable {
    /// Grows; never given again. Where a list goes on.
    package let number: UInt64
    package let subscriber: Subscriber
    package let source: NoticeSource
    /// The subscription that it was first raised by; nil where none was.
    package let subscription: UInt64?
    /// Milliseconds since 1970.
    package let raisedAt: UInt64
    package let readAt: UInt64?

    package init(
        number: UInt64, subscriber: Subscriber, source: NoticeSource, subscription: UInt64?,
        raisedAt: UInt64, readAt: UInt64?
    ) {
        self.number = number
        self.subscriber = subscriber
        self.source = source
        self.subscription = subscription
        self.raisedAt = raisedAt
        self.readAt = readAt
    }
}
