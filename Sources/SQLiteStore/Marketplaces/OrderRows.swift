import AllianceNames
import Complaints
import GRDB
import Statements

/// Orders as rows.
enum OrderRows {
    static let columns = """
        id, listingType, listing, complaintOrigin, complaintIndex, entryOrigin, entryIndex, place, scope, until,
        orderedAt, reasons, state, attempts, nextAt, since, result, reference, text, lastFailure,
        measure, words
        """

    static func order(_ row: Row) throws -> OutboxOrder {
        let scope: Int64? = try row.storedIfAny(8)
        let until: Int64? = try row.storedIfAny(9)
        let action: MarketplaceOrder.Action
        if let scope {
            guard
                let raw = UInt8(exactly: scope), let scope = ComplaintDecision.Scope(rawValue: raw)
            else { throw DatabaseError.otherForm }
            action = .takeDown(scope, until: until.map { UInt64(clamping: $0) })
        } else if let measure: Int64 = try row.storedIfAny(20) {
            let text: String = try row.storedIfAny(21) ?? ""
            if measure == endedMeasure {
                action = .endMeasure(text: text)
            } else {
                guard let raw = UInt8(exactly: measure),
                    let measure = MisuseMeasure.Measure(rawValue: raw)
                else { throw DatabaseError.otherForm }
                action = .measure(measure, until: until.map { UInt64(clamping: $0) }, text: text)
            }
        } else {
            action = .restore
        }
        let place = try row.storedNumber(7)
        let order = MarketplaceOrder(
            action: action, entry: try entry(row, 5), place: Int(clamping: place),
            time: .witnessed(try row.storedNumber(10)))
        guard try row.stored(0) == order.id,
            let state = OutboxOrder.State(rawValue: try row.stored(12))
        else { throw DatabaseError.otherForm }
        let reasons: String = try row.stored(11)
        return OutboxOrder(
            OrderedListing(
                complaint: try entry(row, 3), listing: try listing(row, 1), order: order),
            reasons: reasons.split(separator: "\n").map(String.init), state: state,
            attempts: Int(clamping: try row.storedNumber(13)), nextAt: try row.storedNumber(14),
            since: try row.storedNumber(15), result: try result(row),
            lastFailure: try row.storedIfAny(19))
    }

    /// In the place of a measure, of an order by which one ends.
    private static let endedMeasure: Int64 = 0

    private static func result(_ row: Row) throws -> OutboxOrder.Result? {
        guard let kind: Int64 = try row.storedIfAny(16) else { return nil }
        guard let raw = UInt8(exactly: kind), let kind = ComplaintOutcome.Kind(rawValue: raw) else {
            throw DatabaseError.otherForm
        }
        return OutboxOrder.Result(
            kind: kind, reference: try row.storedIfAny(17) ?? "",
            text: try row.storedIfAny(18) ?? "")
    }

    static func listing(_ row: Row, _ column: Int) throws -> Indicator {
        guard let raw = UInt8(exactly: try row.storedNumber(column)),
            let type = IndicatorType(rawValue: raw)
        else { throw DatabaseError.otherForm }
        let value: String = try row.stored(column + 1)
        return try readingStored("a listing") { try Indicator(type, parsing: value) }
    }

    static func entry(_ row: Row, _ column: Int) throws -> EntryReference {
        let origin: String = try row.stored(column)
        return EntryReference(
            origin: try readingStored("an entry") { try LogOrigin(parsing: origin) },
            index: try row.storedNumber(column + 1))
    }

    /// A new row, of the newest order of its complaint there.
    static func insert(_ order: OutboxOrder, _ db: Database) throws {
        let (ordered, listing) = (order.ordered, order.ordered.listing)
        let (entry, complaint) = (ordered.order.entry, ordered.complaint)
        var (scope, until, measure): (Int64?, UInt64?, Int64?) = (nil, nil, nil)
        var words: String?
        switch ordered.order.action {
        case .takeDown(let named, let end): (scope, until) = (Int64(named.rawValue), end)
        case .restore: break
        case .measure(let taken, let end, let text):
            (measure, until, words) = (Int64(taken.rawValue), end, text)
        case .endMeasure(let text): (measure, words) = (endedMeasure, text)
        }
        try db.execute(
            sql: """
                INSERT INTO marketplaceOrder (
                    id, marketplace, listingType, listing, complaintOrigin, complaintIndex, entryOrigin, entryIndex,
                    place, scope, until, orderedAt, reasons, isNewest, state, attempts, nextAt, since,
                    measure, words)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                order.id, listing.marketplaceAndID.marketplace, Int64(listing.type.rawValue),
                listing.value, complaint.origin.description, Int64(clamping: complaint.index),
                entry.origin.description, Int64(clamping: entry.index), ordered.order.place, scope,
                until.map { Int64(clamping: $0) },
                Int64(clamping: ordered.order.time.milliseconds ?? 0),
                order.reasons.joined(separator: "\n"), order.state.rawValue, order.attempts,
                Int64(clamping: order.nextAt), Int64(clamping: order.since), measure, words,
            ])
    }

    /// What changes of one that is there.
    static func update(_ order: OutboxOrder, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE marketplaceOrder SET state = ?, attempts = ?, nextAt = ?, since = ?, result = ?,
                    reference = ?, text = ?, lastFailure = ? WHERE id = ?
                """,
            arguments: [
                order.state.rawValue, order.attempts, Int64(clamping: order.nextAt),
                Int64(clamping: order.since), order.result.map { Int64($0.kind.rawValue) },
                order.result?.reference, order.result?.text, order.lastFailure, order.id,
            ])
    }

    static func find(_ id: String, _ db: Database) throws -> OutboxOrder? {
        try Row.fetchOne(
            db, sql: "SELECT \(columns) FROM marketplaceOrder WHERE id = ?", arguments: [id]
        ).map(order)
    }
}
