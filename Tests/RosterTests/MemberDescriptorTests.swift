import AllianceNames
import GS1
import JSON
import Roster
import Testing
import TransparencyLog

@Suite struct MemberDescriptorTests {
    @Test("a descriptor prints as it was parsed")
    func roundTrip() throws {
        let descriptor = try AllianceFixture.aurelleDescriptor()
        let text = descriptor.description
        #expect(try MemberDescriptor(parsing: text) == descriptor)
        #expect(try MemberDescriptor(parsing: text).description == text)
    }

    @Test("its fingerprint is that of its file, and another one for whatever is changed in it")
    func fingerprint() throws {
        let descriptor = try AllianceFixture.aurelleDescriptor()
        let print = descriptor.fingerprint
        #expect(print == Digest.sha256(Array(descriptor.description.utf8)))
        // However it is written.
        let json = try JSONValue(parsing: descriptor.description)
        #expect(try MemberDescriptor(parsing: json.compact).fingerprint == print)
        var prints: Set<Digest> = [print]
        let scheme = try CodeScheme(parsing: "maison-chip-2")
        let changes: [(inout MemberDescriptor) -> Void] = [
            { $0.name += "x" }, { $0.roles = [.platform] }, { $0.logKeys = [] },
            { $0.cosignerKey = nil }, { $0.answerKey = nil }, { $0.certificateRequest += "\n" },
            { $0.endpoint = nil }, { $0.prefixes = [] }, { $0.codeSchemes = [scheme] },
            { $0.channels = [] },
        ]
        for (place, change) in changes.enumerated() {
            var changed = descriptor
            change(&changed)
            #expect(changed != descriptor, "change \(place)")
            #expect(prints.insert(changed.fingerprint).inserted, "change \(place)")
        }
    }

    @Test("a descriptor may wish nothing and work outbound only")
    func least() throws {
        let descriptor = MemberDescriptor(
            alliance: AllianceFixture.alliance, id: AllianceFixture.scout, name: "Scout",
            certificateRequest: "-----BEGIN CERTIFICATE REQUEST-----\n")
        #expect(try MemberDescriptor(parsing: descriptor.description) == descriptor)
    }

    @Test(
        "a descriptor with an unknown, missing or malformed field is refused",
        arguments: [
            ("privateKey", JSONValue.string("x"), "unknown-field"),
            ("format", .number("2"), "format"), ("member", nil, "field"),
            ("member", .string("Aurelle"), "value"), ("roles.0", .string("king"), "value"),
            ("cosignerKey", .string("x"), "value"), ("endpoint", .string("http://a:1"), "value"),
            ("gs1Prefixes.0", .string("40123456789012"), "value"),
            ("codeSchemes.0", .string("maison\u{200b}chip"), "value"),
            ("codeSchemes.0", .string(String(repeating: "x", count: 121)), "value"),
            ("channels.0", .number("1"), "field"), ("logKeys.0.epoch", .string("1"), "value"),
            ("certificateRequest", .string(String(repeating: "x", count: 8_193)), "too-large"),
        ] as [(String, JSONValue?, String)])
    func refusals(path: String, value: JSONValue?, keyword: String) throws {
        var json = try JSONValue(parsing: AllianceFixture.aurelleDescriptor().description)
        json[path] = value
        #expect(
            refusal { _ = try MemberDescriptor(parsing: json.printed) }?.keyword == keyword)
    }

    @Test("a log key of low order is refused, and a cosigner key in the answer key's place")
    func keys() throws {
        var json = try JSONValue(parsing: AllianceFixture.aurelleDescriptor().description)
        json["answerKey"] = json["cosignerKey"]
        #expect(refusal { _ = try MemberDescriptor(parsing: json.printed) }?.keyword == "key-type")
        json = try JSONValue(parsing: AllianceFixture.aurelleDescriptor().description)
        json["logKeys.0.key"] = .string(Digest.zero.base64)
        #expect(
            refusal { _ = try MemberDescriptor(parsing: json.printed) }?.keyword == "key-refused")
    }

    @Test("a descriptor over its limit is refused")
    func tooLarge() throws {
        var text = try AllianceFixture.aurelleDescriptor().description
        text += String(repeating: " ", count: MemberDescriptor.textBytesMax - text.utf8.count)
        _ = try MemberDescriptor(parsing: text)
        #expect(refusal { _ = try MemberDescriptor(parsing: text + " ") }?.keyword == "too-large")
    }
}
