/// Why something about subscriptions is refused.
package enum NoticeError: Error, Hashable, Sendable {
    case notThere
    case tooMany(what: String, max: Int)
    case hours
    case mark
    case forPersons(NoticeClock.Kind)
    /// The text is no address that a webhook may have.
    case webhookAddress
    /// Whoever runs the node has not allowed the host.
    case webhookHost(String)
    case quietHours
    case timeZone(String)
    /// Subscriptions have changed since they were read; read them again.
    case changedMeanwhile

    /// For programs and tests.
    package var keyword: String {
        switch self {
        case .notThere: "not-there"
        case .tooMany: "too-many"
        case .hours: "hours"
        case .mark: "mark"
        case .forPersons: "for-persons"
        case .webhookAddress: "webhook-address"
        case .webhookHost: "webhook-host"
        case .quietHours: "quiet-hours"
        case .timeZone: "time-zone"
        case .changedMeanwhile: "changed-meanwhile"
        }
    }
}

extension NoticeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notThere: "there is no such thing, or it is not yours"
        case .tooMany(let what, let max): "there are \(max) \(what) already; remove one"
        case .hours:
            "the hours are a whole number from \(NoticeClock.hours.lowerBound) to \(NoticeClock.hours.upperBound)"
        case .mark: "a mark is a name of 1 to 128 characters with a letter or digit"
        case .forPersons(let kind): "the clock '\(kind.rawValue)' is for persons, not for programs"
        case .webhookAddress:
            "a webhook is at https://host[:port]/path, of at most \(WebhookAddress.bytesMax) visible ASCII characters, without a name or password before the host"
        case .webhookHost(let host):
            "whoever runs this node has not allowed webhooks to '\(host)' (setting 'webhook-hosts')"
        case .quietHours: "quiet hours go from one time of day to another, written 22:00 and 07:00"
        case .timeZone(let name): "'\(name.prefix(60))' is no time zone such as Europe/Berlin"
        case .changedMeanwhile: "subscriptions have changed meanwhile"
        }
    }
}
