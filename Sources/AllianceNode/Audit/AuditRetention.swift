import AllianceNames
import AuditTrail
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// Erases what an audit log has of long ago: the records go, their entries stay, and with them every proof and
/// the number of things that were done. What is erased stands in certificates that the log's key signs, so that
/// `AuditVerification` tells it from what somebody took out, and in a record of the log itself. Calls block.
package struct AuditRetention {
    private static let dayMilliseconds: UInt64 = 86_400_000
    /// Milliseconds that every record is kept: what is younger, no certificate erases.
    static let ageMin = UInt64(AuditPeriod.daysMin) * dayMilliseconds

    private let log: AuditLog

    package init(_ log: AuditLog) { self.log = log }

    /// Goes on with what was begun before, and erases what is older than so many days; nil keeps all.
    ///
    /// - Parameter now: milliseconds since 1970.
    /// - Returns: records that are erased now and were not before.
    @discardableResult
    package func run(keepingDays days: Int?, at now: UInt64) throws -> UInt64 {
        var erased: UInt64 = 0
        if let days {
            let age = UInt64(max(days, AuditPeriod.daysMin)) * Self.dayMilliseconds
            // Certificates have whole seconds, and are judged by what they say.
            let issuedAt = UTCTimestamp(millisecondsSince1970: now)
            let time = issuedAt.millisecondsSince1970
            let due = try due(before: time - min(time, age))
            erased = due.count
            let certificates = try ErasureCertificate.certificates(
                of: log.origin, entries: due, reason: .retentionLimit,
                issuedAt: issuedAt)
            for certificate in certificates {
                // First: witnesses see the log grow, and nobody erases without its being there.
                try log.appendNow([
                    AuditRecord(
                        who: .node, action: .administer,
                        details: [
                            .erased: certificate.entries.description,
                            .days: String(max(days, AuditPeriod.daysMin)),
                            .certificate: certificate.id.description,
                        ])
                ])
                let signed = SignedErasure(certificate, by: [log.signer])
                _ = try log.store.keep(ErasureRecord(signed.verifiedByAuditKey()))
            }
        }
        try carryOut(at: now)
        return erased
    }

    /// Takes out of the file what certificates erase.
    private func carryOut(at now: UInt64) throws {
        let underWay = try log.store.erasuresUnderWay().filter { $0.origin == log.origin }
        guard !underWay.isEmpty else { return }
        for record in underWay where record.state == .complete {
            try log.store.wipe(record.id) { _ in }
        }
        // Where somebody is reading, the next round tries again.
        guard try log.store.scrub() else { return }
        for record in underWay { try log.store.finishErasure(record.id, at: now) }
    }

    /// Entries of before that time that are not erased yet. The first stays: it says what the log goes on from.
    private func due(before time: UInt64) throws -> EntryRanges {
        let reading = log.reading
        var (low, high) = (EntryIndex(1), try reading.size())
        guard low < high else { return .empty }
        // Times ascend, but for a clock that was set back: then some wait a little longer.
        while low < high {
            let middle = low + (high - low) / 2
            guard let line = try reading.lines(from: middle, limit: 1).first else { break }
            if line.at < time { low = middle + 1 } else { high = middle }
        }
        guard low > 1 else { return .empty }
        let due = EntryRanges([1..<low]).subtracting(
            try log.store.erased(of: log.origin).entries)
        return due.subtracting(try younger(than: time, in: due))
    }

    /// Those that a clock which was ahead put between the others.
    private func younger(than time: UInt64, in due: EntryRanges) throws -> EntryRanges {
        let reading = log.reading
        var younger: [EntryIndex] = []
        for range in due.ranges {
            for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.step) {
                let limit = Int(min(UInt64(Self.step), range.upperBound - start))
                for line in try reading.lines(from: start, limit: limit) where line.at >= time {
                    younger.append(line.index)
                }
            }
        }
        return EntryRanges(younger)
    }

    private static let step = 256
}
