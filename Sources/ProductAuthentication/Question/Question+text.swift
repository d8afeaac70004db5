import AllianceNames
import GS1
import Statements
import TransparencyLog

extension Question {
    static let header = "touchstone question v1"
    private static let document = "question"
    private static let role = "authority"

    /// The text that travels.
    package var bytes: [UInt8] {
        var lines = DocumentWriter(header: Self.header, bytesExpected: 512)
        lines.add("nonce", nonce.base64)
        lines.add("asked", "\(askedAt)")
        lines.add("asker", asker.rawValue)
        if isUnderRole { lines.add("role", Self.role) }
        lines.add("deadline", "\(deadlineMilliseconds)")
        if isLate { lines.add("late", "yes") }
        switch product {
        case .gs1(let item):
            lines.add("gtin", item.gtin.digits14)
            if let serial = item.serial { lines.add("serial", serial.text) }
            if let lot = item.lot { lines.add("lot", lot.text) }
            if let expiry = item.expiry { lines.add("expiry", expiry.description) }
        case .house(let code):
            lines.add("scheme", code.scheme)
            lines.add("code", code.code)
        }
        if let seller { lines.add("seller", "\(seller.type) \(seller.value)") }
        if let listing { lines.add("listing", "\(listing.type) \(listing.value)") }
        if let place { lines.add("place", place.description) }
        if let purpose { lines.add("purpose", purpose) }
        return lines.bytes
    }

    /// - Throws: `ProductAuthenticationError`, naming the line, unless `bytes` are what `bytes`
    ///   prints.
    package init(parsing bytes: [UInt8]) throws(ProductAuthenticationError) {
        var lines = try DocumentLines(
            bytes, document: Self.document, bytesMax: Self.bytesMax)
        try lines.exactly(Self.header)
        let nonce = try lines.value(of: "nonce")
        guard let nonce = Nonce(base64: nonce) else {
            throw lines.refusal(expected: "16 bytes in base64", found: nonce)
        }
        let asked = try lines.value(of: "asked")
        guard let askedAt = Decimal.decode(Array(asked.utf8)) else {
            throw lines.refusal(expected: "milliseconds since 1970", found: asked)
        }
        let asker = try lines.value(of: "asker")
        guard let asker = try? MemberID(parsing: asker) else {
            throw lines.refusal(expected: "a member", found: asker)
        }
        let isUnderRole = try Self.flag("role", Self.role, &lines)
        let deadline = try lines.value(of: "deadline")
        guard let deadlineMilliseconds = Decimal.decode(Array(deadline.utf8)) else {
            throw lines.refusal(expected: "milliseconds", found: deadline)
        }
        let isLate = try Self.flag("late", "yes", &lines)
        let product = try Self.product(&lines)
        let seller = try Self.indicator("seller", &lines)
        let listing = try Self.indicator("listing", &lines)
        let place = try lines.optionalValue(of: "place").map {
            text throws(ProductAuthenticationError) in try Place(parsing: text)
        }
        let purpose = lines.optionalValue(of: "purpose")
        try lines.finish()
        try self.init(
            nonce: nonce, askedAt: askedAt, asker: asker, isUnderRole: isUnderRole,
            deadlineMilliseconds: deadlineMilliseconds, isLate: isLate, product: product,
            seller: seller, listing: listing, place: place, purpose: purpose)
    }

    /// A line that is there with one value or not at all.
    private static func flag(
        _ key: String, _ value: String, _ lines: inout DocumentLines
    ) throws(ProductAuthenticationError) -> Bool {
        guard let found = lines.optionalValue(of: key) else { return false }
        guard found == value else { throw lines.refusal(expected: "'\(value)'", found: found) }
        return true
    }

    private static func product(
        _ lines: inout DocumentLines
    ) throws(ProductAuthenticationError) -> ProductCode {
        if let scheme = lines.optionalValue(of: "scheme") {
            return .house(try HouseCode(scheme: scheme, code: try lines.value(of: "code")))
        }
        let digits = try lines.value(of: "gtin")
        do throws(GS1Error) {
            var item = ItemIdentifiers(gtin: try GTIN(parsing: digits))
            guard digits.utf8.count == 14 else { throw .gtinLength(found: digits.utf8.count) }
            if let serial = lines.optionalValue(of: "serial") {
                item.serial = try Serial(parsing: serial)
            }
            if let lot = lines.optionalValue(of: "lot") { item.lot = try Lot(parsing: lot) }
            if let expiry = lines.optionalValue(of: "expiry") {
                guard expiry.utf8.count == 6 else { throw .date(found: String(expiry.prefix(20))) }
                item.expiry = try ExpiryDate(parsing: expiry)
            }
            return .gs1(item)
        } catch {
            throw .gs1(error)
        }
    }

    private static func indicator(
        _ key: String, _ lines: inout DocumentLines
    ) throws(ProductAuthenticationError) -> Indicator? {
        guard let text = lines.optionalValue(of: key) else { return nil }
        guard let (name, value) = text.cut(at: " "), let type = IndicatorType(name: name) else {
            throw lines.refusal(expected: "a type of identifier and its value", found: text)
        }
        guard let indicator = try? Indicator(type, parsing: value),
            indicator.value.utf8.elementsEqual(value.utf8)
        else { throw lines.refusal(expected: "a \(type) in canonical form", found: text) }
        return indicator
    }
}
