import AllianceNames
import SignIn
import Testing

@Suite struct PersonTests {
    private func person(
        _ name: String = "Anna Weber", _ roles: Set<Role> = [.investigator], email: String? = nil
    ) throws -> Person {
        try Person(
            id: PersonID(parsing: "anna"), displayName: name, roles: roles, email: email,
            addedAt: 0)
    }

    @Test("a name is what can be seen, within its limit")
    func names() throws {
        for good in ["A", "Anna Weber", "王 小明", String(repeating: "x", count: 100)] {
            #expect(try person(good).displayName == good)
        }
        for bad in [
            "", " Anna", "Anna ", "An\nna", "An\u{202e}na", "An\u{0}na",
            String(repeating: "x", count: 101),
        ] {
            #expect(throws: SignInError.displayName(found: bad)) { try person(bad) }
        }
    }

    @Test("a person has roles of people")
    func roles() throws {
        #expect(throws: SignInError.noRole) { try person("Anna", []) }
        #expect(throws: SignInError.noRole) { try person("Anna", [.readOnlyMachine]) }
        #expect(
            try person("Anna", [.analyst, .administrator]).permissions
                == [.view, .export, .draft, .watch, .administer])
    }

    @Test("addresses are compared in lower case, and one that is none is refused")
    func emails() throws {
        #expect(try person(email: "Anna.Weber@Verel.Example").email == "anna.weber@verel.example")
        for bad in [
            "anna", "@verel.example", "anna@", "a@b@c", "an na@verel.example", "<a@b>",
            "änna@verel.example", "anna@ve\u{212a}el.example", "\u{212a}ai@verel.example",
            String(repeating: "a", count: 250) + "@b.ch",
        ] {
            #expect(throws: SignInError.self, "\(bad)") { try person(email: bad) }
        }
    }

    @Test("an issuer is an https URL, and a subject short and visible")
    func subjects() throws {
        #expect(throws: Never.self) {
            try ProviderSubject(issuer: "https://login.example/", subject: "0a-b|c")
        }
        for (issuer, subject) in [
            ("http://login.example", "a"), ("https://", "a"), ("https://login.example", ""),
            ("https://login.example", String(repeating: "a", count: 256)),
            ("https://login .example", "a"), ("https://login.example", "a\n"),
        ] {
            #expect(throws: SignInError.subject) {
                try ProviderSubject(issuer: issuer, subject: subject)
            }
        }
    }
}
