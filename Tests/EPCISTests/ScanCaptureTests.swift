import EPCIS
import GS1
import JSON
import Testing

@Suite struct ScanCaptureTests {
    private let inspected = Samples.object(
        #""bizStep": "inspecting", "readPoint": {"id": "urn:epc:id:sgln:9521234.00001.0", "gs1:countryCode": "DE"}"#,
        epcs: [Samples.sgtin, "urn:epc:id:sgtin:9521234.000001.B2"])

    private func document(_ events: [String]) -> [UInt8] {
        Array(Samples.document(events, context: #"{"gs1": "https://gs1.org/voc/"}"#).utf8)
    }

    @Test("an event is kept whole: its items, place, country, zone and name")
    func scans() throws {
        let named = inspected.replacing("{\"type\"", with: #"{"eventID": "urn:uuid:1", "type""#)
        let capture = ScanCapture(document([inspected, named]), behaviour: .rollback)
        #expect(capture.failures == [])
        #expect(
            capture.scans.map { $0.numbers.map(\.serial.text) } == [["A1", "B2"], ["A1", "B2"]])
        #expect(capture.scans.allSatisfy { $0.country == "DE" && $0.timeZoneOffset == "+01:00" })
        #expect(capture.scans[0].readPoint == "https://id.gs1.org/414/9521234000013")
        #expect(capture.scans[0].eventID == EventID(capture.scans[0].hash))
        #expect(capture.scans[1].eventID.description == "urn:uuid:1")
        // Two names, two events, though they say the same.
        #expect(capture.scans[0].hash == capture.scans[1].hash)
        #expect(capture.scans[0].digest != capture.scans[1].digest)
    }

    @Test("an event of more items than one answer may have is refused")
    func manyItems() {
        func event(_ count: Int) -> String {
            Samples.object(
                #""bizStep": "inspecting""#,
                epcs: (0..<count).map { "urn:epc:id:sgtin:9521234.000001.\($0)" })
        }
        let most = ScanCapture(document([event(ScanEvent.itemsMax)]), behaviour: .rollback)
        #expect(most.failures == [])
        let more = ScanCapture(document([event(ScanEvent.itemsMax + 1)]), behaviour: .rollback)
        #expect(more.failures.map(\.number) == [1])
    }

    @Test("rolled back, one wrong event keeps all out; proceeding, only itself")
    func behaviours() {
        let wrong = Samples.object(#""bizStep": "inspecting""#, action: "ADD")
        let bytes = document([inspected, wrong])
        let rolledBack = ScanCapture(bytes, behaviour: .rollback)
        #expect(rolledBack.scans.isEmpty)
        #expect(rolledBack.failures.map(\.number) == [2])
        let proceeded = ScanCapture(bytes, behaviour: .proceed)
        #expect(proceeded.scans.count == 1)
        #expect(proceeded.failures.map(\.number) == [2])
    }

    @Test("a document that is none, too long or of too many events fails as a whole")
    func limits() {
        for bytes in [
            Array("[]".utf8), [UInt8](repeating: 0x20, count: ScanCapture.bytesMax + 1),
            document(Array(repeating: "{}", count: ScanCapture.eventsMax + 1)),
        ] {
            let capture = ScanCapture(bytes, behaviour: .proceed)
            #expect(capture.scans.isEmpty)
            #expect(capture.failures.map(\.number) == [0])
        }
        let most = document(Array(repeating: inspected, count: ScanCapture.eventsMax))
        #expect(ScanCapture(most, behaviour: .rollback).failures == [])
    }

    @Test("a job says how it went, in the words of the standard")
    func job() throws {
        let job = CaptureJob(
            id: "1", createdAt: EventTime(milliseconds: 0), finishedAt: EventTime(milliseconds: 5),
            behaviour: .rollback, failures: [.init(number: 2, detail: "wrong")])
        #expect(!job.isSuccess)
        guard case .object(let members) = job.json else {
            Issue.record("no object")
            return
        }
        #expect(members["success"] == .bool(false))
        #expect(members["createdAt"] == .string("1970-01-01T00:00:00.000Z"))
        let proceeding = CaptureJob(
            id: "1", createdAt: EventTime(milliseconds: 0), finishedAt: EventTime(milliseconds: 5),
            behaviour: .proceed, failures: [.init(number: 2, detail: "wrong")])
        // Others were taken, and yet an error occurred.
        #expect(!proceeding.isSuccess)
    }
}
