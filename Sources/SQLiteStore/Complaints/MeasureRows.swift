package import AllianceNames
package import Complaints
import GRDB
package import Statements
package import TransparencyLog

/// A measure in some log, or the end of one.
package struct StatedMeasure: Sendable {
    package let index: EntryIndex
    package let said: MisuseMeasure
    package let time: EventTime

    package init(index: EntryIndex, said: MisuseMeasure, time: EventTime) {
        self.index = index
        self.said = said
        self.time = time
    }
}

/// Measures in `complaints.sqlite`: of those that are not of a platform, or do not count, the rows are there as well.
enum MeasureRows {
    static func text(_ party: LadderParty) -> String {
        switch party {
        case .complainant(let complainant): ComplaintRows.text(complainant)
        case .seller(let seller): "seller/\(seller.type.rawValue)/\(seller.value)"
        }
    }

    static func put(_ measure: StatedMeasure, of origin: LogOrigin, _ log: Int64, _ db: Database)
        throws
    {
        let put = try RawStatement(db, "INSERT OR REPLACE INTO measure VALUES (?, ?, ?, ?, ?)")
        put.bind(1, log)
        put.bind(2, Int64(clamping: measure.index))
        put.bind(3, text(LadderParty(measure.said.party, by: origin.member)))
        put.bind(4, measure.time.milliseconds.map { Int64(clamping: $0) })
        put.bind(5, Statement.misuseMeasure(measure.said).payload())
        try put.run()
    }
}

extension SQLiteComplaintStore {
    /// Measures against one party that are told, or of all.
    package static let measuresMax = 10_000

    /// Those that platforms have taken, the earliest first.
    package func measures(against party: LadderParty?) throws -> [TakenMeasure] {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            let rows = try RawStatement(
                db,
                """
                SELECT log, idx, time, payload FROM measure JOIN log ON log.id = measure.log
                WHERE (?1 IS NULL OR party = ?1) AND isPlatform = 1 AND idx < counted
                ORDER BY log, idx LIMIT \(Self.measuresMax)
                """)
            rows.bind(1, party.map(MeasureRows.text))
            defer { rows.reset() }
            var stated: [TakenMeasure.Stated] = []
            while try rows.step() {
                let id = try numbers.entry(try rows.storedInteger(0), try rows.storedInteger(1))
                let payload = try rows.storedBytes(3)
                let said = try readingStored("a measure") {
                    try Statement.decode(kind: .misuseMeasure, payload: payload)
                }
                guard case .misuseMeasure(let measure) = said else { throw DatabaseError.otherForm }
                stated.append(
                    TakenMeasure.Stated(
                        measure, at: id,
                        time: try rows.storedIntegerIfAny(2).map {
                            .witnessed(UInt64(clamping: $0))
                        } ?? .pending))
            }
            return TakenMeasure.all(of: stated)
        }
    }

    /// Complaints from which on somebody may be due for more than a notice.
    private static let strikesMin = 2
    private static let unfoundedMin = AbuseLadder.unfoundedMin

    /// Sellers of whom listings went down and stay down by two complaints or more, and complainants of whose complaints
    /// three or more had no ground: those with most first.
    package func repeated(
        in channels: Set<ChannelID>, since: UInt64, limit: Int
    ) throws -> [LadderParty] {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            let known = try numbers.ids(of: channels).map(String.init).joined(separator: ", ")
            var found: [(party: LadderParty, count: Int64)] = []
            let down = ComplaintRows.mask([.takenDown, .takedownUpheld])
            let sellers = try RawStatement(
                db,
                """
                SELECT sellerType, seller, count(DISTINCT course) AS complaints FROM decided
                WHERE seller IS NOT NULL AND decidedAt >= ?1 AND (1 << stage) & \(down) != 0
                    AND channel IN (\(known))
                GROUP BY seller, sellerType HAVING complaints >= \(Self.strikesMin)
                ORDER BY complaints DESC, seller LIMIT ?2
                """)
            sellers.bind(1, Int64(clamping: since))
            sellers.bind(2, Int64(clamping: limit))
            defer { sellers.reset() }
            while try sellers.step() {
                let seller = try ComplaintRows.indicator(
                    try sellers.storedInteger(0), try sellers.storedText(1))
                found.append((.seller(seller), try sellers.storedInteger(2)))
            }
            let complainants = try RawStatement(
                db,
                """
                SELECT complainant, count(*) AS complaints FROM (
                    SELECT complainant, course FROM decided
                    WHERE decidedAt >= ?1 AND channel IN (\(known))
                    GROUP BY complainant, course
                    HAVING max(isUpheld) = 0 OR max(overturnedAt) IS NOT NULL)
                GROUP BY complainant HAVING complaints >= \(Self.unfoundedMin)
                ORDER BY complaints DESC, complainant LIMIT ?2
                """)
            complainants.bind(1, Int64(clamping: since))
            complainants.bind(2, Int64(clamping: limit))
            defer { complainants.reset() }
            while try complainants.step() {
                let complainant = try ComplaintRows.complainant(try complainants.storedText(0))
                found.append((.complainant(complainant), try complainants.storedInteger(1)))
            }
            return found.sorted { ($1.count, $0.party) < ($0.count, $1.party) }.prefix(limit)
                .map(\.party)
        }
    }
}
