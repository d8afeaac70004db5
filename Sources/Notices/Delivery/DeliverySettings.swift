/// How somebody is told, beside the inbox.
package struct DeliverySettings: Hashable, Sendable {
    /// How often mail is sent.
    package enum Pace: String, CaseIterable, Sendable {
        case off
        /// At once, but not more than one mail in five minutes.
        case immediately
        /// At each full hour of that person's clock.
        case hourly
        /// At eight in the morning.
        case daily
    }

    package static let zoneBytesMax = 64
    package static let spacingMilliseconds: UInt64 = 300_000
    static let dailyMinute = 8 * 60

    package var pace: Pace
    package var quiet: QuietHours?
    /// A name of the IANA time zone database.
    package var zone: String
    /// Of mail: the name of one of the desk's languages.
    package var language: String

    package init(
        pace: Pace = .off, quiet: QuietHours? = nil, zone: String = "UTC", language: String = "en"
    ) {
        self.pace = pace
        self.quiet = quiet
        self.zone = zone
        self.language = language
    }

    /// When a mail is due; nil for never.
    ///
    /// - Parameters:
    ///   - oldest: when the oldest notice that waits was raised, ms since 1970 as all times here.
    ///   - last: when the last mail was sent; 0 for none.
    ///   - now: a mail that is late is sent at the end of quiet hours that have begun meanwhile.
    package func mailDue(
        oldest: UInt64, last: UInt64, at now: UInt64, _ offset: QuietHours.Offset
    ) -> UInt64? {
        let due: UInt64
        switch pace {
        case .off: return nil
        case .immediately: due = max(oldest, last == 0 ? 0 : last + Self.spacingMilliseconds)
        case .hourly: due = WallTime.nextHour(after: oldest, offset)
        case .daily: due = WallTime.next(minute: Self.dailyMinute, after: oldest, offset)
        }
        let time = max(due, now)
        return quiet?.end(at: time, offset) ?? time
    }
}
