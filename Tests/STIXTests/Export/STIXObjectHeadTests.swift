import JSON
import STIX
import Testing

@Suite struct STIXObjectHeadTests {
    private static let uuid = "5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a11"

    private func head(_ members: String) throws -> STIXObjectHead {
        try STIXObjectHead(JSONValue(parsing: "{\(members)}"))
    }

    @Test("the version is when it was modified, else when it was created, else there is none")
    func version() throws {
        let head = #""type":"note","id":"note--\#(Self.uuid)""#
        let created = #","spec_version":"2.1","created":"2026-01-31T12:00:00.25Z""#
        let modified = #","modified":"2026-01-31T12:00:00.250001Z""#
        #expect(try self.head(head).version == nil)
        #expect(try self.head(head + created).version?.text == "2026-01-31T12:00:00.250Z")
        #expect(try self.head(head + created).versionText == "2026-01-31T12:00:00.25Z")
        #expect(
            try self.head(head + created + modified).version?.text == "2026-01-31T12:00:00.250001Z")
    }

    @Test(
        "what is no object of STIX 2.1 is refused",
        arguments: [
            #""id":"note--UUID""#, #""type":"note""#, #""type":"note","id":"report--UUID""#,
            #""type":"note","id":"note--5E2BF4F4-7d4b-4a0e-9c1e-3f0a6f6d8a11""#,
            #""type":"Note","id":"Note--UUID""#, #""type":"note-","id":"note---UUID""#,
            #""type":"note","id":"note--UUID","spec_version":"2.0""#,
            #""type":"note","id":"note--UUID","created":"2026-01-31T12:00:00Z""#,
            #""type":"note","id":"note--UUID","spec_version":"2.1","created":"today""#,
            #""type":"note","id":"note--UUID","spec_version":"2.1","modified":"2026-01-31T12:00:00Z""#,
            #""type":"note","id":"note--UUID","spec_version":"2.1","created":"2026-01-31T12:00:00.1Z","modified":"2026-01-31T12:00:00Z""#,
            #""type":"note","id":"note--UUID","revoked":"yes""#,
        ])
    func refused(members: String) {
        #expect(throws: STIXError.self) {
            try head(members.replacing("UUID", with: Self.uuid))
        }
    }

    @Test("a time is read back as it is written, from 1970 to 9999")
    func times() {
        for microseconds: UInt64 in [
            0, 1, 951_782_400_000_000, 1_795_435_200_123_000, 4_107_542_400_000_001,
            STIXTimestamp.microsecondsMax,
        ] {
            let time = STIXTimestamp(microseconds: microseconds)
            #expect(STIXTimestamp(parsing: time.text) == time)
            #expect(STIXTimestamp(parsing: time.microsecondText) == time)
        }
        #expect(STIXTimestamp(microseconds: 951_782_400_000_000).text == "2000-02-29T00:00:00.000Z")
        #expect(STIXTimestamp(parsing: "1969-12-31T23:59:59.999999Z") == nil)
        #expect(
            STIXTimestamp.notBefore1970(parsing: "1970-01-01T00:00:00.000001Z")
                == STIXTimestamp(microseconds: 1))
        #expect(STIXTimestamp(milliseconds: .max).text == "9999-12-31T23:59:59.999Z")
    }
}
