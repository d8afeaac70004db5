import AllianceNames
import Replication
import Roster
import TransparencyLog

/// What certificates of an audit log's key may erase of it. That key lies on the machine, with whoever might
/// want a record gone: so only what is over its age goes, and never the first record.
struct AuditErasures {
    private struct Erasure {
        let entries: Range<EntryIndex>
        /// Records of this time, or before it, were over their age; milliseconds since 1970.
        let through: UInt64
    }

    /// By their first entries, the last one in front.
    private var ahead: [Erasure]
    private var reached: [Erasure] = []

    /// - Parameter now: milliseconds since 1970.
    /// - Throws: what the store throws.
    init(of origin: LogOrigin, in store: any LogStore, at now: UInt64) throws {
        var found: [Erasure] = []
        for record in try store.erasures() where record.origin == origin {
            guard let verified = try? record.signed.verifiedByAuditKey() else { continue }
            let certificate = verified.certificate
            let issuedAt = certificate.issuedAt.millisecondsSince1970
            guard certificate.reason == .retentionLimit, issuedAt <= now,
                issuedAt >= AuditRetention.ageMin
            else { continue }
            for range in certificate.entries.ranges {
                found.append(Erasure(entries: range, through: issuedAt - AuditRetention.ageMin))
            }
        }
        ahead = found.sorted { $0.entries.lowerBound > $1.entries.lowerBound }
    }

    /// To be asked of ascending entries.
    ///
    /// - Parameter time: of the entry, milliseconds since 1970.
    mutating func allow(_ index: EntryIndex, at time: UInt64) -> Bool {
        while let next = ahead.last, next.entries.lowerBound <= index {
            reached.append(ahead.removeLast())
        }
        reached.removeAll { $0.entries.upperBound <= index }
        return index > 0 && reached.contains { time <= $0.through }
    }
}
