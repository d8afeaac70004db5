import GS1
import Testing

@Suite struct GTINTests {
    @Test(
        "a GTIN of each length is one 14-digit number",
        arguments: [
            ("96385074", "00000096385074"), ("614141123452", "00614141123452"),
            ("4006381333931", "04006381333931"), ("10614141123459", "10614141123459"),
        ])
    func lengths(text: String, digits14: String) throws {
        let gtin = try GTIN(parsing: text)
        #expect(gtin.digits14 == digits14)
        #expect(gtin.shortest == text)
        #expect(try GTIN(parsing: digits14) == gtin)
    }

    @Test(
        "a GTIN of another length or with anything but digits is refused",
        arguments: [
            "", "9638507", "963850745", "00000000096385074", "9638507a", "９６３８５０７４", " 96385074",
        ])
    func refusals(text: String) {
        #expect(throws: GS1Error.self) { try GTIN(parsing: text) }
    }

    @Test("a wrong check digit is refused, and the error says which one is right")
    func wrongCheckDigit() {
        #expect(
            throws: GS1Error.gtinCheckDigit(found: 2, expected: 1, gtin: "4006381333932")
        ) { try GTIN(parsing: "4006381333932") }
    }

    @Test("the indicator digit of a case does not hide whose prefix it is")
    func indicator() throws {
        let prefix = try CompanyPrefix(parsing: "0614141")
        #expect(prefix.covers(try GTIN(parsing: "614141123452")))
        #expect(prefix.covers(try GTIN(parsing: "10614141123459")))
        #expect(!prefix.covers(try GTIN(parsing: "4006381333931")))
    }

    @Test("a GTIN-8 is matched whole, and by no company prefix")
    func gtin8() throws {
        let gtin = try GTIN(parsing: "96385074")
        #expect(try CompanyPrefix(parsing: "0000096385074").covers(gtin))
        #expect(try !CompanyPrefix(parsing: "9638507").covers(gtin))
        // A case of it, whose check digit is another.
        let cased = try GTIN(parsing: "10000096385071")
        #expect(try CompanyPrefix(parsing: "0000096385074").covers(cased))
        #expect(try !CompanyPrefix(parsing: "0000012345670").covers(cased))
        #expect(throws: GS1Error.self) { try CompanyPrefix(parsing: "0000096385075") }
        #expect(throws: GS1Error.self) { try CompanyPrefix(parsing: "0000") }
        #expect(throws: GS1Error.self) { try CompanyPrefix(parsing: "000009638") }
    }

    @Test("two prefixes overlap exactly when one begins the other")
    func overlaps() throws {
        let prefix = try CompanyPrefix(parsing: "0614141")
        #expect(prefix.overlaps(try CompanyPrefix(parsing: "06141411")))
        #expect(prefix.overlaps(try CompanyPrefix(parsing: "0614")))
        #expect(!prefix.overlaps(try CompanyPrefix(parsing: "0614142")))
    }
}
