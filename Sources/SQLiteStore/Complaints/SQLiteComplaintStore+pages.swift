import AllianceNames
package import Complaints
import GRDB
import Statements

/// Lists of complaints: each is read in its order from the rows of one facet, and what else is asked is checked there.
extension SQLiteComplaintStore {
    package func page(_ query: ComplaintQuery) throws -> ComplaintPage {
        let limit = min(
            max(query.limit, ComplaintQuery.limits.lowerBound), ComplaintQuery.limits.upperBound)
        return try database.read { db in
            let numbers = ComplaintNumbers(db)
            let after = try query.after.map { try Self.place(of: $0, numbers) }
            let courses =
                try query.listing.map {
                    try Self.courses(naming: $0, query, after: after, limit + 1, numbers, db)
                } ?? Self.courses(query, after: after, limit + 1, numbers, db)
            let page = try courses.prefix(limit).map { try Self.summary($0.course, numbers, db) }
            guard courses.count > limit, let last = page.last else {
                return ComplaintPage(complaints: page)
            }
            return ComplaintPage(
                complaints: page, next: ComplaintCursor(filedAt: last.filedAt, id: last.id))
        }
    }

    /// Where a complaint stands in every list: the later filed first, of one second the later numbered.
    struct Listed: Hashable, Comparable {
        let filedAt: Int64
        let course: Int64

        static func < (left: Self, right: Self) -> Bool {
            (left.filedAt, left.course) > (right.filedAt, right.course)
        }
    }

    /// A complaint that was confirmed since the page was read stands where it stood then. One that is gone, or was never
    /// there, is before all of its time.
    private static func place(
        of cursor: ComplaintCursor, _ numbers: ComplaintNumbers
    ) throws -> Listed {
        Listed(
            filedAt: ComplaintRows.number(cursor.filedAt),
            course: try numbers.course(of: cursor.id) ?? .max)
    }

    // MARK: By facets

    /// What is read, and what is checked of each row.
    private struct Plan {
        var facets: [String]
        /// A bit each; none for all.
        var stages: Int64 = 0
        var isOpen: Bool?
        var grounds: Int64 = 0
        /// Other facets that a complaint has to have as well.
        var also: [String] = []

        /// The rows of the rarest facets are read, as far as that can be told.
        init(_ query: ComplaintQuery) {
            var named: [String] = []
            if let right = query.right { named.append(ComplaintFacets.of(right: right)) }
            if let complainant = query.complainant {
                named.append(
                    ComplaintFacets.of(complainant: ComplaintRows.text(complainant)))
            }
            if let marketplace = query.marketplace {
                named.append(ComplaintFacets.of(marketplace: marketplace))
            }
            grounds = query.grounds.reduce(0) { $0 | 1 << Int64($1.rawValue) }
            stages = ComplaintRows.mask(query.stages)
            isOpen = query.isOpen
            let areStagesOpen = stages != 0 && stages & ~ComplaintRows.openMask == 0
            let byStage = query.stages.sorted { $0.rawValue < $1.rawValue }.map {
                ComplaintFacets.of($0)
            }
            if areStagesOpen {
                (facets, also) = (byStage, named)
            } else if isOpen == true {
                (facets, also) = ([ComplaintFacets.open], named)
            } else if let first = named.first {
                (facets, also) = ([first], Array(named.dropFirst()))
            } else if stages != 0 {
                facets = byStage
            } else if grounds != 0 {
                facets = query.grounds.map { Int64($0.rawValue) }.sorted().map {
                    ComplaintFacets.of(ground: $0)
                }
            } else {
                facets = [ComplaintFacets.all]
            }
        }

