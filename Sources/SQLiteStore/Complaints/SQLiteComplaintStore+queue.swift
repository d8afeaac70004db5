import AllianceNames
package import Complaints
import GRDB
import Statements
import TransparencyLog

/// What people have to decide, and what is to be done.
extension SQLiteComplaintStore {
    /// One row of what waits, as it is compared with others.
    private struct Waiting: Comparable {
        let band: ReviewUrgency.Band
        let harm: Int64
        let due: Int64
        /// In the order of the logs' names.
        let log: Int
        let index: Int64
        let place: Int64
        let course: Int64
        let kind: Int64
        let stage: Int64
        let ground: Int64

        /// As `ReviewUrgency` has it.
        static func < (left: Self, right: Self) -> Bool {
            if left.band != right.band { return left.band < right.band }
            if left.harm != right.harm { return left.harm > right.harm }
            if left.due != right.due { return left.due < right.due }
            return (left.log, left.index, left.place) < (right.log, right.index, right.place)
        }
    }

    /// The most urgent first.
    package func queue(_ query: ReviewQuery) throws -> [ReviewItem] {
        let limit = min(
            max(query.limit, ReviewQuery.limits.lowerBound), ReviewQuery.limits.upperBound)
        return try database.read { db in
            let numbers = ComplaintNumbers(db)
            var course: Int64?
            if let complaint = query.complaint {
                guard let known = try numbers.course(of: complaint) else { return [] }
                course = known
            }
            var first = FirstOfMany<Waiting>(limit)
            let ranks = try Self.ranks(db)
            for channel in try numbers.ids(of: query.channels) {
                try Self.waiting(query, channel, course, ranks, db) { first.insert($0) }
            }
            return try first.sorted().map { try Self.item($0, numbers, db) }
        }
    }

    private static func ranks(_ db: Database) throws -> [Int64: Int] {
        // Those of entries that are waited for; others may be many.
        let query = try RawStatement(
            db, "SELECT id, origin FROM log WHERE size > 0 OR counted > 0")
        var logs: [(id: Int64, origin: LogOrigin)] = []
        while try query.step() {
            let (id, text) = (try query.storedInteger(0), try query.storedText(1))
            logs.append(
                (id, try readingStored("a log's origin") { try LogOrigin(parsing: text) }))
        }
        logs.sort { $0.origin < $1.origin }
        return Dictionary(
            uniqueKeysWithValues: logs.enumerated().map { ($0.element.id, $0.offset) })
    }

    private static func waiting(
        _ query: ReviewQuery, _ channel: Int64, _ course: Int64?, _ ranks: [Int64: Int],
        _ db: Database, _ body: (Waiting) -> Void
    ) throws {
        var conditions = "channel = ?1"
        if course != nil { conditions += " AND course = ?2" }
        if !query.kinds.isEmpty {
            let kinds = query.kinds.map { String($0.number) }.sorted().joined(separator: ", ")
            conditions += " AND kind IN (\(kinds))"
        }
        if query.notDecidedBy != nil {
            conditions += """
                 AND NOT EXISTS (SELECT 1 FROM decider WHERE decider.course = review.course
                    AND decider.place = review.place AND decider.person = ?3)
                """
        }
        let rows = try RawStatement(
            db,
            """
            SELECT course, place, kind, stage, ground, harm, warnAt, escalateAt, due, log, idx
            FROM review WHERE \(conditions)
            """)
        rows.bind(1, channel)
        if let course { rows.bind(2, course) }
        if let person = query.notDecidedBy { rows.bind(3, person) }
        defer { rows.reset() }
        let now = Int64(clamping: query.now)
        while try rows.step() {
            let band: ReviewUrgency.Band =
                rows.integer(7) <= now ? .escalated : rows.integer(6) <= now ? .warned : .inTime
            body(
                Waiting(
                    band: band, harm: rows.integer(5), due: rows.integer(8),
                    log: ranks[rows.integer(9)] ?? .max, index: rows.integer(10),
                    place: rows.integer(1), course: rows.integer(0), kind: rows.integer(2),
                    stage: rows.integer(3), ground: rows.integer(4)))
        }
    }

