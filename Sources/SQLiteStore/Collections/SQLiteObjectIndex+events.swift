package import AllianceNames
import GRDB
package import MISP
package import TransparencyLog

extension SQLiteObjectIndex {
    /// The events of a channel's feed, and when each last changed: seconds since 1970. Those of which nothing is folded
    /// (again) yet are left out.
    package func events(
        in channel: ChannelID
    ) throws -> [(place: MISPEvent.Place, changed: UInt64)] {
        let rows = try database.readStatement { db in
            let query = try RawStatement(
                db,
                """
                SELECT log, day, block, changed FROM report_event AS event
                WHERE count > 0 OR EXISTS (
                    SELECT 1 FROM withdrawn WHERE log = event.log AND day = event.day
                    AND idx >= event.block * ?1 AND idx < (event.block + 1) * ?1)
                ORDER BY day, log, block
                """)
            query.bind(1, Int64(MISPEvent.blockEntries))
            var rows: [(log: Int64, day: UInt64, block: UInt64, changed: UInt64)] = []
            while try query.step() {
                rows.append(
                    (
                        query.integer(0), UInt64(clamping: query.integer(1)),
                        UInt64(clamping: query.integer(2)), UInt64(clamping: query.integer(3))
                    ))
            }
            return rows
        }
        return try rows.compactMap { row in
            guard let origin = try names.log(row.log, in: database), origin.channel == channel
            else { return nil }
            return (
                MISPEvent.Place(
                    origin: origin, day: MISPDay(number: row.day), block: row.block), row.changed
            )
        }
    }

    /// Which of these entries of a log are reports that stand, and which were taken back.
    package func reports(
        among entries: Range<EntryIndex>, of origin: LogOrigin
    ) throws -> (live: Set<EntryIndex>, withdrawn: Set<EntryIndex>) {
        try database.read { db in
            guard let log = try ObjectLog.find(origin, db) else { return ([], []) }
            func indexes(_ sql: String) throws -> Set<EntryIndex> {
                let query = try RawStatement(db, sql)
                query.bind(1, log.id)
                query.bind(2, Int64(clamping: entries.lowerBound))
                query.bind(3, Int64(clamping: entries.upperBound))
                var found: Set<EntryIndex> = []
                while try query.step() { found.insert(UInt64(clamping: query.integer(0))) }
                return found
            }
            return (
                try indexes(
                    """
                    SELECT idx FROM object INDEXED BY object_dot
                    WHERE log = ? AND idx >= ? AND idx < ? AND day IS NOT NULL
                    """),
                try indexes("SELECT idx FROM withdrawn WHERE log = ? AND idx >= ? AND idx < ?")
            )
        }
    }
}
