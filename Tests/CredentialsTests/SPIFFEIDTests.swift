import AllianceNames
import Credentials
import Testing

@Suite struct SPIFFEIDTests {
    @Test("a member's SPIFFE ID prints as it was parsed")
    func roundTrip() throws {
        let text = "spiffe://ipacc.example/member/lv-paris.2"
        let id = try SPIFFEID(parsing: text)
        #expect(id.description == text)
        #expect(id.alliance.rawValue == "ipacc.example" && id.member.rawValue == "lv-paris.2")
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "spiffe://ipacc.example", "spiffe://ipacc.example/",
            "spiffe://ipacc.example/member",
            "spiffe://ipacc.example/member/", "spiffe://ipacc.example/member/a/",
            "spiffe://ipacc.example/member/a/b", "spiffe://ipacc.example/members/a",
            "spiffe://ipacc.example/Member/a", "SPIFFE://ipacc.example/member/a",
            "spiffe://IPACC.example/member/a", "spiffe://ipacc.example/member/A",
            "spiffe://ipacc.example:1/member/a", "spiffe://u@ipacc.example/member/a",
            "spiffe://ipacc.example/member/a?q", "spiffe://ipacc.example/member/a#f",
            "spiffe://ipacc.example/member/%61", "spiffe:///member/a",
            "spiffe://ipacc.example/member/..", "spiffe://ipacc.example/member/a\u{0}",
            "spiffe://ipacc.example/member/\(String(repeating: "a", count: 64))",
        ])
    func refusals(text: String) {
        #expect(throws: CredentialsError.spiffeID(found: text)) { try SPIFFEID(parsing: text) }
    }
}