    private static func item(
        _ waiting: Waiting, _ numbers: ComplaintNumbers, _ db: Database
    ) throws -> ReviewItem {
        let id = try numbers.complaint(waiting.course)
        let place = Int(clamping: waiting.place)
        let listing = try Self.listing(waiting.course, waiting.place, db)
        let judgement = try JudgementRows.judgements(
            of: waiting.course, digest: Self.digest(of: waiting.course, id, numbers, db),
            place: waiting.place, db
        ).first
        return ReviewItem(
            complaint: id, place: place, listing: listing,
            kind: try ReviewQuery.Kind(number: waiting.kind),
            stage: try ComplaintRows.stage(waiting.stage), reason: judgement?.review,
            ground: try ComplaintRows.ground(waiting.ground), band: waiting.band,
            harm: Int(clamping: waiting.harm),
            due: waiting.due == ComplaintRows.pending ? nil : UInt64(clamping: waiting.due),
            seller: judgement?.capture?.seller
                ?? (listing.type == .sellerAccount ? listing : nil))
    }

    static func listing(_ course: Int64, _ place: Int64, _ db: Database) throws -> Indicator {
        let row = try RawStatement(
            db, "SELECT type, value FROM listing WHERE course = ? AND place = ?")
        row.bind(1, course)
        row.bind(2, place)
        defer { row.reset() }
        guard try row.step() else { throw DatabaseError.otherForm }
        return try ComplaintRows.indicator(try row.storedInteger(0), try row.storedText(1))
    }

    // MARK: Orders

    /// The earliest first.
    package func dueOrders(now: UInt64, limit: Int) throws -> [OrderedListing] {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            let row = try RawStatement(
                db,
                """
                SELECT course, place, scope, until, log, idx, time,
                    escalatedLog, escalatedIdx, escalatedAt
                FROM ordered WHERE dueAt <= ? ORDER BY dueAt, course, place LIMIT ?
                """)
            row.bind(1, Int64(clamping: now))
            row.bind(2, Int64(limit))
            defer { row.reset() }
            var due: [OrderedListing] = []
            while try row.step() {
                let (course, place) = (try row.storedInteger(0), try row.storedInteger(1))
                var order = MarketplaceOrder(
                    action: try Self.action(row),
                    entry: try numbers.entry(
                        try row.storedInteger(4), try row.storedInteger(5)),
                    place: Int(clamping: place), time: ComplaintRows.time(try row.storedInteger(6)))
                if let log = try row.storedIntegerIfAny(7) {
                    order.progress = .escalated(
                        by: try numbers.entry(log, try row.storedInteger(8)),
                        at: ComplaintRows.time(try row.storedInteger(9)))
                }
                due.append(
                    OrderedListing(
                        complaint: try numbers.complaint(course),
                        listing: try Self.listing(course, place, db), order: order))
            }
            return due
        }
    }

    private static func action(_ row: RawStatement) throws -> MarketplaceOrder.Action {
        guard let number = try row.storedIntegerIfAny(2) else { return .restore }
        guard let raw = UInt8(exactly: number),
            let scope = ComplaintDecision.Scope(rawValue: raw)
        else { throw DatabaseError.otherForm }
        return .takeDown(
            scope, until: try row.storedIntegerIfAny(3).map { UInt64(clamping: $0) })
    }
}

/// Keeps the least of many, as a heap whose top is the greatest that is kept.
struct FirstOfMany<Element: Comparable> {
    private let limit: Int
    private var heap: [Element] = []

    init(_ limit: Int) { self.limit = limit }

    mutating func insert(_ element: Element) {
        if heap.count < limit {
            heap.append(element)
            var place = heap.count - 1
            while place > 0, heap[(place - 1) / 2] < heap[place] {
                heap.swapAt(place, (place - 1) / 2)
                place = (place - 1) / 2
            }
        } else if let greatest = heap.first, element < greatest {
            heap[0] = element
            var place = 0
            while true {
                var most = place
                for child in [2 * place + 1, 2 * place + 2]
                where child < heap.count && heap[most] < heap[child] {
                    most = child
                }
                guard most != place else { return }
                heap.swapAt(place, most)
                place = most
            }
        }
    }

    func sorted() -> [Element] { heap.sorted() }
}
