package import AuditTrail
package import NodeAPI
package import SignIn
import Synchronization

/// Lets exports go and holds them, by what stands in the audit log. One decision at a time, each recorded
/// before the next, so that two at once share one quota.
package final class ExportDesk: ExportGating {
    private let quota: Mutex<UInt64>
    private let recorder: AuditRecorder
    private let calls = BlockingCalls.serial(label: "exports")
    private let now: @Sendable () -> UInt64
    private let ledger = Mutex<ExportLedger?>(nil)

    /// - Parameter rowsMax: that one may take alone in 24 hours.
    package init(
        _ recorder: AuditRecorder, rowsMax: UInt64, now: @escaping @Sendable () -> UInt64
    ) {
        self.recorder = recorder
        quota = Mutex(rowsMax)
        self.now = now
    }

    package var rowsMax: UInt64 { quota.withLock { $0 } }

    /// From the next decision on.
    package func take(rowsMax: UInt64) { quota.withLock { $0 = rowsMax } }

    package func admit(
        _ record: AuditRecord, within hold: UInt64? = nil
    ) async throws -> ExportOutcome {
        try await calls.run { [self] in
            let (log, ledger, now) = (try recorder.opened(), try current(), now())
            var record = record
            // What was held is read from the log, and compared with this.
            record.details = AuditRecord.readBack(record.details)
            switch ledger.decide(
                record.who, details: record.details, rows: record.rows ?? 0, within: hold,
                rowsMax: rowsMax, at: now)
            {
            case .allowed(let hold):
                if let hold { record[.hold] = String(hold) }
                let allowed = record
                try recorder.noting { try log.appendNow([allowed]) }
                return .allowed
            case .released(let held): return .released(held)
            case .waits(let index): return .held(index)
            case .beyond:
                var held = record
                held.action = .holdExport
                held.results = record.rows
                held.rows = nil
                let holding = held
                return .held(try recorder.noting { try log.appendNow([holding]) })
            case .tooManyHeld: return .tooManyHeld
            }
        }
    }

    package func release(
        _ index: UInt64?, by actor: AuditActor, person: PersonID, roles: Set<Role>,
        purpose: Purpose?
    ) async throws {
        try await calls.run { [self] in
            let log = try recorder.opened()
            let held = try current().release(index, by: person, roles: roles, at: now())
            var record = AuditRecord(
                who: actor, action: .releaseExport, purpose: purpose,
                details: [
                    .hold: String(held.index), .for: held.who.name,
                    .rows: String(held.rows),
                ])
            if actor.person == nil { record[.by] = person.rawValue }
            let release = record
            try recorder.noting { try log.appendNow([release]) }
        }
    }

    package func held() async throws -> [ExportLedger.Held] {
        try await calls.run { [self] in try current().waiting(at: now()) }
    }

    /// The ledger with all that is in the log now, whoever wrote it.
    private func current() throws -> ExportLedger {
        let reading = try recorder.opened().reading
        let now = now()
        var ledger = try ledger.withLock { $0 } ?? ExportLedger(from: try begin(reading, now))
        while true {
            let lines = try reading.lines(from: ledger.next, limit: Self.step)
            for line in lines { ledger.take(line) }
            if lines.count < Self.step { break }
        }
        ledger.forget(at: now)
        let folded = ledger
        self.ledger.withLock { $0 = folded }
        return folded
    }

    private static let step = 1_024

    /// The first record that may matter: a hold lives for a window, and its release for another.
    private func begin(_ reading: AuditReading, _ now: UInt64) throws -> UInt64 {
        let oldest = now - min(now, 2 * ExportLedger.windowMilliseconds)
        var start = try reading.size()
        while start > 0 {
            let before = start - min(start, 256)
            guard let first = try reading.lines(from: before, limit: 1).first, first.at >= oldest
            else { return before }
            start = before
        }
        return 0
    }
}
