package import AllianceNames
package import Casework
import FoundationEssentials
import GRDB
package import SignIn
import TransparencyLog

/// The clock of inquiries, hand-overs of shifts, contacts with members, papers of rights.
extension SQLiteCaseworkStore {
    package func inquiryRules() throws -> InquiryRules {
        try database.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT warnHours, lateHours FROM inquiryRule")
            guard let row else { return .usual }
            let (warn, late) = (try row.storedNumber(0), try row.storedNumber(1))
            return try readingStored("the clock of inquiries") {
                try InquiryRules(warnHours: Int(clamping: warn), lateHours: Int(clamping: late))
            }
        }
    }

    package func set(_ rules: InquiryRules) throws {
        try database.write { db in
            try db.execute(
                sql:
                    "INSERT OR REPLACE INTO inquiryRule (id, warnHours, lateHours) VALUES (1, ?, ?)",
                arguments: [rules.warnHours, rules.lateHours])
        }
    }

    /// All that is open and assigned to one person goes to another, in one step.
    /// - Throws: `CaseworkError`.
    package func handOver(
        _ id: CaseworkID, to person: PersonID, note: String, by colleague: Colleague,
        at now: UInt64
    ) throws -> HandOver {
        try database.write { db in
            try Self.handOver(id, to: person, note: note, by: colleague, at: now, db)
        }
    }

    /// The same for a request with a key, once.
    ///
    /// - Returns: also what an earlier request with this key handed over.
    /// - Throws: also `KeyedMakingError`.
    package func handOver(
        _ id: CaseworkID, to person: PersonID, note: String, by colleague: Colleague,
        for request: KeyedMaking
    ) throws -> (handOver: HandOver, isAgain: Bool) {
        try database.write { db -> (handOver: HandOver, isAgain: Bool) in
            if let made = try KeyedRows.made(by: request, db) {
                let row = try Row.fetchOne(
                    db, sql: "SELECT \(Self.handOverColumns) FROM handOver WHERE id = ?",
                    arguments: [made])
                guard let row else { throw CaseworkError.notThere }
                return (try Self.handOver(row), true)
            }
            let done = try Self.handOver(
                id, to: person, note: note, by: colleague, at: request.at, db)
            try KeyedRows.note(id.description, by: request, db)
            return (done, false)
        }
    }

    private static func handOver(
        _ id: CaseworkID, to person: PersonID, note: String, by colleague: Colleague,
        at now: UInt64, _ db: Database
    ) throws -> HandOver {
        let open = try inquiries(
            db, "state <> 'closed' AND assignee = ?", [colleague.id.rawValue]
        ).sorted(by: InquiryRules.inOrder)
        let done = try HandOver(
            id: id, from: colleague.id, to: person, at: now, note: note, open: open.map(\.id))
        for var one in open {
            let entry = try one.handOver(to: person, by: colleague, at: now)
            try InquiryRows.write(entry, of: one.id, db)
            try InquiryRows.write(one, db)
        }
        try db.execute(
            sql: "INSERT INTO handOver (\(handOverColumns)) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                id.description, done.from.rawValue, done.to.rawValue, Int64(now), note,
                done.open.map(\.description).joined(separator: " "),
            ])
        return done
    }

    private static let handOverColumns = "id, fromPerson, toPerson, at, note, open"

    private static func handOver(_ row: Row) throws -> HandOver {
        guard let id = CaseworkID(try row.stored(0) as String),
            let from = try InquiryRows.person(row, 1), let to = try InquiryRows.person(row, 2)
        else { throw DatabaseError.otherForm }
        let (note, open): (String, String) = (try row.stored(4), try row.stored(5))
        let at = try row.storedNumber(3)
        return try readingStored("a hand-over") {
            try HandOver(
                id: id, from: from, to: to, at: at, note: note,
                open: open.split(separator: " ").compactMap { CaseworkID($0) })
        }
    }

    /// A page of them, the newest first.
    ///
    /// - Parameter place: of the last one on the page before.
    package func handOvers(
        after place: (at: UInt64, id: CaseworkID)? = nil, limit: Int = HandOver.listedMax
    ) throws -> [HandOver] {
        let (time, name) = (place.map { Int64(clamping: $0.at) }, place?.id.description)
        return try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.handOverColumns) FROM handOver
                    WHERE ? IS NULL OR at < ? OR at = ? AND id > ?
                    ORDER BY at DESC, id LIMIT ?
                    """, arguments: [time, time, time, name, limit]
            ).map(Self.handOver)
        }
    }

    // MARK: Contacts with members

    /// - Parameter request: with a key, which notes one contact.
    /// - Returns: the one that an earlier request with this key noted.
    /// - Throws: `CaseworkError`, `KeyedMakingError`.
    @discardableResult
    package func add(
        _ contact: MemberContact, for request: KeyedMaking? = nil
    ) throws -> (contact: MemberContact, isAgain: Bool) {
        try database.write { db -> (contact: MemberContact, isAgain: Bool) in
            if let made = try request.flatMap({ try KeyedRows.made(by: $0, db) }) {
                guard let held = try Self.contacts("id = ?", [made], db).first else {
                    throw CaseworkError.notThere
                }
                return (held, true)
            }
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM memberContact WHERE member = ?",
                arguments: [contact.member.rawValue])
            guard count ?? 0 < MemberContact.ofMemberMax else {
                throw CaseworkError.tooMany(
                    what: "contacts with a member", max: MemberContact.ofMemberMax)
            }
            try db.execute(
                sql: """
                    INSERT INTO memberContact (id, member, at, person, whom, text, nextDue)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    contact.id.description, contact.member.rawValue, Int64(contact.at),
                    contact.by.rawValue, contact.with, contact.text,
                    contact.nextDue.map { Int64($0) },
                ])
            if let request { try KeyedRows.note(contact.id.description, by: request, db) }
            return (contact, false)
        }
    }

    /// The newest one with each member.
    package func lastContacts() throws -> [MemberContact] {
        try contacts(
            """
            NOT EXISTS (
                SELECT 1 FROM memberContact AS later WHERE later.member = one.member
                    AND (later.at > one.at OR later.at = one.at AND later.id < one.id))
            ORDER BY at DESC, id
            """, [])
    }

    /// A page of them, the newest first.
    ///
    /// - Parameter place: of the last one on the page before.
    package func contacts(
        with member: MemberID, after place: (at: UInt64, id: CaseworkID)? = nil,
        limit: Int = MemberContact.listedMax
    ) throws -> [MemberContact] {
        let (time, name) = (place.map { Int64(clamping: $0.at) }, place?.id.description)
        return try contacts(
            """
            member = ? AND (? IS NULL OR at < ? OR at = ? AND id > ?) ORDER BY at DESC, id LIMIT ?
            """, [member.rawValue, time, time, time, name, limit])
    }

    private func contacts(
        _ condition: String, _ arguments: StatementArguments
    ) throws -> [MemberContact] {
        try database.read { try Self.contacts(condition, arguments, $0) }
    }

    private static func contacts(
        _ condition: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> [MemberContact] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, member, at, person, whom, text, nextDue FROM memberContact AS one
                WHERE \(condition)
                """, arguments: arguments
        ).map { row in
            guard let id = CaseworkID(try row.stored(0) as String),
                let person = try InquiryRows.person(row, 3)
            else { throw DatabaseError.otherForm }
            let (name, whom, text): (String, String, String) = (
                try row.stored(1), try row.stored(4), try row.stored(5)
            )
            let (at, due) = (try row.storedNumber(2), try row.storedNumberIfAny(6))
            return try readingStored("a contact") {
                try MemberContact(
                    id: id, member: try MemberID(parsing: name), at: at, by: person,
                    with: whom, text: text, nextDue: due)
            }
        }
    }

    // MARK: Papers of rights

    /// - Parameter request: with a key, which keeps one paper.
    /// - Returns: the one that an earlier request with this key kept.
    /// - Throws: `CaseworkError`, `KeyedMakingError`.
    @discardableResult
    package func add(
        _ document: RightDocument, _ bytes: [UInt8], for request: KeyedMaking? = nil
    ) throws -> (document: RightDocument, isAgain: Bool) {
        guard bytes.count == document.byteCount, Digest.sha256(bytes) == document.sha256 else {
            throw CaseworkError.text(field: "file")
        }
        return try database.write { db -> (document: RightDocument, isAgain: Bool) in
            if let made = try request.flatMap({ try KeyedRows.made(by: $0, db) }) {
                let row = try Row.fetchOne(
                    db,
                    sql: "SELECT \(Self.documentColumns) FROM rightDocument WHERE id = ?",
                    arguments: [made])
                guard let row else { throw CaseworkError.notThere }
                return (try Self.document(row), true)
            }
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM rightDocument WHERE ofRight = ?",
                arguments: [document.right])
            guard count ?? 0 < RightDocument.ofRightMax else {
                throw CaseworkError.tooMany(
                    what: "documents of a right", max: RightDocument.ofRightMax)
            }
            let held = try Int.fetchOne(db, sql: "SELECT total(byteCount) FROM rightDocument")
            guard (held ?? 0) + bytes.count <= RightDocument.allBytesMax else {
                throw CaseworkError.tooLarge(
                    what: "all documents of rights", bytesMax: RightDocument.allBytesMax)
            }
            try db.execute(
                sql: """
                    INSERT INTO rightDocument (id, ofRight, kind, name, format, sha256,
                        byteCount, addedAt, addedBy, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    document.id.description, document.right, document.kind.rawValue,
                    document.name, document.format.rawValue, document.sha256.data,
                    document.byteCount, Int64(document.addedAt), document.addedBy.rawValue,
                    Data(bytes),
                ])
            if let request { try KeyedRows.note(document.id.description, by: request, db) }
            return (document, false)
        }
    }

    private static let documentColumns =
        "id, ofRight, kind, name, format, sha256, byteCount, addedAt, addedBy"

    /// By right, the oldest first.
    package func documents() throws -> [RightDocument] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.documentColumns) FROM rightDocument
                    ORDER BY ofRight, addedAt, id
                    """
            ).map(Self.document)
        }
    }

    private static func document(_ row: Row) throws -> RightDocument {
        guard let id = CaseworkID(try row.stored(0) as String),
            let kind = RightDocument.Kind(rawValue: try row.stored(2)),
            let format = FileKind(rawValue: try row.stored(4)),
            let sha256 = Digest(try row.storedBytes(5)),
            let person = try InquiryRows.person(row, 8)
        else { throw DatabaseError.otherForm }
        let (right, name): (String, String) = (try row.stored(1), try row.stored(3))
        let (count, at) = (try row.storedNumber(6), try row.storedNumber(7))
        return try readingStored("a document") {
            try RightDocument(
                id: id, right: right, kind: kind, name: name, format: format, sha256: sha256,
                byteCount: Int(clamping: count), addedAt: at, addedBy: person)
        }
    }

    /// - Throws: `CaseworkError.notThere`; a database error where the bytes are not what was put in.
    package func document(
        _ id: CaseworkID
    ) throws -> (document: RightDocument, bytes: [UInt8]) {
        try database.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT \(Self.documentColumns), bytes FROM rightDocument WHERE id = ?",
                arguments: [id.description])
            guard let row else { throw CaseworkError.notThere }
            let (document, bytes) = (try Self.document(row), try row.storedBytes(9))
            guard Digest.sha256(bytes) == document.sha256 else { throw DatabaseError.otherForm }
            return (document, bytes)
        }
    }
}
