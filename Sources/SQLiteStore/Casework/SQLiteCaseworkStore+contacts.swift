package import AllianceNames
package import Casework
import FoundationEssentials
import GRDB
import SignIn
package import Statements

/// Who wants to hear of others that have the same in a case, and of whom it was told.
extension SQLiteCaseworkStore {
    package func optIn(of folder: CaseworkID) throws -> ContactOptIn? {
        try database.read { db in
            try Row.fetchOne(
                db, sql: "SELECT folder, contact, person, at FROM contactOptIn WHERE folder = ?",
                arguments: [folder.description]
            ).map(Self.read)
        }
    }

    private static func read(_ row: Row) throws -> ContactOptIn {
        let person: String = try row.stored(2)
        let at = try row.storedNumber(3)
        return try readingStored("who wants to be told") {
            guard let id = CaseworkID(try row.stored(0) as String) else {
                throw DatabaseError.otherForm
            }
            return try ContactOptIn(
                folder: id, contact: try row.stored(1), by: try PersonID(parsing: person),
                at: at)
        }
    }

    /// - Throws: `CaseworkError` for who may not write in the case.
    package func optIn(_ optIn: ContactOptIn, by colleague: Colleague) throws {
        try database.write { db in
            try Self.folder(optIn.folder, db).checkWriting(by: colleague)
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO contactOptIn (folder, contact, person, at)
                    VALUES (?, ?, ?, ?)
                    """,
                arguments: [
                    optIn.folder.description, optIn.contact, optIn.by.rawValue, Int64(optIn.at),
                ])
        }
    }

    package func optOut(of folder: CaseworkID, by colleague: Colleague) throws {
        try removing { db in
            guard try Self.folder(folder, db).isSeen(by: colleague) else {
                throw CaseworkError.notThere
            }
            try db.execute(
                sql: "DELETE FROM contactOptIn WHERE folder = ?", arguments: [folder.description])
        }
    }

    /// The identifiers of open cases whose people want to be told, with those cases.
    package func comparable() throws -> [Indicator: [ContactOptIn]] {
        try database.read { db in
            let optIns = try Row.fetchAll(
                db,
                sql: """
                    SELECT contactOptIn.folder, contact, person, at FROM contactOptIn
                    JOIN folder ON folder.id = contactOptIn.folder WHERE closedAt IS NULL
                    """
            ).map(Self.read)
            var found: [Indicator: [ContactOptIn]] = [:]
            for optIn in optIns {
                let items = try Row.fetchAll(
                    db, sql: "SELECT \(CaseRows.itemColumns) FROM item WHERE folder = ?",
                    arguments: [optIn.folder.description]
                ).map(CaseRows.item)
                for case .identifier(let indicator, _) in items.map(\.body)
                where found[indicator]?.contains(optIn) != true {
                    found[indicator, default: []].append(optIn)
                }
            }
            return found
        }
    }

    package func matches(of folder: CaseworkID) throws -> [ContactMatch] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT type, value, member, contact, at FROM contactMatch
                    WHERE folder = ? ORDER BY at DESC, member, value
                    """, arguments: [folder.description]
            ).map { row in
                let (name, value, member): (String, String, String) = (
                    try row.stored(0), try row.stored(1), try row.stored(2)
                )
                let at = try row.storedNumber(4)
                return try readingStored("somebody who has the same") {
                    guard let type = IndicatorType(name: name) else {
                        throw DatabaseError.otherForm
                    }
                    return ContactMatch(
                        folder: folder, indicator: try Indicator(type, parsing: value),
                        member: try MemberID(parsing: member), contact: try row.stored(3),
                        at: at)
                }
            }
        }
    }

    /// Each once, with the contact that was told last.
    /// - Returns: the identifiers of those that are kept now; not of those beyond the limit of a case.
    @discardableResult
    package func keep(_ matches: [ContactMatch]) throws -> Set<Indicator> {
        try database.write { db in
            var kept: Set<Indicator> = []
            for match in matches {
                let folder: StatementArguments = [match.folder.description]
                let isKnown =
                    try Int.fetchOne(
                        db,
                        sql: """
                            SELECT 1 FROM contactMatch
                            WHERE folder = ? AND type = ? AND value = ? AND member = ?
                            """,
                        arguments: [
                            match.folder.description, match.indicator.type.name,
                            match.indicator.value, match.member.rawValue,
                        ]) != nil
                let (known, isThere) = (
                    try Int.fetchOne(
                        db, sql: "SELECT count(*) FROM contactMatch WHERE folder = ?",
                        arguments: folder) ?? 0,
                    try Int.fetchOne(
                        db, sql: "SELECT 1 FROM folder WHERE id = ?", arguments: folder) != nil
                )
                guard isThere, isKnown || known < ContactLimits.matchesOfCaseMax else { continue }
                try db.execute(
                    sql: """
                        INSERT INTO contactMatch (folder, type, value, member, contact, at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (folder, type, value, member) DO UPDATE SET
                            contact = excluded.contact WHERE excluded.contact <> ''
                        """,
                    arguments: [
                        match.folder.description, match.indicator.type.name,
                        match.indicator.value, match.member.rawValue, match.contact,
                        Int64(match.at),
                    ])
                kept.insert(match.indicator)
            }
            return kept
        }
    }

    // MARK: Comparisons

    /// Notes a comparison that a member asks for; false where it has had one lately.
    package func beginComparison(
        _ round: CaseworkID, askedBy member: MemberID, at now: UInt64
    ) throws -> Bool {
        try begin(round, "asked", member, at: now)
    }

    /// The same for one that is asked of a member.
    package func beginAsking(
        _ round: CaseworkID, of member: MemberID, at now: UInt64
    ) throws -> Bool {
        try begin(round, "asking", member, at: now)
    }

    private func begin(
        _ round: CaseworkID, _ side: String, _ member: MemberID, at now: UInt64
    ) throws -> Bool {
        try database.write { db in
            let last = try Int64.fetchOne(
                db, sql: "SELECT at FROM contactRound WHERE side = ? AND member = ?",
                arguments: [side, member.rawValue])
            // A clock that was set back waits no longer than a whole interval.
            if let last, UInt64(max(0, last)) <= now,
                now - UInt64(max(0, last)) < ContactLimits.intervalMilliseconds
            {
                return false
            }
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO contactRound (side, member, round, at)
                    VALUES (?, ?, ?, ?)
                    """, arguments: [side, member.rawValue, round.description, Int64(now)])
            return true
        }
    }

    /// Whether a member may say now what it found by a comparison: once, soon after it.
    package func endComparison(
        _ round: CaseworkID, askedBy member: MemberID, at now: UInt64
    ) throws -> Bool {
        try database.write { db in
            try db.execute(
                sql: """
                    UPDATE contactRound SET round = ''
                    WHERE side = 'asked' AND member = ? AND round = ? AND at >= ?
                    """,
                arguments: [
                    member.rawValue, round.description,
                    Int64(now) - Int64(ContactLimits.tellingMilliseconds),
                ])
            return db.changesCount == 1
        }
    }

    /// When cases were last compared with each member, asked by it or asking it: what this one's people are told,
    /// matches or not.
    package func comparisons() throws -> [(member: MemberID, at: UInt64, isAsking: Bool)] {
        try database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT member, at, side FROM contactRound ORDER BY at DESC, side"
            ).map { row in
                let (member, side): (String, String) = (try row.stored(0), try row.stored(2))
                return (
                    try readingStored("who compared") { try MemberID(parsing: member) },
                    try row.storedNumber(1), side == "asking"
                )
            }
        }
    }
}

extension SQLiteCaseworkStore {
    /// It gave no answer: it may be asked again.
    package func forgetAsking(_ member: MemberID) throws {
        try database.write { db in
            try db.execute(
                sql: "DELETE FROM contactRound WHERE side = 'asking' AND member = ?",
                arguments: [member.rawValue])
        }
    }
}
