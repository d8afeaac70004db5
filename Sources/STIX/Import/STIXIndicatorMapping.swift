package import Statements

/// Makes reports of one STIX object: of an observable's own value, or of each comparison of an
/// indicator's pattern.
package struct STIXIndicatorMapping {
    package static let mediaType = "application/stix+json;version=2.1"

    /// Of `account-type-ov`, those that are accounts of a computer and no seller's.
    private static let systemAccounts: Set<String> = [
        "ldap", "nis", "radius", "tacacs", "unix", "windows-domain", "windows-local",
    ]

    /// Of `indicator-type-ov` (STIX 2.1 section 10): suspicious, and not likely to do harm.
    private static let benign = "benign"

    let object: STIXObjectProperties
    let original: [UInt8]
    let defaults: STIXImportDefaults
    /// Whether what is said of it carries the object.
    var keepsOriginal = true

    /// - Parameter original: the object's bytes, kept in what is said of it where they fit.
    package init(
        object: STIXObjectProperties, original: [UInt8], defaults: STIXImportDefaults
    ) {
        self.object = object
        self.original = original
        self.defaults = defaults
    }

    package func assertions(tlp: TLP) -> [Result<IndicatorAssertion, STIXError>] {
        let identifiers: [Result<Indicator, STIXError>]
        let validUntil: UInt64?
        do throws(STIXError) {
            if object.revoked == true { throw STIXError.objectRevoked }
            if object.indicatorTypes?.contains(Self.benign) == true {
                throw STIXError.indicatorBenign
            }
            identifiers = try self.identifiers()
            validUntil = try time(object.validUntil, "valid_until")
        } catch {
            return [.failure(error)]
        }
        return identifiers.map { identifier in
            identifier.map { assertion(of: $0, tlp: tlp, validUntil: validUntil) }
        }
    }

    private func identifiers() throws(STIXError) -> [Result<Indicator, STIXError>] {
        guard object.type == "indicator" else { return [observable()] }
        guard let pattern = object.pattern else { throw .propertyMissing("pattern") }
        if let type = object.patternType, type != "stix" { throw .patternType(type) }
        return try STIXPattern(parsing: pattern).terms.map { term in
            guard term.count == 1 else { return compound(term) }
            guard let type = Self.type(ofPath: term[0].path) else {
                return .failure(.patternPath(term[0].path))
            }
            return Self.indicator(type, term[0].value)
        }
    }

    /// An identifier of two properties of one observable, as our own patterns have them; any other AND says more
    /// than one identifier does.
    private func compound(
        _ term: [STIXPattern.Comparison]
    ) -> Result<Indicator, STIXError> {
        let values = Dictionary(term.map { ($0.path, $0.value) }) { first, _ in first }
        guard term.count == 2, values.count == 2 else { return .failure(.patternOperator("AND")) }
        if let platform = values["user-account:account_type"],
            let name = values["user-account:user_id"] ?? values["user-account:account_login"],
            !Self.systemAccounts.contains(platform)
        {
            return Self.indicator(accountType, platform + ":" + name)
        }
        let ours = STIXExtension.reportedIdentifierType
        if let kind = values["\(ours):kind"], let value = values["\(ours):value"],
            let type = IndicatorType(name: kind)
        {
            return Self.indicator(type, value)
        }
        return .failure(.patternOperator("AND"))
    }

    /// STIX does not tell a seller's account from a person's; our extension does.
    private var accountType: IndicatorType {
        switch object.statedIdentifierType {
        case .sellerAccount: .sellerAccount
        case .paymentAccount: .paymentAccount
        default: .socialAccount
        }
    }

    private func observable() -> Result<Indicator, STIXError> {
        switch object.type {
        case "file":
            guard let hash = object.hashes?["SHA-256"] else {
                return .failure(.propertyMissing("hashes.SHA-256"))
            }
            return Self.indicator(.imageSHA256, hash)
        case "user-account":
            guard let platform = object.accountType else {
                return .failure(.propertyMissing("account_type"))
            }
            guard !Self.systemAccounts.contains(platform) else {
                return .failure(.objectType("user-account of " + platform))
            }
            guard let name = object.userID ?? object.accountLogin else {
                return .failure(.propertyMissing("user_id"))
            }
            return Self.indicator(accountType, platform + ":" + name)
        case "bank-account":
            guard let iban = object.iban else { return .failure(.propertyMissing("iban")) }
            return Self.indicator(.paymentAccount, iban)
        case STIXExtension.reportedIdentifierType:
            guard let kind = object.identifierKind, let type = IndicatorType(name: kind) else {
                return .failure(.propertyMissing("kind"))
            }
            guard let value = object.value else { return .failure(.propertyMissing("value")) }
            return Self.indicator(type, value)
        default:
            guard let type = Self.type(ofPath: object.type + ":value") else {
                return .failure(.objectType(object.type))
            }
            guard let value = object.value else { return .failure(.propertyMissing("value")) }
            return Self.indicator(type, value)
        }
    }

    private static func type(ofPath path: String) -> IndicatorType? {
        switch path {
        case "domain-name:value": .domain
        case "url:value": .url
        case "email-addr:value": .email
        case "phone-number:value": .phone
        case "bank-account:iban": .paymentAccount
        case "ipv4-addr:value", "ipv6-addr:value": .ip
        case "file:hashes.SHA-256", "file:hashes.SHA256": .imageSHA256
        default: nil
        }
    }

    private static func indicator(
        _ type: IndicatorType, _ value: String
    ) -> Result<Indicator, STIXError> {
        var value = value
        // STIX lets an address be a network; one of a single address is that address.
        for suffix in ["/32", "/128"] where type == .ip && value.hasSuffix(suffix) {
            value = String(value.dropLast(suffix.count))
        }
        // The public definition of a phone number leaves the + away.
        if type == .phone, value.first?.isNumber == true { value = "+" + value }
        do {
            return .success(try Indicator(type, parsing: value))
        } catch {
            return .failure(.indicator(error))
        }
    }

    private func assertion(
        of indicator: Indicator, tlp: TLP, validUntil: UInt64?
    ) -> IndicatorAssertion {
        let labels =
            (object.labels ?? []).map { ("label", $0) }
            + (object.indicatorTypes ?? []).map { ("indicator-type", $0) }
        var assertion = IndicatorAssertion(
            indicator: indicator, basis: defaults.basis,
            confidence: object.confidence.map { min(max($0, 0), StatementLimits.confidenceMax) }
                ?? defaults.confidence,
            tlp: tlp, validUntil: validUntil, marks: defaults.marks, note: note(),
            attributes: labels.filter {
                !$0.1.isEmpty && $0.1.utf8.count <= Attribute.valueBytesMax
            }.prefix(StatementLimits.listCountMax).map { Attribute(name: $0.0, value: $0.1) },
            originalObject: OriginalObject(mediaType: Self.mediaType, bytes: original))
        if !keepsOriginal || original.count > PayloadBundle.payloadBytesMax || !fits(assertion) {
            assertion.originalObject = nil
        }
        while !fits(assertion), !assertion.attributes.isEmpty { assertion.attributes.removeLast() }
        return assertion
    }

    private func fits(_ assertion: IndicatorAssertion) -> Bool {
        Statement.assertIndicator(assertion).payload().count <= PayloadBundle.payloadBytesMax
    }

    private func note() -> String? {
        let text = [object.name, object.description].compactMap { $0 }.filter { !$0.isEmpty }
            .joined(separator: ": ")
        guard text.utf8.count > StatementLimits.textBytesMax else {
            return text.isEmpty ? nil : text
        }
        var note = text.unicodeScalars.prefix(StatementLimits.textBytesMax)
        while note.reduce(0, { $0 + UTF8.width($1) }) > StatementLimits.textBytesMax {
            note = note.dropLast(64)
        }
        return String(note)
    }

    private func time(
        _ text: String?, _ property: String
    ) throws(STIXError) -> UInt64? {
        guard let text else { return nil }
        guard let timestamp = STIXTimestamp(parsing: text) else {
            throw .timestamp(property: property, found: String(text.prefix(40)))
        }
        return timestamp.milliseconds
    }
}
