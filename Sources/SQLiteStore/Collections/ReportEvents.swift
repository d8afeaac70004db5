import GRDB
import MISP
import TransparencyLog

/// Counts reports into the events of a feed while they are merged, inside a write transaction.
struct ReportEvents {
    private struct Key: Hashable {
        let day: UInt64
        let block: UInt64
    }

    private struct Change {
        var count: Int64 = 0
        /// Seconds since 1970.
        var latest: UInt64 = 0
    }

    private let log: Int64
    private var changes: [Key: Change] = [:]
    private var withdrawn: [(index: EntryIndex, day: UInt64)] = []

    init(log: Int64) { self.log = log }

    /// - Parameter time: when it was added here, in milliseconds since 1970.
    mutating func add(_ index: EntryIndex, on day: UInt64, at time: UInt64) {
        change(index, day, by: 1, at: time)
    }

    /// - Parameter time: when it was taken back.
    mutating func remove(_ index: EntryIndex, on day: UInt64, at time: UInt64) {
        withdrawn.append((index, day))
        change(index, day, by: -1, at: time)
    }

    /// A report that was gone before it could be added: others may have copied it from an earlier file.
    mutating func addWithdrawn(_ index: EntryIndex, on day: UInt64, at time: UInt64) {
        withdrawn.append((index, day))
        change(index, day, by: 0, at: time)
    }

    /// Something more has become of reports that were taken back before.
    mutating func changeWithdrawn(
        within indexes: Range<EntryIndex>, at time: UInt64, _ db: Database
    ) throws {
        let query = try RawStatement(
            db, "SELECT idx, day FROM withdrawn WHERE log = ? AND idx >= ? AND idx < ?")
        query.bind(1, log)
        query.bind(2, Int64(clamping: indexes.lowerBound))
        query.bind(3, Int64(clamping: indexes.upperBound))
        while try query.step() {
            change(
                UInt64(clamping: query.integer(0)), UInt64(clamping: query.integer(1)), by: 0,
                at: time)
        }
    }

    private mutating func change(
        _ index: EntryIndex, _ day: UInt64, by count: Int64, at time: UInt64
    ) {
        let key = Key(day: day, block: index / MISPEvent.blockEntries)
        changes[key, default: Change()].count += count
        changes[key, default: Change()].latest = max(changes[key]?.latest ?? 0, time / 1_000)
    }

    /// An event that has changed is always of a later second than before, or who copies events by their time
    /// would miss it.
    func store(_ db: Database) throws {
        for report in withdrawn {
            let insert = try RawStatement(db, "INSERT OR IGNORE INTO withdrawn VALUES (?, ?, ?)")
            insert.bind(1, log)
            insert.bind(2, Int64(clamping: report.index))
            insert.bind(3, Int64(clamping: report.day))
            try insert.run()
        }
        for (key, change) in changes.sorted(by: {
            ($0.key.day, $0.key.block) < ($1.key.day, $1.key.block)
        }) {
            let update = try RawStatement(
                db,
                """
                INSERT INTO report_event VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET count = count + ?4, changed = max(changed + 1, ?5)
                """)
            update.bind(1, log)
            update.bind(2, Int64(clamping: key.day))
            update.bind(3, Int64(clamping: key.block))
            update.bind(4, change.count)
            update.bind(5, Int64(clamping: change.latest))
            try update.run()
        }
    }
}
