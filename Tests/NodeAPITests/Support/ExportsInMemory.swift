import AuditTrail
import NodeAPI
import SignIn
import Statements
import Synchronization
import TransparencyLog

/// An audit log in memory that lets exports go and holds them as a node's does.
final class ExportsInMemory: ExportGating, AuditRecording, AuditShowing {
    private struct State {
        var ledger = ExportLedger()
        var records: [AuditRecord] = []
    }

    let rowsMax: UInt64
    /// Milliseconds since 1970, of all that is recorded.
    private let time: UInt64
    private let state = Mutex(State())

    init(rowsMax: UInt64, at time: UInt64) {
        self.rowsMax = rowsMax
        self.time = time
    }

    var records: [AuditRecord] { state.withLock { $0.records } }

    var console: ConsoleAudit { ConsoleAudit(self, gate: self, recording: self) }

    func admit(_ record: AuditRecord, within hold: UInt64?) async throws -> ExportOutcome {
        try state.withLock { state throws -> ExportOutcome in
            var record = record
            switch state.ledger.decide(
                record.who, details: record.details, rows: record.rows ?? 0, within: hold,
                rowsMax: rowsMax, at: time)
            {
            case .allowed(let hold):
                if let hold { record[.hold] = String(hold) }
                try append(record, to: &state)
                return .allowed
            case .released(let held): return .released(held)
            case .waits(let index): return .held(index)
            case .beyond:
                record.action = .holdExport
                (record.results, record.rows) = (record.rows, nil)
                return .held(try append(record, to: &state))
            case .tooManyHeld: return .tooManyHeld
            }
        }
    }

    func release(
        _ index: UInt64?, by actor: AuditActor, person: PersonID, roles: Set<Role>,
        purpose: Purpose?
    ) async throws {
        try state.withLock { state in
            let held = try state.ledger.release(index, by: person, roles: roles, at: time)
            let record = AuditRecord(
                who: actor, action: .releaseExport,
                details: [.hold: String(held.index)])
            try append(record, to: &state)
        }
    }

    func held() async throws -> [ExportLedger.Held] {
        state.withLock { $0.ledger.waiting(at: time) }
    }

    func record(_ record: AuditRecord) async throws {
        try state.withLock { state in _ = try append(record, to: &state) }
    }

    func recordSoon(_ record: AuditRecord) throws {
        try state.withLock { state in _ = try append(record, to: &state) }
    }

    func page(_ query: AuditQuery) async throws -> AuditPageContent {
        AuditPageContent(lines: [], before: nil, size: UInt64(records.count), cosigned: nil)
    }

    /// - Returns: its number.
    @discardableResult
    private func append(_ record: AuditRecord, to state: inout State) throws -> UInt64 {
        guard let salt = Salt([UInt8](repeating: 1, count: Salt.byteCount)) else {
            preconditionFailure("a salt of as many bytes as one has")
        }
        let sealed = try SealedStatement.seal(
            .unknown(.auditRecord, payload: record.bytes), issuedAt: time, salt: salt)
        var (entries, payloads) = ([UInt8](), [UInt8]())
        EntryBundle.append(entry: sealed.entry, to: &entries)
        PayloadBundle.append(saltAndPayload: sealed.saltAndPayload ?? [], to: &payloads)
        let number = UInt64(state.records.count)
        for line in try AuditLine.lines(
            first: number, count: 1, entries: entries, payloads: payloads)
        {
            state.ledger.take(line)
        }
        state.records.append(record)
        return number
    }
}
