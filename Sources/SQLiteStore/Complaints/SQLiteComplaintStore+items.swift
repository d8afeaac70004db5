package import Complaints
import GRDB
package import Statements

/// Numbers on goods that cases name, and what their owners said.
extension SQLiteComplaintStore {
    /// Those first that never were asked about.
    package func dueItems(now: UInt64, limit: Int) throws -> [DueItem] {
        try database.read { db in
            try ItemRows.due(now: now, limit: limit, ComplaintNumbers(db), db)
        }
    }

    /// Of a number that the case does not name, or that was erased meanwhile, nothing is kept.
    package func keep(_ answers: [ItemAnswer], of id: EntryReference) throws {
        try database.write { db in
            guard let course = try ComplaintNumbers(db).course(of: id) else { return }
            for answer in answers { try ItemRows.keep(answer, of: course, db) }
        }
    }

    /// By their numbers.
    package func itemAnswers(of id: EntryReference) throws -> [ItemAnswer] {
        try database.read { db in
            guard let course = try ComplaintNumbers(db).course(of: id) else { return [] }
            return try ItemRows.answers(of: course, db)
        }
    }
}
