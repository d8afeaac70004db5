import EPCIS
import GS1
import JSON
import Testing

@Suite struct EventQueryTests {
    private let log = InMemoryScanEventLog()

    private func scan(
        _ serial: String, _ time: Int64, step: String = "inspecting", id: String? = nil,
        declaration: ErrorDeclaration? = nil
    ) throws -> ScanEvent {
        ScanEvent(
            numbers: [try #require(ItemNumber("urn:epc:id:sgtin:9521234.000001.\(serial)"))],
            time: EventTime(milliseconds: time), bizStep: step,
            readPoint: "urn:epc:id:sgln:9521234.00001.0", country: "DE",
            eventID: try id.map { try EventID(parsing: $0) }, declaration: declaration)
    }

    private func record(_ scans: [ScanEvent]) {
        let now = EventTime(milliseconds: 0)
        log.record(
            scans,
            of: CaptureJob(
                id: "1", createdAt: now, finishedAt: now, behaviour: .rollback, failures: []))
    }

    private func answer(_ parameters: [(name: String, value: String)]) throws -> QueryAnswer {
        try QueryAnswer(EventQuery(parameters), from: log)
    }

    @Test("what is printed reads back as the same scan, and its hash is the event's")
    func printParse() throws {
        record([try scan("A1", 1_000)])
        let document = try answer([]).document(createdAt: EventTime(milliseconds: 0)).compact
        let event = try Samples.event(document)
        #expect(try ScanEvent(of: event) == scan("A1", 1_000))
        #expect(event.hash.description == event.eventID)
    }

    @Test("each parameter narrows the answer")
    func parameters() throws {
        record([
            try scan("A1", 1_000), try scan("A1", 2_000, step: "receiving"),
            try scan("B2", 3_000),
        ])
        func times(_ parameters: [(name: String, value: String)]) throws -> [Int64] {
            try answer(parameters).scans.map(\.time.milliseconds)
        }
        #expect(try times([]) == [1_000, 2_000, 3_000])
        #expect(try times([("GE_eventTime", "1970-01-01T00:00:02Z")]) == [2_000, 3_000])
        #expect(try times([("LT_eventTime", "1970-01-01T00:00:02Z")]) == [1_000])
        #expect(try times([("EQ_bizStep", "receiving")]) == [2_000])
        #expect(try times([("EQ_bizStep", "cbv:BizStep-receiving|shipping")]) == [2_000])
        #expect(try times([("MATCH_epc", "urn:epc:id:sgtin:9521234.000001.B2")]) == [3_000])
        #expect(
            try times([("MATCH_anyEPC", "https://x.example/01/9521234000013/21/A1")])
                == [1_000, 2_000])
        // Both hold, for an event that names both.
        let (first, second) = (
            "urn:epc:id:sgtin:9521234.000001.A1", "urn:epc:id:sgtin:9521234.000001.B2"
        )
        #expect(try times([("MATCH_epc", first), ("MATCH_anyEPC", second)]) == [])
        #expect(
            try times([("MATCH_epc", first), ("MATCH_anyEPC", "\(first)|\(second)")]).count == 2)
        #expect(try times([("EQ_readPoint", "https://id.gs1.org/414/9521234000013")]).count == 3)
        #expect(try times([("eventType", "AggregationEvent")]) == [])
        #expect(try times([("eventType", "AggregationEvent|ObjectEvent")]).count == 3)
    }

    @Test("pages follow each other without a gap, though scans of one moment are cut apart")
    func pages() throws {
        record(try (0..<25).map { try scan("S\($0)", Int64($0 / 10)) })
        var seen: [String] = []
        var token: PageToken?
        repeat {
            var parameters = [(name: "perPage", value: "7")]
            if let token { parameters.append(("nextPageToken", "\(token)")) }
            let page = try answer(parameters)
            #expect(page.scans.count <= 7)
            seen += page.scans.flatMap { $0.numbers.map(\.serial.text) }
            token = page.next
        } while token != nil
        #expect(seen.count == 25)
        #expect(Set(seen).count == 25)
    }

    @Test("a scan recorded twice is there once")
    func idempotence() throws {
        record([try scan("A1", 1_000)])
        record([try scan("A1", 1_000)])
        #expect(try answer([]).scans.count == 1)
    }

    @Test("an event and the one that declares it wrong are both given, each as it came")
    func errorDeclarations() throws {
        let declaration = ErrorDeclaration(
            time: EventTime(milliseconds: 9_000), reason: "incorrect_data",
            correctiveEventIDs: [try EventID(parsing: "urn:uuid:2")])
        let wrong = try scan("A1", 1_000, id: "urn:uuid:1")
        let declaring = try scan("A1", 1_000, id: "urn:uuid:1", declaration: declaration)
        record([wrong, declaring, try scan("A1", 2_000, id: "urn:uuid:2")])
        func ids(_ parameters: [(name: String, value: String)]) throws -> [String] {
            try answer(parameters).scans.map {
                $0.eventID.description.suffix(1) + ($0.declaration == nil ? "" : "!")
            }.sorted()
        }
        #expect(try ids([]) == ["1", "1!", "2"])
        #expect(try ids([("EQ_eventID", "urn:uuid:1")]) == ["1", "1!"])
        #expect(try ids([("EXISTS_errorDeclaration", "true")]) == ["1!"])
        #expect(try ids([("EXISTS_errorDeclaration", "false")]) == ["1", "1!", "2"])
        #expect(try ids([("GE_errorDeclarationTime", "1970-01-01T00:00:09Z")]) == ["1!"])
        #expect(try ids([("LT_errorDeclarationTime", "1970-01-01T00:00:09Z")]) == [])
        #expect(try ids([("EQ_errorReason", "incorrect_data")]) == ["1!"])
        #expect(try ids([("EQ_errorReason", "did_not_occur")]) == [])
        #expect(try ids([("EQ_correctiveEventID", "urn:uuid:2|urn:uuid:9")]) == ["1!"])
        // Printed and read again, a declaration says the same.
        let document = try answer([("EXISTS_errorDeclaration", "true")])
            .document(createdAt: EventTime(milliseconds: 0)).compact
        #expect(try ScanEvent(of: Samples.event(document)) == declaring)
    }

    @Test("an answer is cut where its events name many items, and goes on after them")
    func manyItems() throws {
        let numbers = try (0..<ScanEvent.itemsMax / 2).map {
            try #require(ItemNumber("urn:epc:id:sgtin:9521234.000001.\($0)"))
        }
        record(
            (0..<5).map { ScanEvent(numbers: numbers, time: EventTime(milliseconds: Int64($0))) })
        var sizes: [Int] = []
        var token: PageToken?
        repeat {
            var parameters: [(name: String, value: String)] = []
            if let token { parameters.append(("nextPageToken", "\(token)")) }
            let page = try answer(parameters)
            sizes.append(page.scans.count)
            token = page.next
        } while token != nil
        #expect(sizes == [2, 2, 1])
    }

    @Test(
        "a parameter that is not understood is refused, so that no answer is wider than asked",
        arguments: [
            ("EQ_action", "OBSERVE"), ("GE_eventTime", "yesterday"), ("perPage", "0"),
            ("perPage", "1001"), ("MATCH_epc", "urn:epc:id:sscc:9521234.0000000001"),
            ("nextPageToken", "1"), ("nextPageToken", "1.00"), ("EQ_bizStep", "a||b"),
            ("EXISTS_errorDeclaration", "yes"), ("EQ_eventID", "no name"),
            ("GE_errorDeclarationTime", "1970"),
        ])
    func refusals(name: String, value: String) {
        #expect(throws: EPCISError.self) { try EventQuery([(name, value)]) }
        #expect(throws: EPCISError.self) {
            try EventQuery([("perPage", "5"), ("perPage", "6")])
        }
    }
}
