package import AllianceNames
package import Casework
import FoundationEssentials
import GRDB

/// What waits to be brought to another member's node about an inquiry.
package struct OutgoingInquiryLetter: QueuedLetter, Hashable {
    package let number: Int64
    package let inquiry: CaseworkID
    package let recipient: MemberID
    package let content: [UInt8]
    package let createdAt: UInt64
    package let attempts: Int
    package var course: CaseworkID { inquiry }
}

extension SQLiteCaseworkStore {
    static func post(
        _ letter: InquiryLetter, of one: Inquiry, at now: UInt64, _ db: Database
    ) throws {
        guard let partner = one.partner else { return }
        try db.execute(
            sql: """
                INSERT INTO inquiryLetter
                    (inquiry, recipient, content, createdAt, dueAt, attempts)
                VALUES (?, ?, ?, ?, 0, 0)
                """,
            arguments: [
                one.id.description, partner.rawValue, Data(letter.bytes), Int64(now),
            ])
    }

    private static let dueMax = 64

    /// In the order in which they go: of an inquiry whose first one is due, those behind it too.
    package func dueInquiryLetters(at now: UInt64) throws -> [OutgoingInquiryLetter] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, inquiry, recipient, content, createdAt, attempts
                    FROM inquiryLetter WHERE inquiry IN (
                        SELECT inquiry FROM inquiryLetter
                        WHERE number IN (SELECT min(number) FROM inquiryLetter GROUP BY inquiry)
                            AND dueAt <= ?)
                    ORDER BY number LIMIT ?
                    """, arguments: [Int64(now), Self.dueMax]
            ).map { row in
                guard let id = CaseworkID(try row.stored(1) as String) else {
                    throw DatabaseError.otherForm
                }
                let recipient: String = try row.stored(2)
                return OutgoingInquiryLetter(
                    number: try row.stored(0), inquiry: id,
                    recipient: try readingStored("a letter") { try MemberID(parsing: recipient) },
                    content: try row.storedBytes(3), createdAt: try row.storedNumber(4),
                    attempts: Int(clamping: try row.stored(5) as Int64))
            }
        }
    }

    /// It has arrived.
    package func arrived(_ letter: OutgoingInquiryLetter) throws {
        try removing { db in
            try Self.remove(letter, db)
            let left = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM inquiryLetter WHERE inquiry = ?",
                arguments: [letter.inquiry.description])
            guard left == 0, var one = try Self.inquiryIfThere(letter.inquiry, db) else { return }
            one.arrive()
            try InquiryRows.write(one, db)
        }
    }

    /// It never will; that stands with the inquiry, and nothing else of it goes either.
    package func failed(
        _ letter: OutgoingInquiryLetter, _ why: LetterFailure, at now: UInt64
    ) throws {
        var why = why
        if case .refused(let words) = why {
            why = .refused(String(words.prefix(InquiryLimits.textCharactersMax)))
        }
        try removing { db in
            try db.execute(
                sql: "DELETE FROM inquiryLetter WHERE inquiry = ?",
                arguments: [letter.inquiry.description])
            guard var one = try Self.inquiryIfThere(letter.inquiry, db) else { return }
            let entry = one.fail(why, at: now)
            try InquiryRows.write(entry, of: one.id, db)
            try InquiryRows.write(one, db)
        }
    }

    private static func remove(_ letter: OutgoingInquiryLetter, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM inquiryLetter WHERE number = ?", arguments: [letter.number])
    }

    package func postpone(_ letter: OutgoingInquiryLetter, until due: UInt64) throws {
        try database.write { db in
            try db.execute(
                sql:
                    "UPDATE inquiryLetter SET attempts = attempts + 1, dueAt = ? WHERE number = ?",
                arguments: [Int64(clamping: due), letter.number])
        }
    }

    /// Those that were over long ago, with all that was said; and photos that were named, and of which not all
    /// parts came in time.
    package func removeOldInquiries(at now: UInt64) throws {
        let kept = InquiryLimits.keptMilliseconds
        let before = Int64(now > kept ? now - kept : 0)
        let old = "SELECT id FROM inquiry WHERE state <> 'open' AND changedAt < ?"
        let parts = InquiryLimits.partsMilliseconds
        let named = Int64(now > parts ? now - parts : 0)
        try removing { db in
            for table in ["inquiryEntry", "inquiryPhoto", "inquiryPart", "inquiryLetter"] {
                try db.execute(
                    sql: "DELETE FROM \(table) WHERE inquiry IN (\(old))", arguments: [before])
            }
            try db.execute(
                sql: "DELETE FROM inquiry WHERE state <> 'open' AND changedAt < ?",
                arguments: [before])
            try db.execute(
                sql: """
                    DELETE FROM inquiryPhoto WHERE bytes IS NULL AND NOT EXISTS (
                        SELECT 1 FROM inquiryEntry AS entry
                        WHERE entry.inquiry = inquiryPhoto.inquiry AND entry.at >= ?
                            AND json_extract(entry.body, '$.photo.sha256')
                                = lower(hex(inquiryPhoto.sha256)))
                    """, arguments: [named])
            try db.execute(
                sql: """
                    DELETE FROM inquiryPart WHERE NOT EXISTS (
                        SELECT 1 FROM inquiryPhoto AS photo
                        WHERE photo.inquiry = inquiryPart.inquiry
                            AND photo.sha256 = inquiryPart.sha256)
                    """)
        }
    }
}
