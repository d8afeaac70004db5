package import AllianceNames
package import Complaints
import GRDB
package import Statements

/// What listings came to elsewhere, and how often somebody was right.
extension SQLiteComplaintStore {
    /// Mentions of one listing that are told, at most.
    package static let mentionsMax = 1_000

    /// The newest first.
    package func mentions(
        of listing: Indicator, right key: String
    ) throws -> [ListingMention] {
        let left = ComplaintRows.mask([.refiled, .returned, .withdrawn])
        return try database.read { db in
            let numbers = ComplaintNumbers(db)
            let rows = try RawStatement(
                db,
                """
                SELECT listing.course, place, stage, wasReinstated
                FROM listing JOIN complaint ON complaint.course = listing.course
                WHERE hash = ?1 AND type = ?2 AND value = ?3 AND rightKey = ?4 AND mendedLog IS NULL
                    AND stage >= 0 AND (1 << stage) & \(left) = 0
                ORDER BY filedAt DESC, listing.course DESC LIMIT \(Self.mentionsMax)
                """)
            rows.bind(1, ComplaintRows.hash(listing))
            rows.bind(2, Int64(listing.type.rawValue))
            rows.bind(3, listing.value)
            rows.bind(4, key)
            defer { rows.reset() }
            var found: [ListingMention] = []
            while try rows.step() {
                found.append(
                    ListingMention(
                        id: try numbers.complaint(try rows.storedInteger(0)),
                        place: Int(clamping: try rows.storedInteger(1)),
                        stage: try ComplaintRows.stage(try rows.storedInteger(2)),
                        wasReinstated: try rows.storedInteger(3) != 0))
            }
            return found
        }
    }

    private static let decidedColumns = """
        course, place, complainant, ground, decidedAt, isUpheld, overturnedAt, stage, isByPerson,
        sellerType, seller
        """

    /// The earliest first.
    package func decisions(
        of complainant: Complainant, since: UInt64
    ) throws -> [DecidedListing] {
        try database.read { db in
            let rows = try RawStatement(
                db,
                """
                SELECT \(Self.decidedColumns) FROM decided
                WHERE complainant = ? AND decidedAt >= ? ORDER BY decidedAt, course, place
                """)
            rows.bind(1, ComplaintRows.text(complainant))
            rows.bind(2, Int64(clamping: since))
            defer { rows.reset() }
            var found: [DecidedListing] = []
            while try rows.step() { found.append(try Self.decision(rows)) }
            return found
        }
    }

    private static func decision(_ row: RawStatement) throws -> DecidedListing {
        DecidedListing(
            complainant: try ComplaintRows.complainant(try row.storedText(2)),
            ground: try ComplaintRows.ground(try row.storedInteger(3)),
            decidedAt: UInt64(clamping: try row.storedInteger(4)),
            isUpheld: try row.storedInteger(5) != 0,
            overturnedAt: try row.storedIntegerIfAny(6).map { UInt64(clamping: $0) })
    }

    /// Decided listings with whose they are, the earliest first.
    package func offers(
        _ query: OfferQuery, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [DecidedOffer] {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            let known = Set(try numbers.ids(of: channels))
            var found: [DecidedOffer] = []
            switch query {
            case .of(let complainant):
                try Self.offers(
                    "complainant = ?1", ComplaintRows.text(complainant), since, known, numbers, db
                ) { found.append($0) }
            case .by(let sellers):
                for seller in sellers.sorted() {
                    try Self.offers(
                        "seller = ?1 AND sellerType = \(seller.type.rawValue)", seller.value, since,
                        known, numbers, db
                    ) { found.append($0) }
                }
            }
            return found.sorted {
                ($0.decision.decidedAt, $0.complaint, $0.place)
                    < ($1.decision.decidedAt, $1.complaint, $1.place)
            }
        }
    }

    private static func offers(
        _ condition: String, _ value: String, _ since: UInt64, _ channels: Set<Int64>,
        _ numbers: ComplaintNumbers, _ db: Database, _ body: (DecidedOffer) -> Void
    ) throws {
        let rows = try RawStatement(
            db,
            """
            SELECT \(decidedColumns), channel FROM decided
            WHERE \(condition) AND decidedAt >= ?2
            """)
        rows.bind(1, value)
        rows.bind(2, Int64(clamping: since))
        defer { rows.reset() }
        while try rows.step() {
            guard channels.contains(try rows.storedInteger(11)) else { continue }
            let (course, place) = (try rows.storedInteger(0), try rows.storedInteger(1))
            var seller: Indicator?
            if let type = try rows.storedIntegerIfAny(9) {
                seller = try ComplaintRows.indicator(type, try rows.storedText(10))
            }
            body(
                DecidedOffer(
                    complaint: try numbers.complaint(course), place: Int(clamping: place),
                    listing: try listing(course, place, db), seller: seller,
                    decision: try decision(rows),
                    stage: try ComplaintRows.stage(try rows.storedInteger(7)),
                    isByPerson: try rows.storedInteger(8) != 0))
        }
    }

    /// How many complaints are open, due soon and overdue.
    package func openCounts(
        in channels: Set<ChannelID>, now: UInt64
    ) throws -> OpenCounts {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            var counts = OpenCounts()
            let rows = try RawStatement(
                db,
                """
                SELECT due FROM facet JOIN complaint ON complaint.course = facet.course
                WHERE facet.channel = ? AND facet.name = '\(ComplaintFacets.open)'
                """)
            for channel in try numbers.ids(of: channels) {
                // The statements that the numbers are looked up by are others.
                rows.bind(1, channel)
                while try rows.step() {
                    counts.add(
                        due: try rows.storedIntegerIfAny(0).map { UInt64(clamping: $0) }, at: now)
                }
            }
            return counts
        }
    }
}
