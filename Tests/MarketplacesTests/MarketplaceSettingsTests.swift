import AllianceNames
import Complaints
import Marketplaces
import Notices
import Statements
import Testing

@Suite struct MarketplaceSettingsTests {
    private static let rest =
        #"{"name":"bazario","kind":"rest","serves":["bazario","bazario-outlet"],"url":"https://hooks.example/t","secret":"bazario.secret","ca":"bazario-ca.pem","escalateAfterHours":5}"#
    private static let folder =
        #"{"name":"old","kind":"folder","serves":["old"],"folder":"markets/old"}"#

    private static func parse(_ entries: String...) throws -> MarketplaceSettings {
        try MarketplaceSettings(
            parsing: Array(#"{"marketplaces":[\#(entries.joined(separator: ","))]}"#.utf8))
    }

    @Test("both kinds are read")
    func read() throws {
        let settings = try Self.parse(Self.rest, Self.folder)
        #expect(settings.entries.map(\.name) == ["bazario", "old"])
        #expect(settings.entries[0].serves.map(\.rawValue) == ["bazario", "bazario-outlet"])
        #expect(settings.entries.map(\.hours) == [5, OrderSchedule.hoursUsual])
        let address = try WebhookAddress(parsing: "https://hooks.example/t")
        #expect(
            settings.entries[0].kind
                == .rest(address, secret: "bazario.secret", issuers: "bazario-ca.pem"))
        #expect(settings.entries[1].kind == .folder("markets/old"))
        #expect(try Self.parse().entries.isEmpty)
    }

    @Test("what is named twice, leads elsewhere or is not understood is refused")
    func refused() {
        #expect(throws: MarketplaceFormError.twice("old")) {
            try Self.parse(Self.folder, Self.folder)
        }
        #expect(throws: MarketplaceFormError.twice("bazario")) {
            try Self.parse(
                Self.rest,
                #"{"name":"other","kind":"folder","serves":["bazario"],"folder":"x"}"#)
        }
        for (old, new) in [
            (#""bazario.secret""#, #""../log.key""#), (#""bazario.secret""#, #""log.key""#),
            (#""bazario.secret""#, #"".secret""#), (#""bazario-ca.pem""#, #""/etc/x-ca.pem""#),
            (#""https://hooks.example/t""#, #""http://hooks.example/t""#),
            (#""https://hooks.example/t""#, #""https://hooks.example/t/""#),
            (#""https://hooks.example/t""#, #""https://hooks.example/t?a=b""#),
            (#""https://hooks.example/t""#, #""https://user@hooks.example/t""#),
            (#""kind":"rest""#, #""kind":"ftp""#), (#""kind":"rest""#, #""kind":"folder""#),
            (#""name":"bazario""#, #""name":"Bazario/..""#),
            (#""serves":["bazario","bazario-outlet"]"#, #""serves":[]"#),
            (#""escalateAfterHours":5"#, #""escalateAfterHours":0"#),
            (#""escalateAfterHours":5"#, #""escalateAfterHours":73"#),
            (#""escalateAfterHours":5"#, #""folder":"x""#),
            (#""escalateAfterHours":5"#, #""retries":5"#),
        ] {
            let text = Self.rest.replacing(old, with: new)
            #expect(text != Self.rest)
            #expect(throws: MarketplaceFormError.self, "\(new)") { try Self.parse(text) }
        }
        #expect(throws: MarketplaceFormError.missing("marketplaces")) {
            try MarketplaceSettings(parsing: Array("{}".utf8))
        }
    }
}
