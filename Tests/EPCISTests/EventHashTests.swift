import EPCIS
import Testing

/// The rules of CBV 2.0, section 8.9, on events of our own.
@Suite struct EventHashTests {
    private func hash(
        _ fields: String, epcs: [String] = [Samples.sgtin],
        time: String = "2026-01-31T12:00:00.000+01:00"
    ) throws -> EventHash {
        try Samples.event(
            Samples.document(
                [Samples.object(fields, epcs: epcs, time: time)],
                context: #"{"ex": "https://ns.example/"}"#)
        ).hash
    }

    @Test(
        "spellings of one fact have one hash",
        arguments: [
            (#""bizStep": "shipping""#, #""bizStep": "urn:epcglobal:cbv:bizstep:shipping""#),
            (#""bizStep": "shipping""#, #""bizStep": "https://ref.gs1.org/cbv/BizStep-shipping""#),
            (#""bizStep": "shipping""#, #""bizStep": "cbv:BizStep-shipping""#),
            (#""disposition": "stolen""#, #""disposition": " stolen ""#),
            (#""ex:n": 7.50"#, #""ex:n": "+07.5""#), (#""ex:n": 1e3"#, #""ex:n": 1000.0"#),
            (#""ex:n": -0.0"#, #""ex:n": 0"#),
            // As a double reads them: what a published hash asks for.
            (#""ex:n": 111100001111000011110000"#, #""ex:n": 111100001111000003641344"#),
            (#""ex:l": ["b", "a"]"#, #""ex:l": ["a", "b"]"#),
            (#""ex:o": {"ex:b": 1, "ex:a": 2}"#, #""ex:o": {"ex:a": 2, "ex:b": 1}"#),
            (
                #""readPoint": {"id": "urn:epc:id:sgln:9521234.00001.0"}"#,
                #""readPoint": {"id": "https://example.com/gln/9521234000013"}"#
            ),
            (#""eventID": "urn:uuid:1""#, #""recordTime": "2026-02-01T00:00:00Z""#),
            (#""comment": "a""#, #""bizTransactionList": []"#),
            (#""ex:n": null"#, #""quantityList": []"#),
            (
                #""bizTransactionList": [{"bizTransaction": "urn:x:1", "type": "po"}]"#,
                #""bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:1"}]"#
            ),
        ])
    func equal(left: String, right: String) throws {
        #expect(try hash(left) == hash(right))
    }

    @Test(
        "another fact has another hash",
        arguments: [
            (#""bizStep": "shipping""#, #""bizStep": "receiving""#),
            (#""ex:n": 7.5"#, #""ex:n": 7.51"#), (#""ex:n": "a""#, #""ex:m": "a""#),
            (#""ex:n": 123456789012345"#, #""ex:n": 123456789012346"#),
            (#""ex:l": ["a", "b"]"#, #""ex:l": ["a", "b", "b"]"#),
            (#""disposition": "active""#, #""persistentDisposition": {"set": ["active"]}"#),
        ])
    func different(left: String, right: String) throws {
        #expect(try hash(left) != hash(right))
    }

    @Test("times in any zone and to any digit are one time")
    func times() throws {
        let noon = try hash("", time: "2026-01-31T12:00:00.000+01:00")
        for time in [
            "2026-01-31T11:00:00Z", "2026-01-31T00:30:00.0004-10:30", "2026-01-31T10:59:59.9996Z",
        ] {
            #expect(try hash("", time: time) == noon, "\(time)")
        }
        #expect(try hash("", time: "2026-01-31T11:00:00.0005Z") != noon)
    }

    @Test("the order of the list does not count, what is in it does")
    func lists() throws {
        let (a, b) = (Samples.sgtin, "urn:epc:id:sgtin:9521234.000001.B2")
        #expect(try hash("", epcs: [a, b]) == hash("", epcs: [b, a]))
        #expect(try hash("", epcs: [a, b]) != hash("", epcs: [a]))
    }

    @Test("a hash reads back, and nothing else reads as one")
    func printParse() throws {
        let hash = try hash("")
        #expect(EventHash(parsing: hash.description) == hash)
        for wrong in [
            "", "ni:///sha-256;00?ver=CBV2.0", hash.description.replacing("2.0", with: "2.1"),
        ] {
            #expect(EventHash(parsing: wrong) == nil)
        }
    }
}
