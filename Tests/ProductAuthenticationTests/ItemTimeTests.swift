import ProductAuthentication
import Testing

@Suite struct ItemTimeTests {
    @Test("what is printed is read again", arguments: [0, 7, 10, 100, 999, 1_000, Sample.now + 7])
    func roundTrip(time: UInt64) throws {
        #expect(try ItemTime.parse(ItemTime.print(time)) == time)
    }

    @Test("milliseconds show only where there are some")
    func printed() {
        #expect(ItemTime.print(Sample.now) == "2026-11-23T12:00:00Z")
        #expect(ItemTime.print(Sample.now + 70) == "2026-11-23T12:00:00.070Z")
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "2026", "2026-11-31", "2026-11-23T12:00:00", "2026-11-23T12:00:00.07Z",
            "2026-11-23T12:00:00.0x0Z", "2026-11-23 12:00:00Z",
        ])
    func refused(text: String) {
        #expect(throws: ProductAuthenticationError.time(found: text)) { try ItemTime.parse(text) }
    }
}
