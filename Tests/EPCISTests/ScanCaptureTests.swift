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

    @Test("an event gives a scan for each item, with place and country")
    func scans() throws {
        let capture = ScanCapture(document([inspected]), behaviour: .rollback)
        #expect(capture.failures == [])
        #expect(capture.scans.map(\.number.serial.text) == ["A1", "B2"])
        #expect(capture.scans.allSatisfy { $0.country == "DE" })
        #expect(capture.scans[0].readPoint == "https://id.gs1.org/414/9521234000013")
    }

    @Test("rolled back, one wrong event keeps all out; proceeding, only itself")
    func behaviours() {
        let wrong = Samples.object(#""bizStep": "inspecting""#, action: "ADD")
        let bytes = document([inspected, wrong])
        let rolledBack = ScanCapture(bytes, behaviour: .rollback)
        #expect(rolledBack.scans.isEmpty)
        #expect(rolledBack.failures.map(\.number) == [2])
        let proceeded = ScanCapture(bytes, behaviour: .proceed)
        #expect(proceeded.scans.count == 2)
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
        #expect(proceeding.isSuccess)
    }
}
