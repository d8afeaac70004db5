import AllianceNames
import Complaints
import GRDB
import Statements
import TransparencyLog

/// Reads a case from the statements that were taken up, inside one transaction.
struct CaseLoading {
    struct Loaded {
        let reading: CaseReading
        /// The complaint itself, also where it counts for nothing.
        let complaint: Complaint?
        let filedAt: EventTime
        /// Of what the complaint says.
        let digest: Digest?
    }

    let db: Database
    let numbers: ComplaintNumbers

    func load(_ course: Int64, _ id: EntryReference) throws -> Loaded {
        var events = CaseEvents(of: id)
        var complaint: Complaint?
        var (filedAt, digest) = (EventTime.pending, Digest?.none)
        var platforms: Set<MemberID> = []
        if let log = try numbers.id(of: id.origin), try numbers.log(log).isPlatform {
            platforms.insert(id.author)
        }
        let query = try RawStatement(
            db, "SELECT log, idx, kind, time, payload FROM statement WHERE course = ?")
        query.bind(1, course)
        defer { query.reset() }
        var (last, early, later) = (Int64?.none, 0, 0)
        while try query.step() {
            let number = try query.storedInteger(0)
            let index = UInt64(clamping: try query.storedInteger(1))
            let log = try numbers.log(number)
            if last != number { (last, early, later) = (number, 0, 0) }
            guard index < log.counted else { continue }
            // No more than are read: nobody can have a case loaded for ever.
            if log.origin == id.origin, index < id.index {
                early += 1
                guard early <= CaseState.refusedMax else { continue }
            } else {
                later += 1
                guard later <= CaseEvents.ofOneLogMax else { continue }
            }
            if log.isPlatform { platforms.insert(log.origin.member) }
            let said = try Self.said(query)
            let time = try query.storedIntegerIfAny(3).map {
                EventTime.witnessed(UInt64(clamping: $0))
            }
            let entry = EntryReference(origin: log.origin, index: index)
            events.insert(said, at: entry, time: time ?? .pending)
            if entry == id, case .complaint(let filed) = said {
                complaint = filed
                filedAt = CaseEvent(said, time: time ?? .pending).time
                digest = Digest.sha256(query.bytes(4))
            }
        }
        return Loaded(
            reading: events.reading(CaseParties(platforms: platforms)), complaint: complaint,
            filedAt: filedAt, digest: digest)
    }

    private static func said(_ query: RawStatement) throws -> ComplaintStatement {
        let kind = try query.storedInteger(2)
        guard let raw = UInt8(exactly: kind) else { throw DatabaseError.otherForm }
        let statement = try readingStored("a statement") {
            try Statement.decode(kind: EntryKind(rawValue: raw), payload: query.bytes(4))
        }
        guard case .complaint(let said) = statement else { throw DatabaseError.otherForm }
        return said
    }
}
