import EPCIS
import Testing

@Suite struct ErrorDeclarationTests {
    private func declaration(_ fields: String) throws -> ErrorDeclaration? {
        try Samples.event(
            Samples.document([Samples.object(#""errorDeclaration": {\#(fields)}"#)])
        ).errorDeclaration
    }

    private static let time = #""declarationTime": "2026-02-01T00:00:00+01:00""#

    @Test("time, reason and corrective events are read, from JSON-LD and from XML")
    func read() throws {
        let expected = ErrorDeclaration(
            time: try #require(EventTime(parsing: "2026-01-31T23:00:00Z")),
            reason: "incorrect_data",
            correctiveEventIDs: [
                try EventID(parsing: "urn:uuid:2"), try EventID(parsing: "urn:uuid:3"),
            ])
        #expect(expected.reason == "https://ref.gs1.org/cbv/ER-incorrect_data")
        #expect(
            try declaration(
                #"\#(Self.time), "reason": "incorrect_data", "correctiveEventIDs": ["urn:uuid:2", "urn:uuid:3"]"#
            ) == expected)
        let xml = """
            <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0"
            creationDate="2026-02-01T00:00:00Z"><EPCISBody><EventList><ObjectEvent>
            <eventTime>2026-01-31T12:00:00Z</eventTime>
            <eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
            <errorDeclaration><declarationTime>2026-02-01T00:00:00+01:00</declarationTime>
            <reason>urn:epcglobal:cbv:er:incorrect_data</reason><correctiveEventIDs>
            <correctiveEventID>urn:uuid:2</correctiveEventID>
            <correctiveEventID>urn:uuid:3</correctiveEventID></correctiveEventIDs>
            </errorDeclaration><epcList><epc>\(Samples.sgtin)</epc></epcList>
            <action>OBSERVE</action></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>
            """
        #expect(try Samples.event(xml).errorDeclaration == expected)
        #expect(try declaration(Self.time)?.correctiveEventIDs == [])
    }

    @Test(
        "one without a time, or with what is no name of an event, makes the event refused",
        arguments: [
            "", #""declarationTime": "yesterday""#,
            #"\#(Self.time), "correctiveEventIDs": ["not a name"]"#,
            #"\#(Self.time), "reason": "\#(String(repeating: "x", count: 257))""#,
            #"\#(Self.time), "reason": ["did_not_occur", "incorrect_data"]"#,
        ])
    func refused(fields: String) throws {
        #expect(throws: EPCISError.self) { try declaration(fields) }
    }

    @Test("corrective events have a limit")
    func limit() throws {
        func events(_ count: Int) -> String {
            let names = (0..<count).map { "\"urn:uuid:\($0)\"" }.joined(separator: ",")
            return #"\#(Self.time), "correctiveEventIDs": [\#(names)]"#
        }
        let most = ErrorDeclaration.correctiveEventsMax
        #expect(try declaration(events(most))?.correctiveEventIDs.count == most)
        #expect(throws: EPCISError.self) { try declaration(events(most + 1)) }
    }

    private func scan(
        id: String? = nil, serial: String = "A1", isDeclaration: Bool = false
    ) throws -> ScanEvent {
        ScanEvent(
            numbers: [try #require(ItemNumber("urn:epc:id:sgtin:9521234.000001.\(serial)"))],
            time: EventTime(milliseconds: 5), eventID: try id.map { try EventID(parsing: $0) },
            declaration: isDeclaration ? ErrorDeclaration(time: EventTime(milliseconds: 9)) : nil)
    }

    @Test("it means the event of its name, or of its content where one of them has no name")
    func meaning() throws {
        func declares(_ id: String?, _ other: String?, serial: String = "A1") throws -> Bool {
            try scan(id: id, isDeclaration: true).declaresWrong(scan(id: other, serial: serial))
        }
        #expect(try declares("urn:uuid:1", "urn:uuid:1"))
        #expect(try declares(nil, nil))
        #expect(try declares("urn:uuid:1", nil))
        #expect(try declares(nil, "urn:uuid:1"))
        #expect(try !declares("urn:uuid:1", "urn:uuid:2"))
        #expect(try !declares(nil, nil, serial: "B2"))
        #expect(try declares("urn:uuid:1", "urn:uuid:1", serial: "B2"))
        // A declaration is not declared wrong, and what declares nothing declares nothing wrong.
        #expect(
            try !scan(isDeclaration: true).declaresWrong(scan(isDeclaration: true)))
        #expect(try !scan().declaresWrong(scan()))
        #expect(try scan().digest != scan(isDeclaration: true).digest)
        #expect(try scan().hash == scan(isDeclaration: true).hash)
    }
}
