import AllianceNames
package import Complaints
import GRDB
package import Statements

/// What owners said of numbers that complaints name.
extension SQLiteComplaintStore {
    /// Replaces what was kept of the same numbers. Of a complaint that is not known nothing is kept.
    package func keep(_ answers: [ItemAnswer], of id: EntryReference) throws {
        try database.write { db in
            guard let course = try ComplaintNumbers(db).course(of: id) else { return }
            let put = try RawStatement(
                db, "INSERT OR REPLACE INTO itemAnswer VALUES (?, ?, ?, ?, ?, ?, ?)")
            for kept in answers {
                put.bind(1, course)
                put.bind(2, kept.elementString)
                put.bind(3, Int64(clamping: kept.askedAt))
                put.bind(4, flag: kept.isOpen)
                switch kept.outcome {
                case .answered(let member, let question, let answer):
                    put.bind(5, member.rawValue)
                    put.bind(6, question)
                    put.bind(7, answer)
                case .unowned, .unanswered:
                    for place: Int32 in 5...7 { put.bindNull(place) }
                }
                try put.run()
            }
        }
    }

    /// By their numbers.
    package func itemAnswers(of id: EntryReference) throws -> [ItemAnswer] {
        try database.read { db in
            guard let course = try ComplaintNumbers(db).course(of: id) else { return [] }
            let query = try RawStatement(
                db,
                """
                SELECT element, askedAt, isOpen, answeredBy, question, answer FROM itemAnswer
                WHERE course = ? ORDER BY element
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
    }

    /// Complaints of which an owner is to be asked again.
    package func unansweredItems(limit: Int) throws -> [EntryReference] {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            return try Int64.fetchAll(
                db,
                sql: "SELECT DISTINCT course FROM itemAnswer WHERE isOpen = 1 LIMIT ?",
                arguments: [limit]
            ).map(numbers.complaint)
        }
    }

    private func outcome(_ row: RawStatement) throws -> ItemAnswer.Outcome {
        guard let member = try row.storedTextIfAny(3) else {
            return try row.storedInteger(2) == 0 ? .unowned : .unanswered
        }
        return .answered(
            by: try readingStored("an answer") { try MemberID(parsing: member) },
            question: try row.storedBytes(4), answer: try row.storedBytes(5))
    }
}
