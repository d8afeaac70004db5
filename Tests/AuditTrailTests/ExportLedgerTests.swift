import AllianceNames
import AuditTrail
import SignIn
import Statements
import Testing
import TransparencyLog

@Suite struct ExportLedgerTests {
    private static let hour: UInt64 = 3_600_000
    private static let start: UInt64 = 1_800_000_000_000
    private let anna = "anna"
    private let bo = "bo"
    private let ada = "ada"

    private func who(_ name: String, _ roles: Role...) throws -> AuditActor {
        .person(try PersonID(parsing: name), roles: Set(roles), .link)
    }

    /// A log that grows, and the ledger of it.
    private struct Log {
        var ledger = ExportLedger()
        var next: UInt64 = 0
        private(set) var lines: [AuditLine] = []

        mutating func append(_ record: AuditRecord, at: UInt64) throws -> UInt64 {
            let salt = try #require(Salt([UInt8](repeating: 1, count: 16)))
            let sealed = try SealedStatement.seal(
                .unknown(.auditRecord, payload: record.bytes), issuedAt: at, salt: salt)
            var (entries, payloads) = ([UInt8](), [UInt8]())
            EntryBundle.append(entry: sealed.entry, to: &entries)
            PayloadBundle.append(saltAndPayload: try #require(sealed.saltAndPayload), to: &payloads)
            let line = try #require(
                try AuditLine.lines(first: next, count: 1, entries: entries, payloads: payloads)
                    .first)
            lines.append(line)
            ledger.take(line)
            next += 1
            return line.index
        }
    }

    private func take(
        _ log: inout Log, _ name: String, _ rows: UInt64, hold: UInt64? = nil, at: UInt64
    )
        throws
    {
        var details: [AuditDetail: String] = [.query: "x"]
        if let hold { details[.hold] = String(hold) }
        _ = try log.append(
            AuditRecord(
                who: who(name, .investigator), action: .export, details: details, rows: rows),
            at: at)
    }

    private func decide(
        _ log: Log, _ name: String, _ rows: UInt64, query: String = "x",
        within hold: EntryIndex? = nil, at: UInt64
    ) throws -> ExportLedger.Decision {
        log.ledger.decide(
            try who(name, .investigator), details: ["query": query], rows: rows, within: hold,
            rowsMax: 100, at: at)
    }

    /// The hold that is released of so many rows, as long as there is one.
    private func released(
        _ log: Log, _ name: String, _ rows: UInt64, at: UInt64
    ) throws -> EntryIndex? {
        guard case .released(let held) = try decide(log, name, rows, at: at) else { return nil }
        return held.index
    }

    @Test("rows are counted for each person, and are over after 24 hours")
    func window() throws {
        var log = Log()
        #expect(try decide(log, anna, 100, at: Self.start) == .allowed(hold: nil))
        #expect(try decide(log, anna, 101, at: Self.start) == .beyond(taken: 0))
        try take(&log, anna, 60, at: Self.start)
        try take(&log, anna, 30, at: Self.start + Self.hour)
        let now = Self.start + 2 * Self.hour
        #expect(log.ledger.rowsTaken(by: try who(anna), at: now) == 90)
        #expect(try decide(log, anna, 10, at: now) == .allowed(hold: nil))
        #expect(try decide(log, anna, 11, at: now) == .beyond(taken: 90))
        #expect(try decide(log, bo, 100, at: now) == .allowed(hold: nil))
        let later = Self.start + 24 * Self.hour
        #expect(try decide(log, anna, 70, at: later - 1) == .beyond(taken: 90))
        #expect(try decide(log, anna, 70, at: later) == .allowed(hold: nil))
        var forgetful = log.ledger
        forgetful.forget(at: later)
        #expect(forgetful.rowsTaken(by: try who(anna), at: later) == 30)
    }

