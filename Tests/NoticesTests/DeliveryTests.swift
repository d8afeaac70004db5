import Notices
import Testing
import TransparencyLog

@Suite struct DeliveryTests {
    private static let hour: UInt64 = 3_600_000
    /// Berlin in winter.
    private static var berlin: QuietHours.Offset { { _ in 3_600 } }
    /// 2026-11-26T00:00:00Z.
    private static let midnight: UInt64 = 1_795_651_200_000

    @Test("quiet hours are by the clock on the person's wall, over midnight too")
    func quiet() throws {
        let night = try QuietHours(from: 22 * 60, to: 7 * 60)
        // 21:30 UTC is 22:30 there.
        let late = Self.midnight + 21 * Self.hour + Self.hour / 2
        #expect(night.contains(late, Self.berlin))
        #expect(!night.contains(late, { _ in 0 }))
        #expect(night.end(at: late, Self.berlin) == Self.midnight + 30 * Self.hour)
        let early = Self.midnight + 3 * Self.hour
        #expect(night.end(at: early, Self.berlin) == Self.midnight + 6 * Self.hour)
        // Neither the first minute nor the last is forgotten.
        #expect(night.contains(Self.midnight + 21 * Self.hour, Self.berlin))
        #expect(!night.contains(Self.midnight + 6 * Self.hour, Self.berlin))
        #expect(
            night.end(at: Self.midnight + 12 * Self.hour, Self.berlin)
                == Self.midnight + 12 * Self.hour)
        let noon = try QuietHours(from: 12 * 60, to: 13 * 60)
        #expect(noon.contains(Self.midnight + 11 * Self.hour, Self.berlin))
        #expect(!noon.contains(Self.midnight + 12 * Self.hour, Self.berlin))
        #expect(throws: NoticeError.quietHours) { try QuietHours(from: 60, to: 60) }
        #expect(throws: NoticeError.quietHours) { try QuietHours(from: 0, to: 1_440) }
    }

    @Test("quiet hours end at the right minute on the day on which the clock is put forward")
    func summer() throws {
        // Berlin, 2026-03-29: at 01:00 UTC from +1 to +2.
        let change: UInt64 = 1_774_746_000_000
        let offset: QuietHours.Offset = { $0 < change ? 3_600 : 7_200 }
        let night = try QuietHours(from: 22 * 60, to: 7 * 60)
        // 23:00 the evening before; 07:00 summer time is 05:00 UTC.
        let evening = change - 3 * Self.hour
        #expect(night.end(at: evening, offset) == change + 4 * Self.hour)
        // 02:30 is not there that night: half an hour after the clock is put forward, and not a day later.
        let short = try QuietHours(from: 22 * 60, to: 2 * 60 + 30)
        let before = change - Self.hour / 6
        #expect(short.end(at: before, offset) == change + Self.hour / 2)
    }

    @Test(
        "times of day are read in one spelling",
        arguments: ["7:00", "24:00", "07:60", "0700", "-1:00", "07:00:00", "+7:00", ""])
    func minutes(_ text: String) {
        #expect(QuietHours.minutes(text) == nil)
        #expect(QuietHours.minutes("07:05") == 425)
        #expect(QuietHours.text(425) == "07:05")
    }

    @Test("mail is due at once, at the full hour or at eight, and never in quiet hours")
    func mail() throws {
        let now = Self.midnight + 9 * Self.hour + 600_000
        func due(_ pace: DeliverySettings.Pace, last: UInt64 = 0, quiet: QuietHours? = nil)
            -> UInt64?
        {
            DeliverySettings(pace: pace, quiet: quiet).mailDue(
                oldest: now, last: last, at: now, Self.berlin)
        }
        #expect(due(.off) == nil)
        #expect(due(.immediately) == now)
        #expect(due(.immediately, last: now - 60_000) == now + 240_000)
        #expect(due(.hourly) == Self.midnight + 10 * Self.hour)
        // Eight there is seven UTC, tomorrow.
        #expect(due(.daily) == Self.midnight + 31 * Self.hour)
        let morning = try QuietHours(from: 10 * 60, to: 12 * 60)
        #expect(due(.immediately, quiet: morning) == Self.midnight + 11 * Self.hour)
        #expect(due(.hourly, quiet: morning) == Self.midnight + 11 * Self.hour)
        // What became due long ago is not sent in the quiet hours of today either.
        let settings = DeliverySettings(pace: .hourly, quiet: morning)
        #expect(
            settings.mailDue(oldest: now - 9 * Self.hour, last: 0, at: now, Self.berlin)
                == Self.midnight + 11 * Self.hour)
    }

    @Test(
        "the full hour is that of one's own clock",
        arguments: [(19_800, 30), (20_700, 15), (-12_600, 30), (-3_600, 0)])
    func hours(ahead: Int, minute: UInt64) {
        for past in [0, 1, 14 * 60_000, 29 * 60_000 + 59_999, 45 * 60_000] as [UInt64] {
            let now = Self.midnight + 9 * Self.hour + past
            let due = DeliverySettings(pace: .hourly).mailDue(oldest: now, last: 0, at: now) { _ in
                ahead
            }
            let same = Self.midnight + 9 * Self.hour + minute * 60_000
            #expect(due == (same > now ? same : same + Self.hour))
        }
    }

    @Test("retries come later and later, with jitter, and end after days of failure")
    func retries() {
        let schedule = RetrySchedule.standard
        var generator = SystemRandomNumberGenerator()
        var last: UInt64 = 0
        for attempts in 1...12 {
            let delay = schedule.delays[min(attempts, schedule.delays.count) - 1]
            var seen: Set<UInt64> = []
            for _ in 0..<64 {
                let next = schedule.next(after: attempts, at: 1_000, using: &generator)
                #expect((1_000 + delay * 4 / 5...1_000 + delay * 6 / 5).contains(next))
                seen.insert(next)
            }
            #expect(seen.count > 1)
            #expect(delay >= last)
            last = delay
        }
        #expect(schedule.next(after: 1, at: 0, askedSeconds: 60, using: &generator) == 60_000)
        #expect(schedule.next(after: 1, at: 0, askedSeconds: .max, using: &generator) == 86_400_000)
        let days: UInt64 = 5 * 86_400_000
        #expect(!schedule.isGivenUp(failingSince: 1_000, at: days + 999))
        #expect(schedule.isGivenUp(failingSince: 1_000, at: days + 1_000))
        #expect(!schedule.isGivenUp(failingSince: 1_000, at: 0))
    }

    @Test("a webhook goes to https at a host that is allowed, in any spelling of it")
    func hosts() throws {
        let allowed = try #require(
            AllowedHosts(parsing: "hooks.example, 127.0.0.1:8443,[::1]:9000"))
        for address in [
            "https://hooks.example/a?b=c", "https://HOOKS.example:443/", "https://hooks.example",
            "https://127.0.0.1:8443/x", "https://[::1]:9000/",
        ] {
            try allowed.check(WebhookAddress(parsing: address))
        }
        for address in [
            "https://other.example/", "https://hooks.example:8443/", "https://127.0.0.1/",
            "https://hooks.example.evil.example/", "https://127.0.0.1:8444/", "https://[::1]/",
            "https://localhost/", "https://169.254.169.254/latest",
        ] {
            let parsed = try WebhookAddress(parsing: address)
            #expect(throws: NoticeError.webhookHost(parsed.authority), "\(address)") {
                try allowed.check(parsed)
            }
        }
        for address in [
            "http://hooks.example/", "https://", "https://a@hooks.example/",
            "https://hooks.example#",
            "https://hooks.example\\@evil.example/", "https://hooks.example:/",
            "ftp://hooks.example",
            "https://hooks.example:0443/", "https://hooks.example:+443/", "https://ho oks.example/",
            "https://hooks.example/\r\nx", "https://[::1", "https://hooks.example:70000/", "",
            "https://evil.example:443:443/", "https://[::1].evil.example/",
            "https://hooks.example/" + String(repeating: "a", count: WebhookAddress.bytesMax),
        ] {
            #expect(throws: NoticeError.webhookAddress, "\(address)") {
                try WebhookAddress(parsing: address)
            }
        }
        #expect(AllowedHosts(parsing: "a,,b") == nil)
        #expect(AllowedHosts(parsing: "https://a") == nil)
        #expect(AllowedHosts().isEmpty)
    }
}
