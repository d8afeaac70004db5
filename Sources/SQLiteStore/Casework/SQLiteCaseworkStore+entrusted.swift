package import AllianceNames
package import Casework
import FoundationEssentials
import GRDB
package import SignIn
package import Statements

/// Something that waits to be brought to another member's node.
package struct OutgoingLetter: QueuedLetter, Hashable {
    package let number: Int64
    package let entrustment: CaseworkID
    package let recipient: MemberID
    package let content: [UInt8]
    package let createdAt: UInt64
    package let attempts: Int
    package var course: CaseworkID { entrustment }
}

/// Reports that one member publishes for another, and what is to be said to that one's node. A step and its
/// letter are one transaction, so that neither is there without the other.
extension SQLiteCaseworkStore {
    /// A page of them, those begun last first: that does not change, so that each is given once, whatever is done to it
    /// between two pages.
    ///
    /// - Parameters:
    ///   - person: who sent them; nil for all.
    ///   - side: nil for both.
    ///   - place: of the last one on the page before.
    package func entrustments(
        sentBy person: PersonID? = nil, on side: Entrustment.Side? = nil,
        after place: (begunAt: UInt64, id: CaseworkID)? = nil,
        limit: Int = EntrustmentLimits.listedMax
    ) throws -> [Entrustment] {
        let (sender, only) = (person?.rawValue, side?.rawValue)
        let (time, name) = (place.map { Int64(clamping: $0.begunAt) }, place?.id.description)
        return try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(EntrustedRows.columns) FROM entrusted
                    WHERE (? IS NULL OR side = 'ours' AND person = ?) AND (? IS NULL OR side = ?)
                        AND (? IS NULL OR createdAt < ? OR createdAt = ? AND id > ?)
                    ORDER BY createdAt DESC, id LIMIT ?
                    """, arguments: [sender, sender, only, only, time, time, time, name, limit]
            ).map(EntrustedRows.entrustment)
        }
    }

    /// Others' of whose drafts something became that they have not been told.
    package func entrustmentsToFollow() throws -> [Entrustment] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(EntrustedRows.columns) FROM entrusted
                    WHERE side = 'theirs' AND draft IS NOT NULL AND (
                        stage = 'drafted' AND NOT EXISTS (
                            SELECT 1 FROM draft AS made
                            WHERE made.id = entrusted.draft AND made.log IS NULL)
                        OR stage = 'published' AND EXISTS (
                            SELECT 1 FROM draft AS made
                            WHERE made.id = entrusted.draft AND made.stage = 'withdrawn'))
                    ORDER BY changedAt, id LIMIT 100
                    """
            ).map(EntrustedRows.entrustment)
        }
    }

    /// Others' that this member has published and not taken back, in the order of their names, a page at a time.
    package func publishedForOthers(after id: CaseworkID?, limit: Int) throws -> [Entrustment] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(EntrustedRows.columns) FROM entrusted
                    WHERE side = 'theirs' AND stage = 'published' AND id > ? ORDER BY id LIMIT ?
                    """, arguments: [id?.description ?? "", limit]
            ).map(EntrustedRows.entrustment)
        }
    }

    /// - Throws: `CaseworkError.notThere`.
    package func entrustment(
        _ id: CaseworkID
    ) throws -> (entrustment: Entrustment, rows: [EntrustedRow]) {
        try database.read { db in
            (try Self.entrustment(id, db), try EntrustedRows.rows(of: id, db))
        }
    }

    private static func entrustment(_ id: CaseworkID, _ db: Database) throws -> Entrustment {
        guard let found = try ifThere(id, db) else { throw CaseworkError.notThere }
        return found
    }

    private static func ifThere(_ id: CaseworkID, _ db: Database) throws -> Entrustment? {
        try Row.fetchOne(
            db, sql: "SELECT \(EntrustedRows.columns) FROM entrusted WHERE id = ?",
            arguments: [id.description]
        ).map(EntrustedRows.entrustment)
    }

    /// A draft becomes a report that another member is asked to publish, and is a draft no longer.
    ///
    /// - Parameters:
    ///   - revision: of the draft, as it was shown.
    ///   - check: whether it may go now; what it throws leaves all as it was.
    package func entrust(
        _ draft: CaseworkID, revision: UInt64, as entrustment: Entrustment, _ rows: [EntrustedRow],
        letter: EntrustmentLetter, at now: UInt64, _ check: (Draft) throws -> Void
    ) throws {
        try removing { db in
            let found = try Self.draft(draft, db)
            try check(found)
            guard found.revision == revision else { throw CaseworkError.changedMeanwhile }
            let own = try Self.count(db, "side = 'ours' AND stage IN ('sent', 'waiting')")
            guard own < EntrustmentLimits.ownOpenMax else {
                throw CaseworkError.tooMany(
                    what: "reports with other members", max: EntrustmentLimits.ownOpenMax)
            }
            try Self.remove(draft, db)
            try EntrustedRows.write(entrustment, db)
            try EntrustedRows.write(rows, of: entrustment.id, db)
            try Self.post(letter, of: entrustment, at: now, db)
        }
    }

    /// Keeps what another member asks for; once, however often it comes.
    /// - Throws: `CaseworkError.tooMany`; `notThere` for a name that is another's.
    package func receive(_ entrustment: Entrustment, _ rows: [EntrustedRow]) throws {
        try database.write { db in
            if let known = try Self.ifThere(entrustment.id, db) {
                guard known.side == .theirs, known.partner == entrustment.partner,
                    try EntrustedRows.rows(of: known.id, db) == rows
                else { throw CaseworkError.notThere }
                return
            }
            let open = "side = 'theirs' AND stage IN ('waiting', 'drafted')"
            let partner: StatementArguments = [entrustment.partner.rawValue]
            let day = Int64(entrustment.createdAt) - 86_400_000
            for (found, max) in [
                (try Self.count(db, open), EntrustmentLimits.openMax),
                (
                    try Self.count(db, open + " AND partner = ?", partner),
                    EntrustmentLimits.openOfMemberMax
                ),
                (
                    try Self.count(
                        db, "side = 'theirs' AND partner = ? AND createdAt > ?", partner + [day]),
                    EntrustmentLimits.ofMemberInDayMax
                ),
                (
                    try Self.count(
                        db, "side = 'theirs' AND log IS NULL AND partner = ?", partner),
                    EntrustmentLimits.unpublishedOfMemberMax
                ),
            ] where found >= max {
                throw CaseworkError.tooMany(what: "reports to be published for others", max: max)
            }
            try EntrustedRows.write(entrustment, db)
            try EntrustedRows.write(rows, of: entrustment.id, db)
        }
    }

    private static func count(
        _ db: Database, _ condition: String, _ arguments: StatementArguments = []
    ) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM entrusted WHERE \(condition)", arguments: arguments)
            ?? 0
    }

    /// Changes one as `body` says.
    ///
    /// - Parameters:
    ///   - revision: as shown; nil for what is done whatever else has changed.
    ///   - draft: that it becomes, with what it says.
    ///   - body: gives what is to be said to the other side, if anything.
    @discardableResult
    package func change(
        entrustment id: CaseworkID, revision: UInt64?, at now: UInt64,
        draft: (Draft, DraftContent)? = nil,
        _ body: (inout Entrustment) throws -> EntrustmentLetter?
    ) throws -> Entrustment {
        try database.write { db in
            var one = try Self.entrustment(id, db)
            let before = one
            let letter = try body(&one)
            guard revision ?? before.revision == before.revision else {
                throw CaseworkError.changedMeanwhile
            }
            guard one != before || letter != nil else { return before }
            one.revision = before.revision + 1
            one.changedAt = now
            try EntrustedRows.write(one, db)
            if let (draft, content) = draft { try Self.add(draft, content, db) }
            if let letter { try Self.post(letter, of: one, at: now, db) }
            return one
        }
    }

    /// Through whom this member reports these, where it does or has asked for it.
    package func publishers(of indicators: Set<Indicator>) throws -> [Indicator: MemberID] {
        try database.read { db in
            let query = try db.cachedStatement(
                sql: """
                    SELECT partner FROM entrustedRow
                    JOIN entrusted ON entrusted.id = entrustedRow.entrusted
                    WHERE key = ? AND side = 'ours' AND stage IN ('sent', 'waiting', 'published')
                    LIMIT 1
                    """)
            var found: [Indicator: MemberID] = [:]
            for indicator in indicators {
                let name = try String.fetchOne(query, arguments: [Data(indicator.keyBytes)])
                found[indicator] = try name.map { name in
                    try readingStored("who publishes") { try MemberID(parsing: name) }
                }
            }
            return found
        }
    }

    // MARK: Letters

    private static func post(
        _ letter: EntrustmentLetter, of one: Entrustment, at now: UInt64, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO outgoing (entrusted, recipient, content, createdAt, dueAt, attempts)
                VALUES (?, ?, ?, ?, 0, 0)
                """,
            arguments: [
                one.id.description, one.partner.rawValue, Data(letter.bytes), Int64(now),
            ])
    }

    /// The first of each entrustment that is due: what is said later comes later.
    package func dueLetters(at now: UInt64) throws -> [OutgoingLetter] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, entrusted, recipient, content, createdAt, attempts FROM outgoing
                    WHERE number IN (SELECT min(number) FROM outgoing GROUP BY entrusted)
                        AND dueAt <= ? ORDER BY number LIMIT 100
                    """, arguments: [Int64(now)]
            ).map { row in
                guard let id = CaseworkID(try row.stored(1) as String) else {
                    throw DatabaseError.otherForm
                }
                let recipient: String = try row.stored(2)
                return OutgoingLetter(
                    number: try row.stored(0), entrustment: id,
                    recipient: try readingStored("a letter") { try MemberID(parsing: recipient) },
                    content: try row.storedBytes(3), createdAt: try row.storedNumber(4),
                    attempts: Int(clamping: try row.stored(5) as Int64))
            }
        }
    }

    /// It has arrived, or never will; with what that means for its entrustment.
    package func settle(
        _ letter: OutgoingLetter, at now: UInt64, _ body: (inout Entrustment) -> Void
    ) throws {
        try removing { db in
            try db.execute(
                sql: "DELETE FROM outgoing WHERE number = ?", arguments: [letter.number])
            guard var one = try Self.ifThere(letter.entrustment, db) else { return }
            let before = one
            body(&one)
            guard one != before else { return }
            one.revision = before.revision + 1
            one.changedAt = now
            try EntrustedRows.write(one, db)
        }
    }

    package func postpone(_ letter: OutgoingLetter, until due: UInt64) throws {
        try database.write { db in
            try db.execute(
                sql: "UPDATE outgoing SET attempts = attempts + 1, dueAt = ? WHERE number = ?",
                arguments: [Int64(clamping: due), letter.number])
        }
    }

    /// Those that were decided on long ago, and others' that came to nothing.
    package func removeOldEntrustments(at now: UInt64) throws {
        func since(_ kept: UInt64) -> Int64 { Int64(now > kept ? now - kept : 0) }
        let old = """
            stage NOT IN ('sent', 'waiting', 'drafted') AND (changedAt < ?
                OR (side = 'theirs' AND log IS NULL AND changedAt < ?))
            """
        let arguments: StatementArguments = [
            since(EntrustmentLimits.keptMilliseconds),
            since(EntrustmentLimits.unpublishedMilliseconds),
        ]
        try removing { db in
            for table in ["entrustedRow", "outgoing"] {
                try db.execute(
                    sql: """
                        DELETE FROM \(table) WHERE entrusted IN
                            (SELECT id FROM entrusted WHERE \(old))
                        """, arguments: arguments)
            }
            try db.execute(sql: "DELETE FROM entrusted WHERE \(old)", arguments: arguments)
        }
    }
}
