/// When somebody is not to be disturbed, by the clock on that person's wall.
package struct QuietHours: Hashable, Sendable {
    /// Minutes since midnight; from a later one to an earlier one goes over midnight.
    package let from: Int
    package let to: Int

    /// How far the wall clock is ahead of UTC at a time (ms since 1970), in seconds.
    package typealias Offset = (UInt64) -> Int

    /// - Throws: `NoticeError.quietHours`.
    package init(from: Int, to: Int) throws(NoticeError) {
        guard (0..<1_440).contains(from), (0..<1_440).contains(to), from != to else {
            throw .quietHours
        }
        self.from = from
        self.to = to
    }

    /// Reads `22:00`.
    package static func minutes(_ text: some StringProtocol) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }),
            text.utf8.allSatisfy({
                $0 == UInt8(ascii: ":") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }),
            let hour = Int(String(decoding: parts[0], as: UTF8.self)),
            let minute = Int(String(decoding: parts[1], as: UTF8.self)), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    package static func text(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    package func contains(_ now: UInt64, _ offset: Offset) -> Bool {
        let minute = WallTime.minute(now, offset)
        return from < to ? (from..<to).contains(minute) : minute >= from || minute < to
    }

    /// When they are over; the time itself outside of them.
    package func end(at now: UInt64, _ offset: Offset) -> UInt64 {
        contains(now, offset) ? WallTime.next(minute: to, after: now, offset) : now
    }
}

/// Times of day where somebody lives.
enum WallTime {
    static let day: UInt64 = 86_400_000

    static func minute(_ now: UInt64, _ offset: QuietHours.Offset) -> Int {
        let local = Int64(clamping: now / 1_000) + Int64(offset(now))
        return Int(((local % 86_400) + 86_400) % 86_400 / 60)
    }

    private static let hour: UInt64 = 3_600_000

    /// The first time behind `now` at which the clock shows a full hour: some clocks are half an hour ahead, or a quarter.
    static func nextHour(after now: UInt64, _ offset: QuietHours.Offset) -> UInt64 {
        let ahead = UInt64((offset(now) % 3_600 + 3_600) % 3_600) * 1_000
        return ((now + ahead) / hour + 1) * hour - ahead
    }

    /// The first time behind `now` at which the clock shows that minute. Where the clock is put forward over it, the
    /// time at which it would have; where it is put back, the first of the two.
    static func next(minute: Int, after now: UInt64, _ offset: QuietHours.Offset) -> UInt64 {
        let local = Int64(clamping: now / 1_000) + Int64(offset(now))
        let midnight = local - ((local % 86_400) + 86_400) % 86_400
        for days in Int64(0)...2 {
            let wall = midnight + days * 86_400 + Int64(minute) * 60
            // The offset of the time itself, which is not known before the time is.
            let guess = UInt64(max(0, wall - Int64(offset(now)))) * 1_000
            let time = UInt64(max(0, wall - Int64(offset(guess)))) * 1_000
            if time > now { return time }
            // The clock is put forward over it from now to then.
            if guess > now { return guess }
        }
        return now + day
    }
}