        /// Of few forms, so that their statements stay prepared: what is asked is bound.
        var condition: String {
            var parts: [String] = []
            if stages != 0 { parts.append("stages & ?8 <> 0") }
            if let isOpen {
                parts.append("stages & \(ComplaintRows.openMask) \(isOpen ? "<>" : "=") 0")
            }
            if grounds != 0 { parts.append("(1 << ground) & ?9 <> 0") }
            for place in also.indices {
                parts.append(
                    """
                    EXISTS (SELECT 1 FROM facet AS also WHERE also.channel = facet.channel
                        AND also.name = ?\(10 + place) AND also.filedAt = facet.filedAt
                        AND also.course = facet.course)
                    """)
            }
            return parts.map { " AND " + $0 }.joined()
        }
    }

    private static func courses(
        _ query: ComplaintQuery, after: Listed?, _ limit: Int, _ numbers: ComplaintNumbers,
        _ db: Database
    ) throws -> [Listed] {
        let plan = Plan(query)
        let sql = """
            SELECT filedAt, course FROM facet
            WHERE channel = ?1 AND name = ?2 AND filedAt >= ?3 AND filedAt <= ?4
                AND (filedAt < ?5 OR course < ?6)\(plan.condition)
            ORDER BY filedAt DESC, course DESC LIMIT ?7
            """
        var streams = try numbers.ids(of: query.channels).flatMap { channel in
            plan.facets.map { Stream(channel: channel, facet: $0) }
        }
        // Few rows of each at first, since most of what many have is not shown.
        let few = max(2, min(limit, 2 * limit / max(1, streams.count) + 1))
        let bounds = Self.bounds(query, after)
        var found: [Listed] = []
        var seen: Set<Int64> = []
        while found.count < limit {
            for index in streams.indices where streams[index].needsMore {
                try streams[index].read(sql, plan, bounds, count: few, db)
            }
            var first: (stream: Int, listed: Listed)?
            for index in streams.indices {
                guard let listed = streams[index].next, first.map({ listed < $0.listed }) ?? true
                else { continue }
                first = (index, listed)
            }
            guard let first else { break }
            let listed = first.listed
            streams[first.stream].skip()
            if seen.insert(listed.course).inserted { found.append(listed) }
        }
        return found
    }

    private static func bounds(
        _ query: ComplaintQuery, _ after: Listed?
    ) -> (from: Int64, upTo: Int64, after: Listed) {
        var (from, upTo) = (Int64(0), Int64.max)
        if let filed = query.filed {
            from = Int64(clamping: filed.lowerBound)
            upTo = filed.isEmpty ? -1 : Int64(clamping: filed.upperBound - 1)
            // What is not confirmed was filed at no time.
            upTo = min(upTo, .max - 1)
        }
        // A cursor before all, where there is none.
        let after = after ?? Listed(filedAt: .max, course: .max)
        return (from, min(upTo, after.filedAt), after)
    }

    /// The rows of one facet in one channel, read piece by piece.
    private struct Stream {
        let channel: Int64
        let facet: String
        private var rows: [Listed] = []
        private var place = 0
        private var last: Listed?
        private var isAtEnd = false
        private var pieces = 0

        init(channel: Int64, facet: String) {
            self.channel = channel
            self.facet = facet
        }

        var next: Listed? { place < rows.count ? rows[place] : nil }
        var needsMore: Bool { next == nil && !isAtEnd }

        mutating func skip() { place += 1 }

        mutating func read(
            _ sql: String, _ plan: Plan, _ bounds: (from: Int64, upTo: Int64, after: Listed),
            count: Int, _ db: Database
        ) throws {
            let count = min(count << min(pieces, 8), ComplaintQuery.limits.upperBound + 1)
            let after = last ?? bounds.after
            let query = try RawStatement(db, sql)
            query.bind(1, channel)
            query.bind(2, facet)
            query.bind(3, bounds.from)
            query.bind(4, min(bounds.upTo, after.filedAt))
            query.bind(5, after.filedAt)
            query.bind(6, after.course)
            query.bind(7, Int64(count))
            query.bind(8, plan.stages)
            query.bind(9, plan.grounds)
            for (place, name) in plan.also.enumerated() { query.bind(Int32(10 + place), name) }
            defer { query.reset() }
            (rows, place) = ([], 0)
            while try query.step() {
                rows.append(
                    Listed(filedAt: query.integer(0), course: query.integer(1)))
            }
            pieces += 1
            last = rows.last
            isAtEnd = rows.count < count
        }
    }

