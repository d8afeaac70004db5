import EPCIS
import GS1

extension FuzzedParser {
    static let epcis = [document, xmlDocument, capture]

    /// Documents in pieces of one byte have to give what they give at once.
    private static let document = FuzzedParser(
        "epcis-json", samples: jsonSamples,
        words: ["@context", "epcisBody", "eventList", "ObjectEvent", "epcList", "ilmd", "2.0"]
    ) { bytes in
        let whole = Result { () throws(EPCISError) in try EPCISDocumentReader.read(bytes) }
        let pieces = Result { () throws(EPCISError) in
            var reader = EPCISDocumentReader()
            var items: [EventItem] = []
            for position in bytes.indices {
                items += try reader.read(bytes[position...position])
            }
            return try items + reader.finish()
        }
        switch (whole, pieces) {
        case (.success(let items), .success(let same)):
            guard hashes(of: items) == hashes(of: same) else {
                throw BrokenPromise("\(items.count) events at once, others in pieces")
            }
            return outcome(of: items)
        case (.failure(let error), .failure): return coarse(error)
        case (.success, .failure(let error)): throw BrokenPromise("only in pieces: \(error)")
        case (.failure(let error), .success): throw BrokenPromise("only at once: \(error)")
        }
    }

    private static let xmlDocument = FuzzedParser(
        "epcis-xml", samples: xmlSamples,
        words: ["<EventList>", "</", "<![CDATA[", "&amp;", "&#x41;", "xmlns:", "<!--", "<?xml"]
    ) { bytes in
        do throws(EPCISError) {
            return outcome(of: try EPCISXMLDocument.read(bytes))
        } catch { return coarse(error) }
    }

    private static let capture = FuzzedParser("epcis-capture", samples: jsonSamples) { bytes in
        let all = ScanCapture(bytes, behaviour: .rollback)
        let some = ScanCapture(bytes, behaviour: .proceed)
        guard all.scans.isEmpty || all.failures.isEmpty else {
            throw BrokenPromise("half a capture was taken")
        }
        return
            "\(some.scans.count) of \(some.failures.count) \(some.failures.first?.detail.prefix(40) ?? "")"
    }

    private static func hashes(of items: [EventItem]) -> [EventHash?] {
        items.map { item in
            if case .event(let event) = item.result { event.hash } else { nil }
        }
    }

    private static func outcome(of items: [EventItem]) -> String {
        items.prefix(8).map { item in
            switch item.result {
            case .event(let event):
                "\(event.kind) \(event.action?.rawValue ?? "") \((try? event.items())?.count ?? -1)"
            case .refused(let error): coarse(error)
            }
        }.joined(separator: ",")
    }

    private static func coarse(_ error: EPCISError) -> String {
        String("\(error)".filter { !$0.isNumber }.prefix(60))
    }

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
    ]

    private static let xmlSamples = [
        """
        <?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" \
        schemaVersion="2.0" creationDate="2026-11-23T20:15:00Z"><EPCISBody><EventList><ObjectEvent>\
        <eventTime>2026-11-23T20:15:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>\
        <epcList><epc>urn:epc:id:sgtin:9521002.000001.A1</epc></epcList><action>OBSERVE</action>\
        <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep></ObjectEvent></EventList></EPCISBody>\
        </epcis:EPCISDocument>
        """
    ]
}
