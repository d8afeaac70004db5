import EPCIS
import Foundation
import GRDB
import GS1
import SQLiteStore
import Testing
import TransparencyLog

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

    static func scan(
        _ serial: String, _ time: Int64, step: String = "inspecting", id: String? = nil,
        declaration: ErrorDeclaration? = nil
    ) throws -> ScanEvent {
        ScanEvent(
            numbers: try [serial, "second"].map {
                try #require(ItemNumber("urn:epc:id:sgtin:9521234.000001.\($0)"))
            },
            time: EventTime(milliseconds: time), timeZoneOffset: "-03:30", bizStep: step,
            disposition: "in_progress", readPoint: "https://id.gs1.org/414/9521234000013",
            country: "DE", eventID: try id.map { try EventID(parsing: $0) },
            declaration: declaration)
    }

    static func job(
        _ id: String, failures: [CaptureJob.Failure] = []
    ) -> CaptureJob {
        CaptureJob(
            id: id, createdAt: EventTime(milliseconds: 5), finishedAt: EventTime(milliseconds: 7),
            behaviour: .proceed, failures: failures)
    }

    @Test(
        "scans come back whole, in the order of time and hash", arguments: Implementation.allCases)
    func order(implementation: Implementation) throws {
        let log = try log(implementation)
        let scans = try (0..<20).map { try Self.scan("S\($0)", Int64(20 - $0 / 3)) }
        try log.record(scans, of: Self.job("1"))
        try log.record(Array(scans.prefix(3)), of: Self.job("2"))
        let found = try log.scans(matching: EventQuery(), limit: 100)
        #expect(found == scans.sorted { PageToken($0) < PageToken($1) })
        #expect(try log.scans(matching: EventQuery(), limit: 7) == Array(found.prefix(7)))
    }

    @Test("each part of a question narrows the answer", arguments: Implementation.allCases)
    func questions(implementation: Implementation) throws {
        let log = try log(implementation)
        try log.record(
            [
                try Self.scan("A", -5), try Self.scan("A", 10, step: "receiving"),
                try Self.scan("B", 20, id: "urn:uuid:b"),
            ], of: Self.job("1"))
        func times(_ parameters: [(name: String, value: String)]) throws -> [Int64] {
            try log.scans(matching: EventQuery(parameters), limit: 10).map(\.time.milliseconds)
        }
        #expect(try times([]) == [-5, 10, 20])
        #expect(try times([("GE_eventTime", "1970-01-01T00:00:00.010Z")]) == [10, 20])
        #expect(try times([("LT_eventTime", "1970-01-01T00:00:00.010Z")]) == [-5])
        #expect(try times([("MATCH_epc", "urn:epc:id:sgtin:9521234.000001.A")]) == [-5, 10])
        for (serial, found) in [("A", []), ("B", [20]), ("second", [20])] as [(String, [Int64])] {
            let both = [
                (name: "MATCH_epc", value: "urn:epc:id:sgtin:9521234.000001.B"),
                (name: "MATCH_anyEPC", value: "urn:epc:id:sgtin:9521234.000001.\(serial)"),
            ]
            #expect(try times(both) == found, "\(serial)")
        }
        #expect(try times([("EQ_bizStep", "receiving")]) == [10])
        #expect(try times([("EQ_eventID", "urn:uuid:b")]) == [20])
        let first = PageToken(try Self.scan("A", -5))
        #expect(try times([("nextPageToken", "\(first)")]) == [10, 20])
    }

    @Test("scans and jobs are there after the file was closed and opened again")
    func reopened() throws {
        let path = folder.file("scan-events.sqlite")
        let log = try SQLiteScanEventLog(path: path)
        try log.record([try Self.scan("A", 1)], of: Self.job("1"))
        try log.close()
        let again = try SQLiteScanEventLog(path: path)
        #expect(
            try again.scans(matching: EventQuery(), limit: 10) == [try Self.scan("A", 1)])
        #expect(try again.job("1") == Self.job("1"))
    }

    @Test(
        "a declaration is kept beside the event that it declares wrong, and each finds the other",
        arguments: Implementation.allCases)
    func declarations(implementation: Implementation) throws {
        let log = try log(implementation)
        let declaration = ErrorDeclaration(
            time: EventTime(milliseconds: 99), reason: "did_not_occur",
            correctiveEventIDs: [try EventID(parsing: "urn:uuid:2"), try EventID(parsing: "a:b")])
        let wrong = try Self.scan("A", 1, id: "urn:uuid:1")
        let nameless = try Self.scan("B", 1)
        let declaring = [
            try Self.scan("A", 1, id: "urn:uuid:1", declaration: declaration),
            try Self.scan("B", 1, declaration: ErrorDeclaration(time: declaration.time)),
        ]
        #expect(try !log.isDeclaredWrong(wrong))
        try log.record(declaring + [wrong, nameless, try Self.scan("C", 1)], of: Self.job("1"))
        try log.record(declaring, of: Self.job("2"))
        let found = try log.scans(matching: EventQuery(), limit: 10)
        #expect(found.count == 5 && Set(found).isSuperset(of: declaring))
        #expect(try log.scans(declaredWrongBy: declaring[0]) == [wrong])
        #expect(try log.scans(declaredWrongBy: declaring[1]) == [nameless])
        #expect(try log.scans(declaredWrongBy: wrong) == [])
        #expect(try log.isDeclaredWrong(wrong) && log.isDeclaredWrong(nameless))
        #expect(try !log.stands(wrong) && log.stands(Self.scan("C", 1)))
        try log.record([try Self.scan("A", 1, id: "urn:uuid:3")], of: Self.job("3"))
        #expect(try log.stands(wrong), "the same under another name")
        #expect(try !log.isDeclaredWrong(Self.scan("C", 1)))
        #expect(
            try Set(
                log.scans(matching: EventQuery([("EXISTS_errorDeclaration", "true")]), limit: 9))
                == Set(declaring))
    }

    @Test("an answer ends with the event that fills it", arguments: Implementation.allCases)
    func items(implementation: Implementation) throws {
        let log = try log(implementation)
        let numbers = try (0..<ScanEvent.itemsMax / 2).map {
            try #require(ItemNumber("urn:epc:id:sgtin:9521234.000001.\($0)"))
        }
        let scans = (0..<3).map {
            ScanEvent(numbers: numbers, time: EventTime(milliseconds: Int64($0)))
        }
        try log.record(scans, of: Self.job("1"))
        #expect(try log.scans(matching: EventQuery(), limit: 9) == Array(scans.prefix(2)))
    }

    @Test("the newest jobs are remembered, with what failed", arguments: Implementation.allCases)
    func jobs(implementation: Implementation) throws {
        let log = try log(implementation)
        let failed = Self.job(
            "b", failures: [.init(number: 2, detail: "wrong"), .init(number: 1, detail: "länger")])
        for job in [Self.job("a"), failed, Self.job("c")] { try log.record([], of: job) }
        #expect(try log.job("b") == failed)
        #expect(try log.job("d") == nil)
        #expect(try log.jobs(after: nil, limit: 9).map(\.id) == ["c", "b", "a"])
        #expect(try log.jobs(after: nil, limit: 2).map(\.id) == ["c", "b"])
        #expect(try log.jobs(after: "b", limit: 9).map(\.id) == ["a"])
        #expect(try log.jobs(after: "d", limit: 9) == [])
    }

    @Test("a file of the first version is brought over, each scan an event of its own")
    func upgrade() throws {
        let path = folder.file("scan-events.sqlite")
        let old = try DatabaseQueue(path: path)
        let scan = ScanEvent(
            numbers: [try #require(ItemNumber("urn:epc:id:sgtin:9521234.000001.A"))],
            time: EventTime(milliseconds: 7), disposition: "in_progress",
            readPoint: "https://id.gs1.org/414/9521234000013", country: "DE")
        try old.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(
                sql: """
                    CREATE TABLE scan (time INTEGER NOT NULL, hash BLOB NOT NULL,
                        gtin TEXT NOT NULL, serial TEXT NOT NULL, step TEXT NOT NULL,
                        disposition TEXT, place TEXT, country TEXT,
                        PRIMARY KEY (time, hash)) STRICT, WITHOUT ROWID;
                    CREATE INDEX scan_item ON scan (gtin, serial);
                    PRAGMA application_id = \(0x5473_5363);
                    PRAGMA user_version = 1;
                    """)
            try db.execute(
                sql: "INSERT INTO scan VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    7, Data(scan.hash.digest.bytes), "09521234000013", "A", scan.bizStep,
                    scan.disposition, scan.readPoint, "DE",
                ])
        }
        try old.close()
        let log = try SQLiteScanEventLog(path: path)
        #expect(try log.scans(matching: EventQuery(), limit: 9) == [scan])
        // What was captured then is not captured again.
        try log.record([scan], of: Self.job("1"))
        #expect(try log.scans(matching: EventQuery(), limit: 9) == [scan])
        #expect(try log.job("1") == Self.job("1"))
    }
}
