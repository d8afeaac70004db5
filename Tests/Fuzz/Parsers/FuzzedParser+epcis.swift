import EPCIS
import JSON
import ProductAuthentication

extension FuzzedParser {
    static let epcis = [document, xmlDocument, capture, eventQuery]

    /// Documents in pieces of one byte have to give what they give at once.
    private static let document = FuzzedParser(
        "epcis-json", inputBytesMax: 8_192, samples: jsonSamples, words: jsonWords
    ) { input in
        let whole = Result { try EPCISDocumentReader.read(input) }
        let pieces = Result {
            var reader = EPCISDocumentReader()
            var items: [EventItem] = []
            for piece in FuzzedParser.pieces(of: input) { items += try reader.read(piece) }
            return try items + reader.finish()
        }
        switch (whole, pieces) {
        case (.success(let items), .success(let same)):
            try promise(items == same, "\(items.count) events at once, others in pieces")
            try takeIn(items)
            return items.contains { if case .event = $0.result { true } else { false } }
        case (.failure(let error), .failure): return try understood { throw error } ?? false
        case (.success, .failure(let error)): throw BrokenPromise("only in pieces: \(error)")
        case (.failure(let error), .success): throw BrokenPromise("only at once: \(error)")
        }
    }

    private static let xmlDocument = FuzzedParser(
        "epcis-xml", inputBytesMax: 8_192, samples: xmlSamples,
        words: [
            "<EventList>", "</", "<![CDATA[", "]]>", "&amp;", "&#x41;", "xmlns:a=\"", "<!--",
            "<?xml",
            "<!DOCTYPE", "/>", "<extension>", "<quantityElement>", "<errorDeclaration>",
            "<epc>urn:epc:id:sgtin:9521002.000001.A1</epc>",
        ]
    ) { input in
        guard let items = try understood({ try EPCISXMLDocument.read(input) }) else {
            return false
        }
        try takeIn(items)
        return items.contains { if case .event = $0.result { true } else { false } }
    }

    /// What the registry of items and the history of scans make of the events.
    private static func takeIn(_ items: [EventItem]) throws {
        var intake = EventIntake(
            registry: InMemoryItemRegistry(), reading: EventChanges(importedAt: .max) { _ in true },
            history: InMemoryScanHistory(), reads: EventScans { _ in true })
        _ = try intake.take(items)
        _ = try intake.finish()
        let tally = intake.tally
        try promise(tally.read == items.count, "\(tally.read) of \(items.count) events were read")
    }

    private static let capture = FuzzedParser(
        "epcis-capture", inputBytesMax: 8_192, samples: jsonSamples, words: jsonWords
    ) { input in
        let all = ScanCapture(input, behaviour: .rollback)
        let some = ScanCapture(input, behaviour: .proceed)
        try promise(all.scans.isEmpty || all.failures.isEmpty, "half a capture was taken")
        try promise(all.failures == some.failures, "it fails otherwise if the rest is taken")
        // What is answered to a query is taken as the same scans again.
        if !some.scans.isEmpty {
            let printed = document(of: some.scans)
            if printed.count <= ScanCapture.bytesMax {
                let again = ScanCapture(printed, behaviour: .rollback)
                try promise(
                    again.scans == some.scans,
                    "read again it is other scans: \(again.failures.first?.detail ?? "")")
            }
        }
        return !some.scans.isEmpty
    }

    private static func document(of scans: [ScanEvent]) -> [UInt8] {
        let document = JSONValue.object([
            "@context": .array([
                .string("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"),
                .object(["gs1": .string("https://gs1.org/voc/")]),
            ]),
            "type": .string("EPCISDocument"), "schemaVersion": .string("2.0"),
            "epcisBody": .object(["eventList": .array(scans.map(\.json))]),
        ])
        return Array(document.compact.utf8)
    }

