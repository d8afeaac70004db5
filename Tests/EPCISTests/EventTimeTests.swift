import EPCIS
import Testing

@Suite struct EventTimeTests {
    @Test("printed times read back, over centuries")
    func printParse() {
        var milliseconds: Int64 = -3_000_000_000_000
        while milliseconds < 10_000_000_000_000 {
            let time = EventTime(milliseconds: milliseconds)
            #expect(EventTime(parsing: time.description) == time)
            milliseconds += 98_765_432_101
        }
        #expect(EventTime(milliseconds: 0).description == "1970-01-01T00:00:00.000Z")
        #expect(EventTime(milliseconds: 951_782_400_123).description == "2000-02-29T00:00:00.123Z")
    }

    @Test(
        "what no calendar or zone has is no time",
        arguments: [
            "", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00",
            "2026-01-01 00:00:00Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+15:00",
            "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00Zx", "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:59.9995Z",
        ])
    func refusals(text: String) { #expect(EventTime(parsing: text) == nil) }

    @Test(
        "the first and the last time that can be printed are read",
        arguments: ["0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"])
    func ends(text: String) { #expect(EventTime(parsing: text)?.description == text) }
}
