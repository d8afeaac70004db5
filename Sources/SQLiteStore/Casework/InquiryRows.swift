import AllianceNames
import Casework
import FoundationEssentials
import GRDB
import JSON
import SignIn

/// How inquiries stand in `casework.sqlite`.
enum InquiryRows {
    static let columns = """
        id, side, partner, subject, aboutKind, about, askedBy, createdAt, state, assignee, manager,
        waitingSince, firstAnswerAt, escalatedAt, delivery, nextContactAt, revision, changedAt
        """

    static func inquiry(_ row: Row) throws -> Inquiry {
        guard let id = CaseworkID(try row.stored(0) as String),
            let side = Inquiry.Side(rawValue: try row.stored(1)),
            let state = Inquiry.State(rawValue: try row.stored(8)),
            let delivery = Inquiry.Delivery(rawValue: try row.stored(14))
        else { throw DatabaseError.otherForm }
        let (partner, kind): (String?, String?) = (
            try row.storedIfAny(2), try row.storedIfAny(4)
        )
        var about: InquirySubject?
        if let kind {
            guard let kind = InquirySubject.Kind(rawValue: kind) else {
                throw DatabaseError.otherForm
            }
            let reference: String = try row.stored(5)
            about = try readingStored("an inquiry") { try InquirySubject(kind, reference) }
        }
        var one = Inquiry(
            keptAs: id, side: side,
            partner: try partner.map { name in
                try readingStored("an inquiry") { try MemberID(parsing: name) }
            }, subject: try row.stored(3), about: about, askedBy: try person(row, 6),
            createdAt: try row.storedNumber(7))
        one.state = state
        one.assignee = try person(row, 9)
        one.manager = try person(row, 10)
        one.waitingSince = try row.storedNumberIfAny(11)
        one.firstAnswerAt = try row.storedNumberIfAny(12)
        one.escalatedAt = try row.storedNumberIfAny(13)
        one.delivery = delivery
        one.nextContactAt = try row.storedNumberIfAny(15)
        one.revision = try row.storedNumber(16)
        one.changedAt = try row.storedNumber(17)
        return one
    }

    static func write(_ one: Inquiry, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO inquiry (\(columns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state,
                    assignee = excluded.assignee, manager = excluded.manager,
                    waitingSince = excluded.waitingSince, firstAnswerAt = excluded.firstAnswerAt,
                    escalatedAt = excluded.escalatedAt, delivery = excluded.delivery,
                    nextContactAt = excluded.nextContactAt, revision = excluded.revision,
                    changedAt = excluded.changedAt
                """,
            arguments: [
                one.id.description, one.side.rawValue, one.partner?.rawValue, one.subject,
                one.about?.kind.rawValue, one.about?.reference, one.askedBy?.rawValue,
                Int64(one.createdAt), one.state.rawValue, one.assignee?.rawValue,
                one.manager?.rawValue, one.waitingSince.map { Int64($0) },
                one.firstAnswerAt.map { Int64($0) }, one.escalatedAt.map { Int64($0) },
                one.delivery.rawValue, one.nextContactAt.map { Int64($0) }, Int64(one.revision),
                Int64(one.changedAt),
            ])
    }

    static let entryColumns = "number, at, person, member, body, remote"

    static func entry(_ row: Row) throws -> InquiryEntry {
        let (member, text): (String?, String) = (try row.storedIfAny(3), try row.stored(4))
        guard let json = try? JSONValue(parsing: text), let body = InquiryEntry.Body(json) else {
            throw DatabaseError.otherForm
        }
        var author = InquiryEntry.Author.node
        if let person = try person(row, 2) { author = .person(person) }
        if let member {
            author = .member(
                try readingStored("an inquiry") { try MemberID(parsing: member) })
        }
        return InquiryEntry(
            number: try row.storedNumber(0), at: try row.storedNumber(1), by: author, body: body,
            remote: try row.storedNumberIfAny(5))
    }

    static func write(_ entry: InquiryEntry, of id: CaseworkID, _ db: Database) throws {
        var (person, member): (String?, String?) = (nil, nil)
        switch entry.by {
        case .person(let id): person = id.rawValue
        case .member(let id): member = id.rawValue
        case .node: break
        }
        try db.execute(
            sql: """
                INSERT INTO inquiryEntry (inquiry, \(entryColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id.description, Int64(entry.number), Int64(entry.at), person, member,
                entry.body.json.compact, entry.remote.map { Int64($0) },
            ])
    }

    static func person(_ row: Row, _ column: Int) throws -> PersonID? {
        guard let text: String = try row.storedIfAny(column) else { return nil }
        return try readingStored("an inquiry") { try PersonID(parsing: text) }
    }
}
