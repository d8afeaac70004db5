import Accounts
import Notices
import Testing

@Suite struct AccountApplicationTests {
    private func application(
        organisation: String = "Verel", email: String = "A@Verel.example", country: String = "FR",
        isAgent: Bool = false, rights: [AccountRight]? = nil
    ) throws -> AccountApplication {
        try AccountApplication(
            organisation: organisation, email: email, country: country, isAgent: isAgent,
            rights: rights ?? [SampleAccounts.right("1")])
    }

    @Test(
        "an application is kept as it was written, but for spaces around and the case of the address"
    )
    func reading() throws {
        let read = try application(organisation: "  薇蕾 SA ")
        #expect(read.organisation == "薇蕾 SA")
        #expect(read.email.text == "a@verel.example")
        #expect(try application(isAgent: true, rights: []).rights.isEmpty)
    }

    @Test(
        "a name with what nobody sees, of two lines, empty or too long is refused",
        arguments: [
            "", "   ", "a\nb", "a\u{202E}b", "a\u{0}b", "a\u{200B}b", "a\u{1B}[2J", "\u{E000}",
            String(repeating: "x", count: 201), String(repeating: "薇", count: 67),
        ])
    func hostileNames(name: String) {
        #expect(throws: AccountError.text(.organisation, bytesMax: 200)) {
            try application(organisation: name)
        }
        #expect(throws: AccountError.text(.client, bytesMax: 200)) {
            try AccountClient(
                name: name,
                authorisation: Authorisation(document: SampleAccounts.document, until: 1),
                rights: [])
        }
    }

    @Test(
        "an address that could be more than one, or another header, is refused",
        arguments: [
            "", "a", "a@", "@b", "a@b@c", "a@b.example,c@d.example",
            "a@b.example\nBcc: c@d.example",
            "-f@b.example", "<a@b.example>", "a b@c.example", "ä@b.example",
            "desk@ve\u{212a}el.example", "\u{212a}ai@b.example",
            String(repeating: "a", count: 250) + "@b.example",
        ])
    func hostileAddresses(address: String) {
        #expect(throws: AccountError.email) { try application(email: address) }
    }

    @Test(
        "a country is two upper-case letters",
        arguments: ["", "F", "fr", "FRA", "F1", "ФР", "F\u{301}R"])
    func countries(code: String) {
        #expect(throws: AccountError.country(found: code)) { try application(country: code) }
    }

    @Test("rights are read one a line, each once, a hundred at most")
    func rights() throws {
        let read = try AccountRight.list("EM 018012345\r\n\n  us/1,234,567 \nWO\t12\n")
        #expect(read.map(\.key) == ["EM/018012345", "US/1234567", "WO/12"])
        #expect(throws: AccountError.rightTwice("EM/18")) {
            try AccountRight.list("EM 18\nEM 1-8")
        }
        for wrong in ["EM", "EMX 18", "E 18", "EM ---", "18", "EM \u{202E}18"] {
            #expect(throws: AccountError.self, "\(wrong)") { try AccountRight.list(wrong) }
        }
        let many = (0...AccountLimits.rightsMax).map { "EM \($0)" }.joined(separator: "\n")
        #expect(throws: AccountError.tooMany(what: "rights", max: AccountLimits.rightsMax)) {
            try AccountRight.list(many)
        }
        #expect(throws: AccountError.rightsMissing) { try application(rights: []) }
    }
}
