import AllianceNames
import JSON
import Roster
import Testing
import TransparencyLog

@Suite struct RosterTests {
    let fixture: AllianceFixture
    init() throws { fixture = try AllianceFixture() }

    @Test("a roster prints as it was parsed, keys sorted, one final newline")
    func roundTrip() throws {
        let text = fixture.first.text
        let roster = try Roster(parsing: text)
        #expect(roster.text == text)
        #expect(text.hasSuffix("}\n") && !text.hasSuffix("\n\n"))
        let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
            .compactMap { $0.split(separator: "\"").dropFirst().first }
        #expect(keys == keys.sorted())
        #expect(keys.contains("authority"))
    }

    @Test("any order of keys and any white space reads as the same roster")
    func layout() throws {
        let spread = fixture.first.text.replacing(",", with: " ,\r\n\t")
        #expect(try Roster(parsing: spread) == Roster(parsing: fixture.first.text))
    }

    @Test(
        "fields of roster, member and channel that are not known are carried into the next roster",
        arguments: ["addition", "members.0.addition", "channels.1.addition"])
    func additionsAreCarried(path: String) throws {
        let value = JSONValue.object(["deep": .array([.number("1.50"), .null, .bool(true)])])
        let roster = try #require(try fixture.offerFirst { $0[path] = value })
        var draft = try fixture.draft(after: roster)
        try draft.endSeat(
            of: AllianceFixture.aurelle, in: AllianceFixture.luxury,
            logEnds: [
                AllianceFixture.origin(AllianceFixture.aurelle, AllianceFixture.luxury): .void
            ])
        #expect(try JSONValue(parsing: draft.finished().text)[path] == value)
    }

    @Test(
        "a field that is not known is refused where it could narrow what is granted",
        arguments: [
            "authority", "authority.keys.0", "members.0.roles.0", "members.0.logKeys.0",
            "members.0.cosignerKeys.0", "members.0.answerKeys.0", "members.0.tlsKeys.0",
            "members.0.gs1Prefixes.0", "members.0.codeSchemes.0", "channels.0.seats.0",
            "witnesses.0", "quotas",
        ])
    func unknownFields(path: String) throws {
        let refused = refusal {
            _ = try fixture.offerFirst { json in
                #expect(json[path] != nil)
                json[path + ".untill"] = .string("2026-01-01T00:00:00Z")
            }
        }
        guard case .unknownField(let found)? = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(found.hasSuffix("untill"))
    }

    @Test(
        "a missing or mistyped field is named with its path",
        arguments: [
            "format", "alliance", "version", "issuedAt", "expiresAt", "authority",
            "authority.threshold", "members.1.id", "members.1.name", "members.1.from",
            "members.1.logKeys.0.epoch", "members.1.tlsKeys.0.spki", "channels.0.id",
            "channels.0.marking", "channels.0.seats.0.member", "quorum", "quotas",
            "quotas.entriesPerLog", "stalenessSeconds",
        ])
    func fields(path: String) throws {
        for value in [nil, JSONValue.array([])] {
            let refused = refusal { _ = try fixture.offerFirst { $0[path] = value } }
            guard case .field(let found, _, _)? = refused else {
                Issue.record("\(path): \(String(describing: refused))")
                continue
            }
            #expect(found.replacing("[", with: ".").replacing("]", with: "") == path)
        }
    }

    @Test("a roster of another format is refused rather than half understood")
    func format() throws {
        let refused = refusal { _ = try fixture.offerFirst { $0["format"] = .number("2") } }
        #expect(refused == .format(found: 2))
    }

    @Test("the longest roster text is read and one byte more refused")
    func longest() throws {
        var text = fixture.first.text
        text += String(repeating: " ", count: Roster.textBytesMax - text.utf8.count)
        _ = try Roster(parsing: text)
        #expect(
            refusal { _ = try Roster(parsing: text + " ") }
                == .tooLarge(bytes: Roster.textBytesMax + 1, max: Roster.textBytesMax))
    }

    @Test("a list may have as many items as its limit, and no more")
    func listLimits() throws {
        var json = try JSONValue(parsing: fixture.first.text)
        let key = try #require(json["witnesses.0"])
        let max = Roster.Witness.witnessesMax
        json["witnesses"] = .array(Array(repeating: key, count: max))
        _ = try Roster(parsing: json.printed)
        json["witnesses"] = .array(Array(repeating: key, count: max + 1))
        #expect(
            refusal { _ = try Roster(parsing: json.printed) }
                == .tooMany(path: "witnesses", found: max + 1, max: max))
    }

    @Test(
        "a name that is empty, too long, padded or holds invisible characters is refused",
        arguments: [
            "", " a", "a ", "a\u{202e}b", "a\u{200b}b", "a\nb",
            String(repeating: "a", count: Member.nameBytesMax + 1),
        ])
    func names(name: String) throws {
        let refused = refusal {
            _ = try fixture.offerFirst { $0["members.0.name"] = .string(name) }
        }
        #expect(refused?.keyword == "value")
    }

    @Test(
        "a name in any script, up to the limit, is taken",
        arguments: ["路易威登", "Żółw & Söhne", String(repeating: "a", count: Member.nameBytesMax)])
    func scripts(name: String) throws {
        let roster = try fixture.offerFirst { $0["members.0.name"] = .string(name) }
        #expect(roster?.roster.members.first?.name == name)
    }

    @Test("every error has a keyword of its own kind and a description in one line")
    func errors() {
        let errors: [RosterError] = [
            .format(found: 2), .time(found: "x"), .frozen(version: 1), .noSeat(member: "m"),
            .missingVersions(held: 1, found: 3), .note(.unsigned(expected: [], found: [])),
        ]
        #expect(Set(errors.map(\.keyword)).count == errors.count)
        for error in errors { #expect(!error.description.contains("\n")) }
    }
}
