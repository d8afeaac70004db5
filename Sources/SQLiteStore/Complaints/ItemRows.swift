import AllianceNames
import Complaints
import FoundationEssentials
import GRDB
import Statements

/// Numbers on goods that cases name, in `complaints.sqlite`: a row each, so that none is forgotten that its owner is to be
/// asked about, and nothing is left of one that is named no more.
enum ItemRows {
    private static let seller = "seller"

    private static func text(_ party: DueItem.Party) -> String {
        switch party {
        case .complainant(let complainant): ComplaintRows.text(complainant)
        case .seller: seller
        }
    }

    /// Makes the rows those of a case as it is read now; what owners said stays with a number that is named still.
    ///
    /// - Parameter state: nil for a case that counts for nothing, or is not known any more.
    static func write(_ state: CaseState?, _ course: Int64, _ db: Database) throws {
        var held: [String: (told: String?, isAsked: Bool)] = [:]
        let find = try RawStatement(
            db, "SELECT element, told, askAt IS NOT NULL FROM item WHERE course = ?")
        find.bind(1, course)
        while try find.step() {
            held[try find.storedText(0)] = (
                try find.storedTextIfAny(1), try find.storedInteger(2) != 0
            )
        }
        let named = state?.namedItems ?? []
        guard !named.isEmpty || !held.isEmpty else { return }
        for element in Set(held.keys).subtracting(named.map(\.elementString)) {
            try db.execute(
                sql: "DELETE FROM item WHERE course = ? AND element = ?",
                arguments: [course, element])
        }
        let asks = state?.asksAboutItems == true
        for (element, party) in named {
            guard let row = held[element] else {
                try db.execute(
                    sql: "INSERT INTO item VALUES (?, ?, ?, NULL, 0, 0, ?, NULL, NULL, NULL)",
                    arguments: [course, element, text(party), asks ? 0 : nil])
                continue
            }
            guard row.told == nil || row.told == Told.unanswered.rawValue, row.isAsked != asks
            else { continue }
            try db.execute(
                sql: "UPDATE item SET askAt = ? WHERE course = ? AND element = ?",
                arguments: [asks ? 0 : nil, course, element])
        }
    }

    private enum Told: String {
        case answered, unowned, unanswered
    }

    // MARK: What is to be asked, and what was said

    /// Those first that wait longest; a time that a clock set back has left far ahead is now.
    static func due(
        now: UInt64, limit: Int, _ numbers: ComplaintNumbers, _ db: Database
    ) throws -> [DueItem] {
        let query = try RawStatement(
            db,
            """
            SELECT course, element, party FROM item
            WHERE askAt IS NOT NULL AND (askAt <= ?1 OR askAt > ?2)
            ORDER BY askAt, course, element LIMIT ?3
            """)
        query.bind(1, Int64(clamping: now))
        query.bind(2, Int64(clamping: now + RetryPause.longest))
        query.bind(3, Int64(limit))
        defer { query.reset() }
        var due: [DueItem] = []
        while try query.step() {
            let party = try query.storedText(2)
            due.append(
                DueItem(
                    complaint: try numbers.complaint(try query.storedInteger(0)),
                    elementString: try query.storedText(1),
                    party: party == seller
                        ? .seller : .complainant(try ComplaintRows.complainant(party))))
        }
        return due
    }

    static func keep(_ kept: ItemAnswer, of course: Int64, _ db: Database) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT tries, askAt FROM item WHERE course = ? AND element = ?",
            arguments: [course, kept.elementString])
        guard let row else { return }
        let tries: Int = row[0]
        let wasAsked: Int64? = row[1]
        var values: StatementArguments
        switch kept.outcome {
        case .answered(let member, let question, let answer):
            values = [
                Told.answered.rawValue, nil, member.rawValue, Data(question), Data(answer),
            ]
        case .unowned: values = [Told.unowned.rawValue, nil, nil, nil, nil]
        case .unanswered:
            // Where nobody looks at it any more, nobody is asked again.
            let askAt = wasAsked.map { _ in
                Int64(clamping: kept.askedAt + RetryPause.after(tries + 1))
            }
            values = [Told.unanswered.rawValue, askAt, nil, nil, nil]
        }
        values += [Int64(clamping: kept.askedAt), course, kept.elementString]
        try db.execute(
            sql: """
                UPDATE item SET told = ?, askAt = ?, answeredBy = ?, question = ?, answer = ?,
                    tries = tries + 1, askedAt = ?
                WHERE course = ? AND element = ?
                """, arguments: values)
    }

    static func answers(of course: Int64, _ db: Database) throws -> [ItemAnswer] {
        let query = try RawStatement(
            db,
            """
            SELECT element, askedAt, told, answeredBy, question, answer FROM item
            WHERE course = ? AND told IS NOT NULL ORDER BY element
            """)
        query.bind(1, course)
        defer { query.reset() }
        var found: [ItemAnswer] = []
        while try query.step() {
            found.append(
                ItemAnswer(
                    elementString: try query.storedText(0),
                    askedAt: UInt64(clamping: try query.storedInteger(1)),
                    outcome: try outcome(query)))
        }
        return found
    }

    private static func outcome(_ row: RawStatement) throws -> ItemAnswer.Outcome {
        switch Told(rawValue: try row.storedText(2)) {
        case .unowned: return .unowned
        case .unanswered: return .unanswered
        case .answered:
            let member = try row.storedText(3)
            return .answered(
                by: try readingStored("an answer") { try MemberID(parsing: member) },
                question: try row.storedBytes(4), answer: try row.storedBytes(5))
        case nil: throw DatabaseError.otherForm
        }
    }
}
