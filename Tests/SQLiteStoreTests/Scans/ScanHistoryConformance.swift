import AllianceNames
import GRDB
import GS1
import ProductAuthentication
import SQLiteStore
import Testing

/// What every `ScanHistory` promises.
@Suite struct ScanHistoryConformance {
    enum Kind: CaseIterable { case inMemory, sqlite }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func history(_ kind: Kind) throws -> any ScanHistory {
        switch kind {
        case .inMemory: InMemoryScanHistory()
        case .sqlite: try SQLiteScanHistory(path: folder.file("scans.sqlite"))
        }
    }

    private static func product() throws -> ProductKey {
        .gtin(try GTIN(parsing: "04006381333931"))
    }

    private static func scan(
        _ at: UInt64, _ kind: Scan.Kind = .verified, serial: String = "A1", by: String = "reader",
        country: String = "DE", position: ScanPlace.Position? = nil
    ) throws -> Scan {
        try Scan(
            product: product(), serial: serial, at: at, kind: kind,
            place: ScanPlace(country: Country(parsing: country), position: position), by: by)
    }

    @Test(
        "scans come back whole, by time, for each item by itself", arguments: Kind.allCases)
    func order(kind: Kind) throws {
        let history = try history(kind)
        let there = ScanPlace.Position(latitude: -33.87, longitude: 151.21)
        let scans = [
            try Self.scan(30, .sold), try Self.scan(10, .commissioned, country: "CN"),
            try Self.scan(20, by: "税関", country: "AU", position: there),
        ]
        let other = try Self.scan(5, serial: "B2")
        try history.record(scans + [other])
        #expect(
            try history.scans(of: Self.product(), serial: "A1")
                == scans.sorted(by: Scan.precedes))
        #expect(try history.scans(of: Self.product(), serial: "B2") == [other])
        #expect(try history.scans(of: .scheme("chip"), serial: "A1") == [])
        #expect(try history.scans(of: Self.product(), serial: "C3") == [])
    }

    @Test("the same scan twice is one; the first of them stays", arguments: Kind.allCases)
    func twice(kind: Kind) throws {
        let history = try history(kind)
        let first = try Self.scan(10)
        try history.record([first, try Self.scan(10, country: "FR")])
        try history.record([try Self.scan(10, country: "CN")])
        #expect(try history.scans(of: Self.product(), serial: "A1") == [first])
        #expect(try history.recordedCount(of: Self.product(), serial: "A1") == 1)
    }

    @Test(
        "whoever asks without end fills neither the file nor pushes out what the trade read",
        arguments: Kind.allCases)
    func bounded(kind: Kind) throws {
        let history = try history(kind)
        let trade = try [Scan.Kind.commissioned, .shipped, .received, .sold].enumerated().map {
            try Self.scan(UInt64($0), $1)
        }
        try history.record(trade)
        for batch in 0..<5 {
            try history.record(
                try (0..<100).map { try Self.scan(UInt64(1_000 + batch * 100 + $0), by: "\($0)") })
        }
        let held = try history.scans(of: Self.product(), serial: "A1")
        #expect(held.filter(\.kind.isTrade) == trade)
        #expect(
            held.count - trade.count
                == ScanWindow.firstPeopleScansMax + ScanWindow.lastPeopleScansMax)
        #expect(try history.recordedCount(of: Self.product(), serial: "A1") == 504)
        try history.record(try (0..<50).map { try Self.scan(UInt64(9_000 + $0), by: "one") })
        let own = try history.scans(of: Self.product(), serial: "A1").filter { $0.by == "one" }
        #expect(own.count == ScanWindow.scansOfOnePersonMax)
    }

    @Test(
        "in whatever batches scans come, the same are kept", arguments: 1...5 as ClosedRange<UInt64>
    )
    func batches(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let scans = try (0..<300).map { _ in
            try Self.scan(
                UInt64.random(in: 0..<200, using: &generator),
                Scan.Kind.allCases.randomElement(using: &generator) ?? .verified,
                by: "\(Int.random(in: 0..<40, using: &generator))")
        }
        let memory = InMemoryScanHistory()
        memory.record(scans)
        let sqlite = try history(.sqlite)
        var rest = scans[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...40, using: &generator)
            try sqlite.record(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(
            try sqlite.scans(of: Self.product(), serial: "A1")
                == memory.scans(of: Self.product(), serial: "A1"))
    }

    @Test("a scan that was taken back is held and counted no more", arguments: Kind.allCases)
    func withdrawn(kind: Kind) throws {
        let history = try history(kind)
        let wrong = try Self.scan(1, .sold)
        let right = try Self.scan(2, .sold)
        try history.record([wrong, right])
        try history.withdraw([wrong, wrong, try Self.scan(3), try Self.scan(1, .sold, by: "other")])
        #expect(try history.scans(of: Self.product(), serial: "A1") == [right])
        #expect(try history.recordedCount(of: Self.product(), serial: "A1") == 1)
        try history.record([wrong])
        #expect(try history.scans(of: Self.product(), serial: "A1") == [wrong, right])
    }

    @Test(
        "people are forgotten with time; the trade and the counts stay", arguments: Kind.allCases)
    func forgets(kind: Kind) throws {
        let history = try history(kind)
        let sold = try Self.scan(1, .sold)
        let late = try Self.scan(100)
        try history.record([sold, try Self.scan(99), try Self.scan(50, .inspected), late])
        try history.forgetPeople(before: 100)
        #expect(try history.scans(of: Self.product(), serial: "A1") == [sold, late])
        #expect(try history.recordedCount(of: Self.product(), serial: "A1") == 4)
    }

    @Test("strangers push out nothing that members have asked", arguments: Kind.allCases)
    func strangers(kind: Kind) throws {
        let history = try history(kind)
        let asked = try (0..<UInt64(ScanWindow.lastPeopleScansMax)).map {
            try Self.scan(2 * $0, by: "member \($0)")
        }
        try history.record(asked)
        let letters = "ABCDEFGHIJ"
        let countries = letters.flatMap { one in letters.map { "\(one)\($0)" } }
        for (number, code) in countries.enumerated() {
            let by = Scan.stranger(in: try Country(parsing: code))
            try history.record(
                try (0..<3).map {
                    try Self.scan(UInt64(1_000 * $0 + number), by: by, country: code)
                })
        }
        let held = try history.scans(of: Self.product(), serial: "A1")
        #expect(held.filter { !$0.isByStranger } == asked)
        #expect(
            held.count(where: \.isByStranger)
                == ScanWindow.firstStrangersScansMax + ScanWindow.lastStrangersScansMax)
    }

    @Test("no member pushes out what others have asked", arguments: Kind.allCases)
    func loudMember(kind: Kind) throws {
        let history = try history(kind)
        func asked(by member: String, _ at: UInt64) throws -> Scan {
            let place = try Place(parsing: "DE \(at)")
            return try Self.scan(
                at, by: AskerPseudonym.reader(try MemberID(parsing: member), at: place))
        }
        let others = try (0..<UInt64(24)).map {
            try asked(by: $0 % 2 == 0 ? "one" : "other", 1_000 + $0)
        }
        try history.record(try (0..<200).map { try asked(by: "loud", $0) })
        try history.record(others)
        try history.record(try (2_000..<2_200).map { try asked(by: "loud", $0) })
        let held = try history.scans(of: Self.product(), serial: "A1")
        #expect(others.allSatisfy(held.contains))
        #expect(held.count == ScanWindow.firstPeopleScansMax + ScanWindow.lastPeopleScansMax)
    }

    @Test("the owner's newest word on what people scanned is kept", arguments: Kind.allCases)
    func cleared(kind: Kind) throws {
        let history = try history(kind)
        let product = try Self.product()
        #expect(try history.clearance(of: product, serial: "A1") == nil)
        let newest = try ScanClearance(at: 20, cause: "sold in several countries")
        try history.clear(product, serial: "A1", try ScanClearance(at: 10, cause: "a test"))
        try history.clear(product, serial: "A1", newest)
        try history.clear(product, serial: "A1", try ScanClearance(at: 15, cause: "older"))
        #expect(try history.clearance(of: product, serial: "A1") == newest)
        #expect(try history.clearance(of: product, serial: "B2") == nil)
        #expect(try history.clearance(of: .scheme("chip"), serial: "A1") == nil)
        #expect(try history.scans(of: product, serial: "A1") == [])
    }

    @Test("scans are there after the file was closed and opened again, also by a second process")
    func reopened() throws {
        let path = folder.file("scans.sqlite")
        let history = try SQLiteScanHistory(path: path)
        let other = try SQLiteScanHistory(path: path)
        try history.record([try Self.scan(1)])
        try other.record([try Self.scan(2)])
        try history.close()
        try other.close()
        #expect(
            try SQLiteScanHistory(path: path).scans(of: Self.product(), serial: "A1").map(\.at)
                == [1, 2])
    }

    @Test("a file of version 1 is brought to this version with all of its scans")
    func upgraded() throws {
        let path = folder.file("scans.sqlite")
        let before = try SQLiteScanHistory(path: path)
        try before.record([try Self.scan(1), try Self.scan(2)])
        try before.close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "DROP TABLE clearance; PRAGMA user_version = 1")
        }
        try queue.close()
        let history = try SQLiteScanHistory(path: path)
        let clearance = try ScanClearance(at: 2, cause: "sold in several countries")
        try history.clear(Self.product(), serial: "A1", clearance)
        #expect(try history.clearance(of: Self.product(), serial: "A1") == clearance)
        #expect(try history.scans(of: Self.product(), serial: "A1").map(\.at) == [1, 2])
        try history.close()
    }

    @Test("the log of captured scans is not taken for the history, nor the other way round")
    func otherFile() throws {
        let events = folder.file("scan-events.sqlite")
        try SQLiteScanEventLog(path: events).close()
        #expect(
            throws: SQLiteStoreError.otherApplication(path: events, expected: "scan history")
        ) { try SQLiteScanHistory(path: events) }
    }
}
