import EPCIS
import Testing

@Suite struct EPCISDocumentReaderTests {
    @Test("events come in their order, however the bytes are cut")
    func pieces() throws {
        let text = Samples.document([
            Samples.object(), Samples.object(#""bizStep": "shipping""#), "{}",
            Samples.object(#""disposition": "a \"]}, b""#),
        ])
        let bytes = Array(text.utf8)
        let whole = try EPCISDocumentReader.read(bytes)
        #expect(whole.map(\.number) == [1, 2, 3, 4])
        #expect(whole.map { $0.error?.keyword } == [nil, nil, "epcis-field", nil])
        for size in [1, 2, 7, 100] {
            var reader = EPCISDocumentReader()
            var items: [EventItem] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                items += try reader.read(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            #expect(try items + reader.finish() == whole)
        }
    }

    @Test("an event alone, and one in 'event', is a document too")
    func single() throws {
        #expect(try Samples.event(Samples.object()).kind == .object)
        let document = """
            {"epcisBody": {"event": \(Samples.object())}, "@context": [], "schemaVersion": "2.0",
             "type": "EPCISDocument"}
            """
        #expect(try Samples.event(document).hash == Samples.event(Samples.object()).hash)
    }

    @Test("events before the context wait for it")
    func contextLast() throws {
        let event = Samples.object(#""ex:a": "b""#)
        let late = """
            {"type": "EPCISDocument", "schemaVersion": "2.0",
             "epcisBody": {"eventList": [\(event)]}, "@context": {"ex": "https://ns.example/"}}
            """
        let early = Samples.document([event], context: #"{"ex": "https://ns.example/"}"#)
        #expect(try Samples.event(late).hash == Samples.event(early).hash)
    }

    @Test("a prefix is written out, so that its name does not count")
    func prefixes() throws {
        func hash(_ prefix: String, _ uri: String) throws -> EventHash {
            try Samples.event(
                Samples.document(
                    [Samples.object("\"\(prefix):a\": \"b\"")],
                    context: "{\"\(prefix)\": \"\(uri)\"}")
            ).hash
        }
        #expect(try hash("ex", "https://ns.example/") == hash("other", "https://ns.example/"))
        #expect(try hash("ex", "https://ns.example/") != hash("ex", "https://ns2.example/"))
        // It is written out wherever the prefix stands.
        let longest = String(repeating: "u", count: LinkedDataContext.namespaceBytesMax)
        _ = try hash("ex", longest)
        #expect(throws: EPCISError.self) { try hash("ex", longest + "u") }
    }

    @Test(
        "what is no document is refused with its reason",
        arguments: [
            ("", "epcis-not-a-document"), ("[]", "epcis-not-a-document"),
            ("{}", "epcis-not-a-document"),
            (#"{"type": "EPCISDocument"}"#, "epcis-version"),
            (#"{"type": "EPCISDocument", "schemaVersion": "1.2"}"#, "epcis-version"),
            (#"{"type": "EPCISDocument", "schemaVersion": "2.0"}"#, "epcis-context"),
            (
                #"{"type": "EPCISDocument", "schemaVersion": "2.0", "@context": [1]}"#,
                "epcis-context"
            ),
            (
                #"{"type": "EPCISDocument", "schemaVersion": "2.0", "@context": []}"#,
                "epcis-not-a-document"
            ),
            (#"{"epcisBody": {"eventList": ["#, "epcis-truncated"),
            (#"{"epcisBody": {"eventList": [1]}}"#, "epcis-not-a-document"),
            (#"{"epcisBody": {"eventList": [{} {}]}}"#, "epcis-not-a-document"),
            (#"{"epcisBody": {"eventList": [,]}}"#, "epcis-not-a-document"),
            (#"{"a" 1}"#, "epcis-json"), (#"{"a": 1]"#, "epcis-not-a-document"),
            (#"{"type": "ObjectEvent"} x"#, "epcis-not-a-document"),
        ])
    func refusals(text: String, keyword: String) {
        do {
            let items = try Samples.read(text)
            Issue.record("\(items)")
        } catch {
            #expect((error as? EPCISError)?.keyword == keyword, "\(error)")
        }
    }

    @Test("an event too long or too deep is refused alone")
    func limits() throws {
        let long = Samples.object(
            "\"x\": \"\(String(repeating: "a", count: EPCISDocumentReader.eventBytesMax))\"")
        let deep = Samples.object(
            "\"x\": \(String(repeating: "[", count: 30))\(String(repeating: "]", count: 30))")
        let items = try Samples.read(Samples.document([long, deep, Samples.object()]))
        #expect(
            items.map { $0.error?.keyword } == ["epcis-event-length", "epcis-json", nil])
    }

    @Test(
        "an event that lacks what it must have is refused",
        arguments: [
            (#""type": "ObjectEvent""#, #""type": "QuantityEvent""#, "epcis-event-type"),
            ("2026-01-31T12", "2026-02-31T12", "epcis-time"),
            (":00.000+01:00", ":00.000", "epcis-time"),
            (#""+01:00""#, #""+1""#, "epcis-field"), ("OBSERVE", "LOOK", "epcis-field"),
            (#""type": "ObjectEvent""#, #""type": "TransformationEvent""#, "epcis-field"),
            (#""action": "OBSERVE""#, #""action": ["OBSERVE", "ADD"]"#, "epcis-field"),
        ])
    func strictness(found: String, replacement: String, keyword: String) throws {
        let text = Samples.object().replacing(found, with: replacement)
        let items = try Samples.read(
            Samples.document([text]))
        #expect(items.map { $0.error?.keyword } == [keyword])
    }

    @Test("no cut of a document and no changed byte brings the reader down")
    func hostile() {
        let bytes = Array(Samples.document([Samples.object(#""ilmd": {"a:b": 1}"#)]).utf8)
        for end in bytes.indices {
            #expect(throws: EPCISError.self) { try EPCISDocumentReader.read(Array(bytes[..<end])) }
            for byte in [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "["), 0xff] {
                var changed = bytes
                changed[end] = byte
                _ = try? EPCISDocumentReader.read(changed)
            }
        }
    }
}
