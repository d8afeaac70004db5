import Complaints
import GRDB
import JSON
import Statements
import TransparencyLog

/// What this node made of listings, as it stands in `complaints.sqlite`.
enum JudgementRows {
    /// - Parameters:
    ///   - digest: of what the complaint says; what was noted of another complaint under the same name, of a branch that
    ///     was taken out, does not count.
    ///   - place: nil for all.
    static func judgements(
        of course: Int64, digest: Digest?, place: Int64? = nil, _ db: Database
    ) throws -> [ListingJudgement] {
        guard let digest else { return [] }
        let query = try RawStatement(
            db,
            """
            SELECT place, complaint, review, harm, weights, contributions, capture, isAuditSample
            FROM judgement WHERE course = ?1 AND (?2 IS NULL OR place = ?2) ORDER BY place
            """)
        query.bind(1, course)
        query.bind(2, place)
        defer { query.reset() }
        var found: [ListingJudgement] = []
        while try query.step() {
            guard try query.storedBytes(1) == digest.bytes else { continue }
            found.append(try judgement(query))
        }
        return found
    }

    private static func judgement(_ query: RawStatement) throws -> ListingJudgement {
        var review: Lane.ReviewReason?
        if let text = try query.storedTextIfAny(2) {
            guard let reason = Lane.ReviewReason(rawValue: text) else {
                throw DatabaseError.otherForm
            }
            review = reason
        }
        let contributions = try json(try query.storedText(5))
        guard case .array(let parts) = contributions else { throw DatabaseError.otherForm }
        return ListingJudgement(
            place: Int(clamping: try query.storedInteger(0)), review: review,
            harm: Int(clamping: try query.storedInteger(3)), table: try query.storedText(4),
            contributions: try parts.map(contribution),
            capture: try query.storedTextIfAny(6).map { try capture(try json($0)) },
            isAuditSample: try query.storedInteger(7) != 0)
    }

    static func put(
        _ judgement: ListingJudgement, of course: Int64, digest: Digest, _ db: Database
    ) throws {
        let put = try RawStatement(
            db, "INSERT OR REPLACE INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        put.bind(1, course)
        put.bind(2, Int64(judgement.place))
        put.bind(3, digest.bytes)
        put.bind(4, judgement.review?.rawValue)
        put.bind(5, Int64(judgement.harm))
        put.bind(6, judgement.table)
        put.bind(7, JSONValue.array(judgement.contributions.map(json)).compact)
        put.bind(8, judgement.capture.map { json($0).compact })
        put.bind(9, flag: judgement.isAuditSample)
        try put.run()
    }

    // MARK: Forms

    private static func json(_ text: String) throws -> JSONValue {
        guard let json = try? JSONValue(parsing: text) else { throw DatabaseError.otherForm }
        return json
    }

    private static func json(_ part: ListingJudgement.Contribution) -> JSONValue {
        .object([
            "feature": .string(part.feature), "thousandths": .number("\(part.logOddsThousandths)"),
            "disclosable": .bool(part.isDisclosable),
        ])
    }

    private static func contribution(
        _ json: JSONValue
    ) throws -> ListingJudgement.Contribution {
        guard case .object(let members) = json, case .string(let feature)? = members["feature"],
            case .number(let number)? = members["thousandths"], let thousandths = Int(number),
            case .bool(let isDisclosable)? = members["disclosable"]
        else { throw DatabaseError.otherForm }
        return .init(
            feature: feature, logOddsThousandths: thousandths, isDisclosable: isDisclosable)
    }

    private static func json(_ capture: ListingCapture) -> JSONValue {
        var members: [String: JSONValue] = [
            "title": .string(capture.title),
            "images": .array(capture.images.map { .string($0.hex) }),
            "at": .integer(capture.capturedAt),
            "classes": .array(capture.niceClasses.map { .number("\($0)") }),
            "countries": .array(capture.countries.map { .string($0) }),
        ]
        if !capture.likenesses.isEmpty {
            members["likenesses"] = .object(
                Dictionary(
                    uniqueKeysWithValues: capture.likenesses.map {
                        ($0.key.hex, .string($0.value.value))
                    }))
        }
        if let price = capture.priceMinorUnits { members["price"] = .integer(price) }
        if let currency = capture.currency { members["currency"] = .string(currency) }
        if let seller = capture.seller {
            members["sellerType"] = .integer(UInt64(seller.type.rawValue))
            members["seller"] = .string(seller.value)
        }
        let offer = capture.offer
        if let pieces = offer.quantity { members["quantity"] = .number("\(pieces)") }
        if let price = offer.marketMinorUnits { members["marketPrice"] = .integer(price) }
        if let since = offer.sellerSince { members["sellerSince"] = .integer(since) }
        if let sales = offer.sellerSales { members["sellerSales"] = .number("\(sales)") }
        return .object(members)
    }

    private static func capture(_ json: JSONValue) throws -> ListingCapture {
        guard case .object(let members) = json, case .string(let title)? = members["title"],
            case .array(let images)? = members["images"], let at = try number(members["at"]),
            case .array(let classes)? = members["classes"],
            case .array(let countries)? = members["countries"]
        else { throw DatabaseError.otherForm }
        var seller: Indicator?
        if let type = try number(members["sellerType"]), let value = try text(members["seller"]) {
            seller = try ComplaintRows.indicator(Int64(clamping: type), value)
        }
        var capture = ListingCapture(
            title: title,
            images: try images.map {
                guard let hex = try text($0), let digest = Digest(hex: hex) else {
                    throw DatabaseError.otherForm
                }
                return digest
            },
            priceMinorUnits: try number(members["price"]), currency: try text(members["currency"]),
            seller: seller, capturedAt: at,
            niceClasses: try classes.map { Int(clamping: try number($0) ?? 0) },
            countries: try countries.map { try text($0) ?? "" })
        capture.likenesses = try likenesses(members["likenesses"])
        capture.offer = ListingCapture.OfferFacts(
            quantity: try number(members["quantity"]).map { Int(clamping: $0) },
            marketMinorUnits: try number(members["marketPrice"]),
            sellerSince: try number(members["sellerSince"]),
            sellerSales: try number(members["sellerSales"]).map { Int(clamping: $0) })
        return capture
    }

    private static func likenesses(_ json: JSONValue?) throws -> [Digest: Indicator] {
        guard let json else { return [:] }
        guard case .object(let members) = json else { throw DatabaseError.otherForm }
        var found: [Digest: Indicator] = [:]
        for (hex, value) in members {
            guard let digest = Digest(hex: hex), let text = try text(value) else {
                throw DatabaseError.otherForm
            }
            found[digest] = try ComplaintRows.indicator(
                Int64(IndicatorType.imagePDQ.rawValue), text)
        }
        return found
    }

    private static func number(_ json: JSONValue?) throws -> UInt64? {
        guard let json else { return nil }
        guard case .number(let text) = json, let number = UInt64(text) else {
            throw DatabaseError.otherForm
        }
        return number
    }

    private static func text(_ json: JSONValue?) throws -> String? {
        guard let json else { return nil }
        guard case .string(let text) = json else { throw DatabaseError.otherForm }
        return text
    }
}