    @Test(
        "what is held is let go once a second person has released it, once, and as it was asked for"
    )
    func release() throws {
        var log = Log()
        let asked = AuditRecord(
            who: try who(anna, .investigator), action: .holdExport, details: [.query: "x"],
            results: 500)
        let hold = try log.append(asked, at: Self.start)
        #expect(try decide(log, anna, 500, at: Self.start + 1) == .waits(hold))
        #expect(log.ledger.waiting(at: Self.start + 1).map(\.index) == [hold])
        // Another query, another person; that there is more of it by now changes nothing.
        #expect(try decide(log, anna, 500, query: "y", at: Self.start + 1) == .beyond(taken: 0))
        #expect(try decide(log, anna, 501, at: Self.start + 1) == .waits(hold))
        #expect(try decide(log, anna, 500, within: hold, at: Self.start + 1) == .waits(hold))
        #expect(try decide(log, bo, 500, at: Self.start + 1) == .beyond(taken: 0))
        _ = try log.append(
            AuditRecord(
                who: try who(bo, .approver), action: .releaseExport,
                details: [.hold: String(hold)]), at: Self.start + 2)
        #expect(log.ledger.waiting(at: Self.start + 3) == [])
        for rows: UInt64 in [499, 500, 502, 10_000] {
            #expect(try released(log, anna, rows, at: Self.start + 3) == hold, "\(rows)")
        }
        for rows: UInt64 in [7, 500] {
            #expect(
                try decide(log, anna, rows, within: hold, at: Self.start + 3)
                    == .allowed(hold: hold), "\(rows)")
        }
        // No more than was released, nothing else, and nobody else.
        #expect(try decide(log, anna, 500, query: "y", at: Self.start + 3) == .beyond(taken: 0))
        #expect(
            try decide(log, anna, 500, query: "y", within: hold, at: Self.start + 3)
                == .beyond(taken: 0))
        #expect(try decide(log, bo, 500, within: hold, at: Self.start + 3) == .beyond(taken: 0))
        guard case .released = try decide(log, anna, 501, within: hold, at: Self.start + 3) else {
            Issue.record("more rows than were released")
            return
        }
        // A release is good for a day from when it was given.
        let late = Self.start + 2 + ExportLedger.windowMilliseconds
        #expect(try released(log, anna, 500, at: late - 1) == hold)
        #expect(try decide(log, anna, 500, at: late) == .beyond(taken: 0))
        try take(&log, anna, 500, hold: hold, at: Self.start + 4)
        // Used up, and none of the person's own rows.
        #expect(try decide(log, anna, 500, at: Self.start + 5) == .beyond(taken: 0))
        #expect(
            try decide(log, anna, 500, within: hold, at: Self.start + 5) == .beyond(taken: 0))
        #expect(try decide(log, anna, 100, at: Self.start + 5) == .allowed(hold: nil))
    }

    @Test("nobody releases what it asked for itself, nor without the role, nor what is over")
    func whoReleases() throws {
        var log = Log()
        let hold = try log.append(
            AuditRecord(
                who: try who(anna, .approver), action: .holdExport, details: [.query: "x"],
                results: 500), at: Self.start)
        func refusal(
            _ name: String, _ roles: Role..., of index: EntryIndex?, at: UInt64 = Self.start
        ) throws -> ExportReleaseError? {
            let person = try PersonID(parsing: name)
            do throws(ExportReleaseError) {
                _ = try log.ledger.release(index, by: person, roles: Set(roles), at: at)
                return nil
            } catch {
                return error
            }
        }
        #expect(try refusal(anna, .approver, .administrator, of: hold) == .ownExport)
        #expect(try refusal(bo, .approver, of: hold) == nil)
        #expect(try refusal(ada, .administrator, of: hold) == nil)
        #expect(try refusal(bo, .approver, of: 9) == .notHeld(9))
        #expect(try refusal(bo, .approver, of: nil) == .notHeld(nil))
        let over = Self.start + ExportLedger.windowMilliseconds
        #expect(try refusal(bo, .approver, of: hold, at: over) == .notHeld(hold))
        // Who may release none is told that, whatever it names.
        for index in [hold, 9, nil] {
            #expect(try refusal(bo, .investigator, .analyst, of: index) == .roleMissing)
            #expect(try refusal(anna, .investigator, of: index) == .roleMissing)
        }
    }

    @Test("exports that wait are bounded, and a ledger that begins later decides the same")
    func bounds() throws {
        var log = Log()
        for number in 0..<ExportLedger.heldMax {
            _ = try log.append(
                AuditRecord(
                    who: try who(anna, .analyst), action: .holdExport,
                    details: [.query: "q\(number)"], results: 500), at: Self.start)
        }
        #expect(try decide(log, anna, 500, at: Self.start + 1) == .tooManyHeld)
        #expect(try decide(log, bo, 500, at: Self.start + 1) == .beyond(taken: 0))
        var late = ExportLedger(from: 5)
        for line in log.lines where line.index >= 5 { late.take(line) }
        #expect(late.waiting(at: Self.start).count == ExportLedger.heldMax - 5)
        #expect(late.next == log.ledger.next)
    }
}