    /// The parameters of a query, one a line: `name=value`.
    private static let eventQuery = FuzzedParser(
        "event-query",
        samples: [
            """
            eventType=ObjectEvent
            GE_eventTime=2026-11-23T20:15:00Z
            LT_eventTime=2026-11-24T20:15:00.123+01:00
            EQ_bizStep=inspecting|shipping
            MATCH_anyEPC=https://id.gs1.org/01/09521002000016/21/A1
            perPage=30
            """,
            """
            EQ_eventID=urn:uuid:1|ni:///sha-256;00?ver=CBV2.0
            EXISTS_errorDeclaration=true
            EQ_errorReason=incorrect_data
            EQ_readPoint=urn:epc:id:sgln:9521002.00000.0
            EQ_disposition=in_transit
            nextPageToken=1764000000000.\(String(repeating: "0", count: 64))
            """,
        ],
        words: [
            "MATCH_epc=", "EQ_correctiveEventID=", "GE_errorDeclarationTime=", "|", "urn:epc:",
            "LT_errorDeclarationTime=", "-00:00",
        ]
    ) { input in
        guard let text = text(input) else { return false }
        let parameters = text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            let sides = line.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (
                name: String(Substring(sides[0])),
                value: sides.count > 1 ? String(Substring(sides[1])) : ""
            )
        }
        guard let query = try understood({ try EventQuery(parameters) }) else { return false }
        try promise(
            (1...EventQuery.perPageMax).contains(query.perPage), "\(query.perPage) on a page")
        return true
    }

    private static let jsonWords = [
        "\"@context\":", "\"epcisBody\":", "\"eventList\":[", "ObjectEvent", "AggregationEvent",
        "\"epcList\":", "\"childEPCs\":", "\"ilmd\":", "\"2.0\"", "\"errorDeclaration\":", "1e308",
        "\"correctiveEventIDs\":", "\"gs1:countryCode\":\"DE\"", "-14:00", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999Z", "urn:epc:id:sgtin:", "https://id.gs1.org/01/", "EPCISDocument",
    ]

    private static let jsonSamples = [
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],\
        "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-23T20:15:00Z",\
        "epcisBody":{"eventList":[{"type":"ObjectEvent","eventTime":"2026-11-23T20:15:00.000Z",\
        "eventTimeZoneOffset":"+01:00","epcList":["https://id.gs1.org/01/09521002000016/21/A1"],\
        "action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",\
        "readPoint":{"id":"https://id.gs1.org/414/9521002000009"}}]}}
        """,
        """
        {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",\
        "type":"ObjectEvent","eventTime":"2026-11-23T20:15:00Z","eventTimeZoneOffset":"+00:00",\
        "epcList":["urn:epc:id:sgtin:9521002.000001.A1"],"action":"ADD","bizStep":"commissioning",\
        "ilmd":{"lotNumber":"L7"},"sensorElementList":[{"sensorReport":[{"value":3.1e-2}]}]}
        """,
        """
        {"@context":{"gs1":"https://gs1.org/voc/"},"type":"ObjectEvent","eventID":"urn:uuid:1",\
        "eventTime":"2026-11-23T20:15:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE",\
        "epcList":["https://id.gs1.org/01/09521002000016/21/A1"],"bizStep":"inspecting",\
        "readPoint":{"id":"urn:epc:id:sgln:9521002.00000.0","gs1:countryCode":"DE"},\
        "errorDeclaration":{"declarationTime":"2026-11-24T00:00:00Z","reason":"incorrect_data",\
        "correctiveEventIDs":["urn:uuid:2"]}}
        """,
        """
        {"@context":[{"x":"https://x.example/"}],"type":"EPCISQueryDocument","schemaVersion":"2.0",\
        "epcisBody":{"queryResults":{"queryName":"q","resultsBody":{"eventList":[\
        {"type":"AggregationEvent","eventTime":"2026-11-23T20:15:00Z",\
        "eventTimeZoneOffset":"-05:00","parentID":"urn:epc:id:sscc:9521002.0000000001",\
        "childEPCs":["urn:epc:id:sgtin:9521002.000001.A1"],"action":"DELETE","x:y":[1,{"x:z":2}]},\
        {"type":"TransformationEvent","eventTime":"2026-11-23T20:15:00Z",\
        "eventTimeZoneOffset":"+00:00","inputQuantityList":[{"epcClass":"urn:x:1","quantity":7.50}],\
        "outputEPCList":["urn:epc:id:sgtin:9521002.000001.B2"]}]}}}}
        """,
    ]

    private static let xmlSamples = [
        """
        <?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" \
        schemaVersion="2.0" creationDate="2026-11-23T20:15:00Z"><EPCISBody><EventList><ObjectEvent>\
        <eventTime>2026-11-23T20:15:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>\
        <epcList><epc>urn:epc:id:sgtin:9521002.000001.A1</epc></epcList><action>OBSERVE</action>\
        <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep></ObjectEvent></EventList></EPCISBody>\
        </epcis:EPCISDocument>
        """,
        """
        <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" xmlns:x="https://x.example/" \
        schemaVersion="2.0"><EPCISBody><EventList><!-- c --><extension><ObjectEvent>\
        <eventTime>2026-11-23T20:15:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>\
        <epcList><epc>urn:epc:id:sgtin:9521002.000001.A&amp;</epc></epcList><action>ADD</action>\
        <bizStep><![CDATA[commissioning]]></bizStep><x:a b='1'>&#x41;</x:a></ObjectEvent></extension>\
        </EventList></EPCISBody></e:EPCISDocument>
        """,
    ]
}
