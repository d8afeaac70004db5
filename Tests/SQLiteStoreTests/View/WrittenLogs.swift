import AllianceNames
import CRDT
import MergedView
import Statements
import TransparencyLog

/// What the members of a test wrote: the logs as entries and payloads, and beside them what was meant.
struct WrittenLogs: EntrySource {
    /// One entry of a test.
    enum Line {
        case says(Statement)
        /// A kind of tomorrow.
        case unknown
        /// A payload that is no message of its kind.
        case garbage
        /// A payload that is gone.
        case absent(Statement)
    }

    struct Written {
        var line: Line
        var issuedAt: UInt64
        var entry: [UInt8]
        var saltAndPayload: [UInt8]?
    }

    private(set) var logs: [LogOrigin: [Written]] = [:]

    @discardableResult
    mutating func write(
        _ statement: Statement, to origin: LogOrigin, at time: UInt64 = 1_700_000_000_000
    ) throws -> StatementDot {
        try write(.says(statement), to: origin, at: time)
    }

    @discardableResult
    mutating func write(
        _ line: Line, to origin: LogOrigin, at time: UInt64 = 1_700_000_000_000
    ) throws -> StatementDot {
        let index = UInt64(logs[origin]?.count ?? 0)
        let salt = try required(Salt([UInt8](repeating: UInt8(index & 255), count: 16)))
        var written = Written(line: line, issuedAt: time, entry: [], saltAndPayload: nil)
        switch line {
        case .says(let statement), .absent(let statement):
            let sealed = try SealedStatement.seal(statement, issuedAt: time, salt: salt)
            written.entry = sealed.entry
            if case .says = line { written.saltAndPayload = sealed.saltAndPayload }
        case .unknown:
            written.saltAndPayload = salt.bytes + [1, 2, 3]
            written.entry =
                Entry(
                    kind: EntryKind(rawValue: 0x7e), issuedAt: time, commit: .zero
                ).bytes
        case .garbage:
            written.saltAndPayload = salt.bytes + [0xff, 0xff, 0xff]
            written.entry = Entry(kind: .assertIndicator, issuedAt: time, commit: .zero).bytes
        }
        logs[origin, default: []].append(written)
        return StatementDot(log: origin, index: index)
    }

    var origins: [LogOrigin] { logs.keys.sorted() }

    /// As if the payloads of these entries had never been there.
    func without(_ erased: EntryRanges, of origin: LogOrigin) -> WrittenLogs {
        var left = self
        for index in erased.within(0..<UInt64(logs[origin]?.count ?? 0)).indexes {
            guard var written = left.logs[origin]?[Int(index)] else { continue }
            if case .says(let said) = written.line, !said.kind.isOpen {
                written.line = .absent(said)
            }
            written.saltAndPayload = nil
            left.logs[origin]?[Int(index)] = written
        }
        return left
    }

    /// What a certificate over these entries takes out of a view, with what the index has to be told.
    func erasure(_ id: UInt8, _ erased: EntryRanges, of origin: LogOrigin) -> ViewErasure {
        var erasure = ViewErasure(id: Digest.sha256([id]), origin: origin, entries: erased)
        for index in erased.within(0..<UInt64(logs[origin]?.count ?? 0)).indexes {
            guard let written = logs[origin]?[Int(index)], let payload = written.saltAndPayload
            else { continue }
            erasure.add(index: index, entry: written.entry, payload: Array(payload.dropFirst(16)))
        }
        return erasure
    }

    // MARK: EntrySource

    func sizes() -> ViewFrontier { ViewFrontier(logs.mapValues { UInt64($0.count) }) }

    func slice(of origin: LogOrigin, from start: EntryIndex) -> EntrySlice? {
        let log = logs[origin] ?? []
        guard start < UInt64(log.count) else { return nil }
        let end = min(UInt64(log.count), (start / 256 + 1) * 256)
        return slice(of: origin, start..<end)
    }

    func slice(of origin: LogOrigin, _ range: Range<EntryIndex>) -> EntrySlice {
        var slice = EntrySlice(
            start: range.lowerBound, count: range.count, entries: [], payloads: [])
        for index in range {
            let written = logs[origin]![Int(index)]
            EntryBundle.append(entry: written.entry, to: &slice.entries)
            if let payload = written.saltAndPayload {
                PayloadBundle.append(saltAndPayload: payload, to: &slice.payloads)
            } else {
                PayloadBundle.appendAbsent(to: &slice.payloads)
            }
        }
        return slice
    }

    /// The entries of `range`, folded.
    func batch(of origin: LogOrigin, _ range: Range<EntryIndex>) throws -> FoldedEntries {
        var batch = FoldedEntries(origin: origin, start: range.lowerBound)
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, start + 256)
            try Fold.append(slice(of: origin, start..<end), to: &batch)
            start = end
        }
        return batch
    }
}

/// What is missing here is a mistake of the test.
struct Missing: Error {}

private func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}
