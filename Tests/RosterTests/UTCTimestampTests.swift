import Roster
import Testing

@Suite struct UTCTimestampTests {
    @Test(
        "known times read as their seconds and print back",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-12-31T23:59:59Z", 31_535_999),
            ("1972-02-29T12:00:00Z", 68_212_800), ("2000-02-29T00:00:00Z", 951_782_400),
            ("2000-03-01T00:00:00Z", 951_868_800), ("2026-11-23T20:15:07Z", 1_795_464_907),
            ("2100-03-01T00:00:00Z", 4_107_542_400), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, UInt64)])
    func known(text: String, seconds: UInt64) throws {
        #expect(try UTCTimestamp(parsing: text).secondsSince1970 == seconds)
        #expect(UTCTimestamp(secondsSince1970: seconds).description == text)
    }

    @Test(
        "another spelling, and a day or hour that does not exist, is refused",
        arguments: [
            "", "2026-11-23", "2026-11-23T20:15:00", "2026-11-23T20:15:00+00:00",
            "2026-11-23T20:15:00.0Z", "2026-11-23 20:15:00Z", "2026-11-23t20:15:00z",
            "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z",
            "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
            "1969-12-31T23:59:59Z", "٢٠٢٦-11-23T20:15:00Z",
        ])
    func refusals(text: String) {
        #expect(throws: RosterError.self) { try UTCTimestamp(parsing: text) }
    }

    @Test("later days print as later texts, and read back")
    func days() throws {
        var before = ""
        // Every day from 2019 to 2041, then every 97th to the end of the calendar.
        let days =
            Array(UInt64(17_897)..<26_000) + Array(stride(from: 26_000, to: 2_932_896, by: 97))
        for day in days {
            let time = UTCTimestamp(secondsSince1970: day * 86_400 + day % 86_400)
            let text = time.description
            #expect(text > before)
            #expect(try UTCTimestamp(parsing: text) == time)
            before = text
        }
    }

    @Test("milliseconds are cut, and no time lies beyond the year 9999")
    func bounds() {
        #expect(UTCTimestamp(millisecondsSince1970: 1_999).secondsSince1970 == 1)
        #expect(UTCTimestamp(secondsSince1970: .max).description == "9999-12-31T23:59:59Z")
        #expect(
            UTCTimestamp(secondsSince1970: 5).adding(days: .max).secondsSince1970
                == UTCTimestamp.secondsMax)
    }
}
