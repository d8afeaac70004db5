import GS1
import Testing

@Suite struct ExpiryDateTests {
    @Test("both spellings of a day are one date")
    func spellings() throws {
        #expect(try ExpiryDate(parsing: "271231") == ExpiryDate(parsing: "2027-12-31"))
        #expect(try ExpiryDate(parsing: "2027-02-05").description == "270205")
    }

    @Test(
        "a day that no calendar has is refused",
        arguments: [
            "", "27123", "2712311", "271301", "270001", "270229", "270431", "27123x", "+71231",
            "2027-12-00", "2027/12/31", "1950-01-01", "2100-01-01", "27-12-31",
        ])
    func refusals(text: String) {
        #expect(throws: GS1Error.date(found: text)) { try ExpiryDate(parsing: text) }
    }

    @Test("the last of February is there in leap years")
    func leapDay() throws {
        #expect(try ExpiryDate(parsing: "280229").day == 29)
    }

    @Test(
        "the century is the one nearest to the present",
        arguments: [
            ("75", 2026, 2075), ("76", 2026, 2076), ("77", 2026, 1977), ("00", 2060, 2100),
            ("99", 2026, 1999), ("26", 2026, 2026), ("10", 2060, 2110), ("11", 2060, 2011),
        ])
    func century(yearOfCentury: String, current: Int, year: Int) throws {
        #expect(try ExpiryDate(parsing: yearOfCentury + "0101").year(seenIn: current) == year)
    }

    @Test("a year in full is one that its last two digits tell, else it would pass a century early")
    func farYears() throws {
        let now: UInt64 = 1_795_392_000_000  // 2026-11-23
        for text in ["1977-01-01", "2076-12-31", "990101"] {
            #expect(
                try ExpiryDate(parsing: text, seenAt: now) == ExpiryDate(parsing: text), "\(text)")
        }
        for text in ["1976-12-31", "2077-01-01", "2099-12-31"] {
            #expect(throws: GS1Error.year(found: text, from: 1977, to: 2076)) {
                try ExpiryDate(parsing: text, seenAt: now)
            }
        }
    }

    @Test("a product is expired from the midnight (UTC) that ends its day")
    func end() throws {
        let now: UInt64 = 1_795_392_000_000  // 2026-11-23
        #expect(try ExpiryDate(parsing: "261122").end(seenAt: now) == now)
        #expect(try ExpiryDate(parsing: "261123").end(seenAt: now) == now + 86_400_000)
        #expect(try ExpiryDate(parsing: "261100").end(seenAt: now) == 1_796_083_200_000)
        #expect(try ExpiryDate(parsing: "280200").end(seenAt: now) == 1_835_481_600_000)
    }
}
