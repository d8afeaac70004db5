package import AllianceNames
package import Replication
package import Roster
import Statements
package import TransparencyLog

/// Finds what is over the roster's retention limits, and says whether a proposal names nothing else.
/// The time is given; calls block.
package struct RetentionSweep: Sendable {
    private let logs: any LogStore
    private let roster: Roster

    package init(_ logs: any LogStore, by roster: Roster) {
        self.logs = logs
        self.roster = roster
    }

    /// The entries of a log that are due at `time` and not held as evidence, as far as the log is held.
    package func due(of origin: LogOrigin, at time: UInt64) throws -> EntryRanges {
        guard !roster.retention.rules.isEmpty,
            let size = try logs.state(of: origin)?.size
        else { return .empty }
        return try due(of: origin, in: 0..<size, at: time)
    }

    private func due(
        of origin: LogOrigin, in range: Range<EntryIndex>, at time: UInt64
    ) throws -> EntryRanges {
        var due: [Range<EntryIndex>] = []
        try StoredStatement.forEach(of: origin, in: range, from: logs) { entry in
            guard entry.isHeld, let statement = entry.statement,
                let end = roster.retention.end(of: statement, issuedAt: entry.issuedAt),
                end <= time
            else { return }
            due.append(entry.index..<(entry.index + 1))
        }
        let entries = EntryRanges(due)
        return entries.subtracting(roster.held(entries, of: origin))
    }

    /// Whether every entry of a proposal is held here, and due or without a payload: what an authority
    /// may countersign without a person.
    package func demands(_ certificate: ErasureCertificate, at time: UInt64) throws -> Bool {
        let origin = certificate.origin
        guard certificate.reason == .retentionLimit,
            let last = certificate.entries.ranges.last?.upperBound,
            let size = try logs.state(of: origin)?.size, last <= size,
            roster.held(certificate.entries, of: origin).isEmpty
        else { return false }
        for range in certificate.entries.ranges {
            var due = try due(of: origin, in: range, at: time)
            try StoredStatement.forEach(of: origin, in: range, from: logs) { entry in
                // A payload that is gone already can be named again.
                if !entry.isHeld, !entry.kind.isOpen {
                    due = due.union(EntryRanges([entry.index..<(entry.index + 1)]))
                }
            }
            guard due.contains(EntryRanges([range])) else { return false }
        }
        return true
    }
}

extension ErasureCertificate {
    /// Certificates over all of `entries`, as few as their limits allow.
    package static func certificates(
        of origin: LogOrigin, entries: EntryRanges, reason: Reason, issuedAt: UTCTimestamp
    ) throws(ErasureError) -> [ErasureCertificate] {
        var certificates: [ErasureCertificate] = []
        var part: [Range<EntryIndex>] = []
        var count: UInt64 = 0
        func finish() throws(ErasureError) {
            guard !part.isEmpty else { return }
            certificates.append(
                try ErasureCertificate(
                    origin: origin, entries: EntryRanges(part), reason: reason,
                    issuedAt: issuedAt))
            (part, count) = ([], 0)
        }
        for range in entries.ranges {
            var rest = range
            while !rest.isEmpty {
                if count == entriesMax || part.count == rangesMax { try finish() }
                let end = min(rest.upperBound, rest.lowerBound + (entriesMax - count))
                part.append(rest.lowerBound..<end)
                count += end - rest.lowerBound
                rest = end..<rest.upperBound
            }
        }
        try finish()
        return certificates
    }
}
