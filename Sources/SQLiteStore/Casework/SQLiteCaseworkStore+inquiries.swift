package import AllianceNames
package import Casework
import FoundationEssentials
import GRDB
package import TransparencyLog

/// Inquiries: a step, its entry and the letter that says it are one transaction.
extension SQLiteCaseworkStore {
    /// All, in no order that counts.
    package func inquiries() throws -> [Inquiry] {
        try database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT \(InquiryRows.columns) FROM inquiry ORDER BY changedAt DESC, id"
            ).map(InquiryRows.inquiry)
        }
    }

    /// Those that wait for an answer, those of one person, or whatever `condition` says.
    package func openInquiries() throws -> [Inquiry] {
        try database.read { db in try Self.inquiries(db, "state <> 'closed'") }
    }

    static func inquiries(
        _ db: Database, _ condition: String, _ arguments: StatementArguments = []
    ) throws -> [Inquiry] {
        try Row.fetchAll(
            db, sql: "SELECT \(InquiryRows.columns) FROM inquiry WHERE \(condition)",
            arguments: arguments
        ).map(InquiryRows.inquiry)
    }

    /// With what was said and done, in order, and the photos of which all bytes are here.
    /// - Throws: `CaseworkError.notThere`.
    package func inquiry(
        _ id: CaseworkID
    ) throws -> (inquiry: Inquiry, entries: [InquiryEntry], held: Set<Digest>) {
        try database.read { db in
            guard let one = try Self.inquiryIfThere(id, db) else { throw CaseworkError.notThere }
            let held = try Row.fetchAll(
                db,
                sql:
                    "SELECT sha256 FROM inquiryPhoto WHERE inquiry = ? AND bytes IS NOT NULL",
                arguments: [id.description]
            ).map { row in
                guard let digest = Digest(try row.storedBytes(0)) else {
                    throw DatabaseError.otherForm
                }
                return digest
            }
            return (one, try Self.entries(of: id, db), Set(held))
        }
    }

    static func inquiryIfThere(_ id: CaseworkID, _ db: Database) throws -> Inquiry? {
        try inquiries(db, "id = ?", [id.description]).first
    }

    private static func entries(of id: CaseworkID, _ db: Database) throws -> [InquiryEntry] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(InquiryRows.entryColumns) FROM inquiryEntry WHERE inquiry = ?
                ORDER BY number
                """, arguments: [id.description]
        ).map(InquiryRows.entry)
    }

    /// Begins one, with the letter that asks it where another member is asked.
    ///
    /// - Parameter request: with a key, which begins one inquiry.
    /// - Returns: the one that an earlier request with this key began, as it is now.
    /// - Throws: `CaseworkError`, `KeyedMakingError`.
    @discardableResult
    package func add(
        _ one: Inquiry, _ text: String, by author: InquiryEntry.Author,
        photos: [(photo: InquiryPhoto, bytes: [UInt8])] = [], for request: KeyedMaking? = nil
    ) throws -> (inquiry: Inquiry, isAgain: Bool) {
        try database.write { db in
            if let made = try request.flatMap({ try KeyedRows.made(by: $0, db) }) {
                guard let id = CaseworkID(made), let held = try Self.inquiryIfThere(id, db) else {
                    throw CaseworkError.notThere
                }
                return (held, true)
            }
            try Self.begin(one, text, by: author, db)
            if one.side == .ours {
                try Self.post(
                    .ask(one.id, subject: one.subject, about: one.about, text: text), of: one,
                    at: one.createdAt, db)
            }
            var one = one
            for (photo, bytes) in photos {
                one.revision += 1
                let entry = InquiryEntry(
                    number: one.revision, at: one.createdAt, by: author, body: .photo(photo))
                try Self.put(photo, bytes, entry, of: one, db)
            }
            try InquiryRows.write(one, db)
            if let request { try KeyedRows.note(one.id.description, by: request, db) }
            return (one, false)
        }
    }

    private static func begin(
        _ one: Inquiry, _ text: String, by author: InquiryEntry.Author, _ db: Database
    ) throws {
        for share in InquiryShare.all(of: one) {
            let kept = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM inquiry WHERE \(share.condition)",
                arguments: share.arguments)
            guard kept ?? 0 < share.inquiriesMax else {
                throw CaseworkError.tooMany(
                    what: "inquiries \(share.whose)", max: share.inquiriesMax)
            }
        }
        try InquiryRows.write(one, db)
        try InquiryRows.write(
            InquiryEntry(number: one.revision, at: one.createdAt, by: author, body: .asked(text)),
            of: one.id, db)
    }

    /// Changes one as `body` says, with the letters that say so to the other member.
    ///
    /// - Parameters:
    ///   - revision: as it was shown; nil for what is done whatever else has changed.
    ///   - body: gives the entry; nil where nothing is changed.
    @discardableResult
    package func change(
        inquiry id: CaseworkID, revision: UInt64?, at now: UInt64,
        _ body: (inout Inquiry) throws -> InquiryEntry?
    ) throws -> Inquiry {
        try database.write { db in
            try Self.change(inquiry: id, revision: revision, at: now, body, db)
        }
    }

    /// The same for a request with a key, once.
    ///
    /// - Returns: as it is now, also where an earlier request with this key changed it.
    /// - Throws: also `KeyedMakingError`.
    package func change(
        inquiry id: CaseworkID, revision: UInt64?, for request: KeyedMaking,
        _ body: (inout Inquiry) throws -> InquiryEntry?
    ) throws -> (inquiry: Inquiry, isAgain: Bool) {
        try database.write { db -> (inquiry: Inquiry, isAgain: Bool) in
            if try KeyedRows.made(by: request, db) != nil {
                guard let one = try Self.inquiryIfThere(id, db) else {
                    throw CaseworkError.notThere
                }
                return (one, true)
            }
            let one = try Self.change(
                inquiry: id, revision: revision, at: request.at, body, db)
            try KeyedRows.note(id.description, by: request, db)
            return (one, false)
        }
    }

    private static func change(
        inquiry id: CaseworkID, revision: UInt64?, at now: UInt64,
        _ body: (inout Inquiry) throws -> InquiryEntry?, _ db: Database
    ) throws -> Inquiry {
        guard var one = try inquiryIfThere(id, db) else { throw CaseworkError.notThere }
        let before = one.revision
        let entry = try body(&one)
        guard revision ?? before == before else { throw CaseworkError.changedMeanwhile }
        guard let entry else { return one }
        guard entry.number <= InquiryLimits.entriesMax || entry.isKeptBeyondMax else {
            throw CaseworkError.tooMany(
                what: "entries of an inquiry", max: InquiryLimits.entriesMax)
        }
        try InquiryRows.write(entry, of: id, db)
        if let said = entry.said(by: one.side) {
            try post(.said(id, number: entry.number, said), of: one, at: now, db)
        }
        try InquiryRows.write(one, db)
        return one
    }

    /// Each question that waits too long, once; one that cannot be changed stops no other.
    /// - Throws: the first error, once all others are done.
    package func escalateInquiries(at now: UInt64) throws {
        let rules = try inquiryRules()
        var failure: (any Error)?
        for one in try openInquiries() {
            var after = one
            guard after.escalate(rules, at: now) != nil else { continue }
            do {
                try change(inquiry: one.id, revision: nil, at: now) {
                    $0.escalate(rules, at: now)
                }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// A photo with its entry, and the letters that bring it.
    private static func put(
        _ photo: InquiryPhoto, _ bytes: [UInt8], _ entry: InquiryEntry, of one: Inquiry,
        _ db: Database
    ) throws {
        guard bytes.count == photo.byteCount, Digest.sha256(bytes) == photo.sha256 else {
            throw CaseworkError.text(field: "photo")
        }
        try InquiryRows.write(entry, of: one.id, db)
        try keep(photo, bytes, of: one, db)
        guard one.side == .ours else { return }
        try post(.said(one.id, number: entry.number, .photo(photo)), of: one, at: entry.at, db)
        for part in 0..<photo.partCount {
            let start = part * InquiryLimits.partBytes
            let slice = Array(bytes[start..<start + photo.byteCount(ofPart: part)])
            try post(
                .part(one.id, photo: photo.sha256, part: part, slice), of: one, at: entry.at, db)
        }
    }

    private static func keep(
        _ photo: InquiryPhoto, _ bytes: [UInt8]?, of one: Inquiry, _ db: Database
    ) throws {
        let id = one.id
        let count = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM inquiryPhoto WHERE inquiry = ?",
            arguments: [id.description])
        guard count ?? 0 < InquiryLimits.photosMax else {
            throw CaseworkError.tooMany(
                what: "photos of an inquiry", max: InquiryLimits.photosMax)
        }
        for share in InquiryShare.all(of: one) {
            let held = try Int.fetchOne(
                db,
                sql: """
                    SELECT total(byteCount) FROM inquiryPhoto
                    JOIN inquiry ON inquiry.id = inquiryPhoto.inquiry WHERE \(share.condition)
                    """, arguments: share.arguments)
            guard (held ?? 0) + photo.byteCount <= share.photosBytesMax else {
                throw CaseworkError.tooLarge(
                    what: "what is kept of photos \(share.whose), with this one,",
                    bytesMax: share.photosBytesMax)
            }
        }
        let known = try Int.fetchOne(
            db, sql: "SELECT 1 FROM inquiryPhoto WHERE inquiry = ? AND sha256 = ?",
            arguments: [id.description, photo.sha256.data])
        guard known == nil else { throw CaseworkError.text(field: "photo") }
        try db.execute(
            sql: "INSERT INTO inquiryPhoto (inquiry, sha256, byteCount, bytes) VALUES (?, ?, ?, ?)",
            arguments: [
                id.description, photo.sha256.data, photo.byteCount, bytes.map { Data($0) },
            ])
    }

    /// - Throws: `CaseworkError.notThere`; a database error where the bytes are not what was put in.
    package func photo(_ sha256: Digest, of id: CaseworkID) throws -> [UInt8] {
        try database.read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT bytes FROM inquiryPhoto
                    WHERE inquiry = ? AND sha256 = ? AND bytes IS NOT NULL
                    """, arguments: [id.description, sha256.data])
            guard let bytes = try row?.storedBytes(0) else { throw CaseworkError.notThere }
            guard Digest.sha256(bytes) == sha256 else { throw DatabaseError.otherForm }
            return bytes
        }
    }

    // MARK: What another member says

    /// Keeps what another member asks; once, however often it comes.
    /// - Throws: `CaseworkError.tooMany`; `.notThere` for a name that is another's.
    package func receive(_ one: Inquiry, _ text: String) throws {
        guard let partner = one.partner else { throw CaseworkError.inquiryMember(nil) }
        try database.write { db in
            if let known = try Self.inquiryIfThere(one.id, db) {
                guard known.side == .theirs, known.partner == partner,
                    known.subject == one.subject, known.about == one.about
                else { throw CaseworkError.notThere }
                return
            }
            let day = Int64(one.createdAt) - 86_400_000
            for (condition, arguments, max) in [
                (
                    "state <> 'closed'", [partner.rawValue] as StatementArguments,
                    InquiryLimits.openOfMemberMax
                ),
                ("createdAt > ?", [partner.rawValue, day], InquiryLimits.ofMemberInDayMax),
            ] {
                let found = try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM inquiry
                        WHERE side = 'theirs' AND partner = ? AND \(condition)
                        """, arguments: arguments)
                guard found ?? 0 < max else {
                    throw CaseworkError.tooMany(what: "inquiries of a member", max: max)
                }
            }
            try Self.begin(one, text, by: .member(partner), db)
        }
    }

    /// Takes what another member says of one that is known, once for its number.
    package func receive(
        _ said: InquiryLetter.Said, number: UInt64, of id: CaseworkID, from member: MemberID,
        at now: UInt64
    ) throws {
        try database.write { db in
            // Of what is another's nothing is said.
            guard var one = try Self.inquiryIfThere(id, db), one.partner == member else {
                throw CaseworkError.notThere
            }
            let known = try Int.fetchOne(
                db, sql: "SELECT 1 FROM inquiryEntry WHERE inquiry = ? AND remote = ?",
                arguments: [id.description, Int64(number)])
            guard known == nil else { return }
            let entry = try one.take(said, remote: number, from: member, at: now)
            if case .photo(let photo) = said { try Self.keep(photo, nil, of: one, db) }
            try InquiryRows.write(entry, of: id, db)
            try InquiryRows.write(one, db)
        }
    }

    /// A part of a photo that was named; the photo is there once all of them are.
    /// - Throws: `CaseworkError`; `.fileKind` where together they are not what was named.
    package func receive(
        part: Int, _ bytes: [UInt8], ofPhoto sha256: Digest, of id: CaseworkID,
        from member: MemberID
    ) throws {
        try database.write { db in
            guard let one = try Self.inquiryIfThere(id, db), one.side == .theirs,
                one.partner == member
            else { throw CaseworkError.notThere }
            let named = try Self.entries(of: id, db).lazy.compactMap { entry -> InquiryPhoto? in
                guard case .photo(let photo) = entry.body, photo.sha256 == sha256 else {
                    return nil
                }
                return photo
            }.first
            guard let photo = named else { throw CaseworkError.notThere }
            guard part < photo.partCount, bytes.count == photo.byteCount(ofPart: part) else {
                throw CaseworkError.text(field: "part")
            }
            let place: StatementArguments = [id.description, sha256.data]
            let isWhole = try Bool.fetchOne(
                db,
                sql: """
                    SELECT bytes IS NOT NULL FROM inquiryPhoto WHERE inquiry = ? AND sha256 = ?
                    """, arguments: place)
            // One that was dropped, since its parts did not come, takes no more of them.
            guard let isWhole else { throw CaseworkError.notThere }
            guard !isWhole else { return }
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO inquiryPart (inquiry, sha256, part, bytes)
                    VALUES (?, ?, ?, ?)
                    """, arguments: place + [part, Data(bytes)])
            let parts = try Row.fetchAll(
                db,
                sql: """
                    SELECT bytes FROM inquiryPart WHERE inquiry = ? AND sha256 = ? ORDER BY part
                    """, arguments: place
            ).map { try $0.storedBytes(0) }
            guard parts.count == photo.partCount else { return }
            let whole = parts.flatMap { $0 }
            try db.execute(
                sql: "DELETE FROM inquiryPart WHERE inquiry = ? AND sha256 = ?", arguments: place)
            // What is something else is let go; the entry stays, and its bytes are missing.
            guard Digest.sha256(whole) == sha256, FileKind(of: whole) == photo.kind else { return }
            try db.execute(
                sql: "UPDATE inquiryPhoto SET bytes = ? WHERE inquiry = ? AND sha256 = ?",
                arguments: [Data(whole)] + place)
        }
    }
}

extension InquiryEntry {
    /// What of it the other member is told; nil for what is this house's own.
    fileprivate func said(by side: Inquiry.Side) -> InquiryLetter.Said? {
        guard remote == nil, case .person = by else { return nil }
        return switch (body, side) {
        case (.answered(let answer), .theirs): .answer(answer)
        case (.further(let text), .ours): .further(text)
        case (.closed, .ours): .closed
        default: nil
        }
    }
}
