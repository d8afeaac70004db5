import EPCIS
import GS1
import SQLiteStore
import Testing

/// What every log of scans does alike.
@Suite struct ScanEventLogConformance {
    enum Implementation: CaseIterable { case memory, sqlite }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func log(_ implementation: Implementation) throws -> any ScanEventLog {
        switch implementation {
        case .memory: InMemoryScanEventLog()
        case .sqlite: try SQLiteScanEventLog(path: folder.file("scan-events.sqlite"))
        }
    }

    static func scan(_ serial: String, _ time: Int64, step: String = "inspecting") throws
        -> ScanEvent
    {
        ScanEvent(
            number: try #require(ItemNumber("urn:epc:id:sgtin:9521234.000001.\(serial)")),
            time: EventTime(milliseconds: time), bizStep: step, disposition: "in_progress",
            readPoint: "https://id.gs1.org/414/9521234000013", country: "DE")
    }

    @Test(
        "scans come back whole, in the order of time and hash", arguments: Implementation.allCases)
    func order(implementation: Implementation) throws {
        let log = try log(implementation)
        let scans = try (0..<20).map { try Self.scan("S\($0)", Int64(20 - $0 / 3)) }
        try log.record(scans)
        try log.record(Array(scans.prefix(3)))
        let found = try log.scans(matching: EventQuery(), limit: 100)
        #expect(found == scans.sorted { PageToken($0) < PageToken($1) })
        #expect(try log.scans(matching: EventQuery(), limit: 7) == Array(found.prefix(7)))
    }

    @Test("each part of a question narrows the answer", arguments: Implementation.allCases)
    func questions(implementation: Implementation) throws {
        let log = try log(implementation)
        try log.record([
            try Self.scan("A", -5), try Self.scan("A", 10, step: "receiving"),
            try Self.scan("B", 20),
        ])
        func times(_ parameters: [(name: String, value: String)]) throws -> [Int64] {
            try log.scans(matching: EventQuery(parameters), limit: 10).map(\.time.milliseconds)
        }
        #expect(try times([]) == [-5, 10, 20])
        #expect(try times([("GE_eventTime", "1970-01-01T00:00:00.010Z")]) == [10, 20])
        #expect(try times([("LT_eventTime", "1970-01-01T00:00:00.010Z")]) == [-5])
        #expect(try times([("MATCH_epc", "urn:epc:id:sgtin:9521234.000001.A")]) == [-5, 10])
        #expect(try times([("EQ_bizStep", "receiving")]) == [10])
        let first = PageToken(try Self.scan("A", -5))
        #expect(try times([("nextPageToken", "\(first)")]) == [10, 20])
    }

    @Test("scans are there after the file was closed and opened again")
    func reopened() throws {
        let path = folder.file("scan-events.sqlite")
        let log = try SQLiteScanEventLog(path: path)
        try log.record([try Self.scan("A", 1)])
        try log.close()
        #expect(
            try SQLiteScanEventLog(path: path).scans(matching: EventQuery(), limit: 10)
                == [try Self.scan("A", 1)])
    }
}