    // MARK: By a listing

    /// Complaints that name one listing are few.
    private static let namingMax = 10_000

    private static func courses(
        naming listing: Indicator, _ query: ComplaintQuery, after: Listed?, _ limit: Int,
        _ numbers: ComplaintNumbers, _ db: Database
    ) throws -> [Listed] {
        let channels = Set(try numbers.ids(of: query.channels))
        let bounds = Self.bounds(query, after)
        let grounds = Set(query.grounds.map { Int64($0.rawValue) })
        let mask = ComplaintRows.mask(query.stages)
        let rows = try RawStatement(
            db,
            """
            SELECT DISTINCT complaint.course, channel, filedAt, stages, ground, complainant,
                rightKey, marketplaces
            FROM listing JOIN complaint ON complaint.course = listing.course
            WHERE hash = ?1 AND type = ?2 AND value = ?3 LIMIT \(namingMax)
            """)
        rows.bind(1, ComplaintRows.hash(listing))
        rows.bind(2, Int64(listing.type.rawValue))
        rows.bind(3, listing.value)
        defer { rows.reset() }
        var found: [Listed] = []
        while try rows.step() {
            let listed = Listed(
                filedAt: try rows.storedInteger(2), course: try rows.storedInteger(0))
            let stages = ComplaintRows.mask(
                try ComplaintRows.stages(try rows.storedBytes(3)).keys)
            guard channels.contains(try rows.storedInteger(1)), listed > bounds.after,
                listed.filedAt >= bounds.from, listed.filedAt <= bounds.upTo,
                mask == 0 || stages & mask != 0,
                query.isOpen.map({ $0 == (stages & ComplaintRows.openMask != 0) }) ?? true,
                try grounds.isEmpty || grounds.contains(rows.storedInteger(4)),
                try query.complainant.map({
                    try ComplaintRows.text($0) == rows.storedText(5)
                }) ?? true,
                try query.right.map({ try $0 == rows.storedText(6) }) ?? true,
                try query.marketplace.map({
                    try ComplaintRows.texts(rows.storedText(7)).contains($0)
                }) ?? true
            else { continue }
            found.append(listed)
        }
        return Array(found.sorted().prefix(limit))
    }

    // MARK: Rows

    private static func summary(
        _ course: Int64, _ numbers: ComplaintNumbers, _ db: Database
    ) throws -> ComplaintSummary {
        let row = try RawStatement(
            db,
            """
            SELECT complainant, onBehalfOf, rightKey, ground, filedAt, stages, due,
                mendsLog, mendsIdx, mendedLog, mendedIdx, refusal
            FROM complaint WHERE course = ?
            """)
        row.bind(1, course)
        defer { row.reset() }
        guard try row.step() else { throw DatabaseError.otherForm }
        func entry(_ column: Int32) throws -> EntryReference? {
            guard let log = try row.storedIntegerIfAny(column) else { return nil }
            return try numbers.entry(log, try row.storedInteger(column + 1))
        }
        return ComplaintSummary(
            id: try numbers.complaint(course),
            complainant: try ComplaintRows.complainant(try row.storedText(0)),
            onBehalfOf: try row.storedTextIfAny(1), right: try row.storedText(2),
            ground: try ComplaintRows.ground(try row.storedInteger(3)),
            filedAt: ComplaintRows.time(try row.storedInteger(4)),
            stages: try ComplaintRows.stages(try row.storedBytes(5)),
            due: try row.storedIntegerIfAny(6).map { UInt64(clamping: $0) },
            mends: try entry(7), mendedBy: try entry(9),
            refusal: try row.storedTextIfAny(11).map(ComplaintRows.refusal))
    }
}
