import FoundationEssentials
import GRDB
package import Notices

/// Clocks that somebody was told of. A notice goes when it is old; this stays while the clock shows what it showed,
/// so that what has been due for a year is told once.
extension SQLiteNoticeStore {
    /// By whom.
    package func toldClocks() throws -> [Subscriber: Set<NoticeSource>] {
        try database.read { db in
            var told: [Subscriber: Set<NoticeSource>] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT subscriber, source FROM toldClock") {
                let text: String = try row.stored(1)
                guard let source = NoticeSource(text) else { throw DatabaseError.otherForm }
                told[try NoticeRows.subscriber(row, 0), default: []].insert(source)
            }
            return told
        }
    }

    /// What clocks do not show any more is forgotten; the notice stays until it is old.
    package func forget(clocks ended: [Subscriber: Set<NoticeSource>]) throws {
        try database.write { db in
            let delete = try db.cachedStatement(
                sql: "DELETE FROM toldClock WHERE subscriber = ? AND source = ?")
            for (subscriber, sources) in ended {
                for source in sources {
                    try delete.execute(arguments: [subscriber.description, source.description])
                }
            }
        }
    }

    /// - Returns: false where that subscriber was told of it before.
    static func note(
        told source: NoticeSource, to subscriber: Subscriber, _ db: Database
    ) throws -> Bool {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO toldClock (subscriber, source) VALUES (?, ?)"
        ).execute(arguments: [subscriber.description, source.description])
        return db.changesCount > 0
    }
}
