import Testing
import TransparencyLog

@Suite struct DecimalTests {
    @Test(
        "digits without a leading zero are a number, up to 2^64 - 1",
        arguments: [
            ("0", 0), ("7", 7), ("10", 10), ("18446744073709551615", UInt64.max),
        ] as [(String, UInt64)])
    func decoded(text: String, value: UInt64) {
        #expect(Decimal.decode(text.utf8) == value)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "00", "01", "-1", "+1", " 1", "1 ", "1.0", "a", "\u{0661}",
            "18446744073709551616", "99999999999999999999", "184467440737095516150",
        ])
    func refused(text: String) {
        #expect(Decimal.decode(text.utf8) == nil)
    }
}
