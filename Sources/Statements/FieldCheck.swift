import GS1
import TransparencyLog

/// The checks that every field from outside passes, each naming the field in its refusal.
enum FieldCheck {
    static func text(
        _ value: String, _ field: StaticString, bytesMax: Int = StatementLimits.textBytesMax
    ) throws(StatementError) {
        let count = value.utf8.count
        guard count <= bytesMax else {
            throw .fieldLength(field.description, found: count, bytesMax: bytesMax)
        }
    }

    /// A text that must be there.
    static func name(
        _ value: String, _ field: StaticString, bytesMax: Int = StatementLimits.nameBytesMax
    ) throws(StatementError) {
        guard !value.isEmpty else { throw .fieldMissing(field.description) }
        try text(value, field, bytesMax: bytesMax)
    }

    static func count(
        _ found: Int, _ field: StaticString, countMax: Int = StatementLimits.listCountMax
    ) throws(StatementError) {
        guard found <= countMax else {
            throw .fieldCount(field.description, found: found, countMax: countMax)
        }
    }

    static func names(_ values: [String], _ field: StaticString) throws(StatementError) {
        try count(values.count, field)
        for value in values { try name(value, field) }
    }

    static func range(
        _ found: UInt64, _ field: StaticString, _ accepted: ClosedRange<UInt64>
    ) throws(StatementError) {
        guard accepted.contains(found) else {
            throw .fieldRange(field.description, found: found, accepted: accepted)
        }
    }

    static func time(_ found: UInt64, _ field: StaticString) throws(StatementError) {
        try range(found, field, 0...StatementLimits.timeMillisecondsMax)
    }

    /// Two upper-case letters: a code of ISO 3166-1 alpha-2, or of WIPO ST.3, which extends it by
    /// offices such as `EM` and `WO`.
    static func countryCode(_ value: String, _ field: StaticString) throws(StatementError) {
        guard value.utf8.count == 2, value.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else {
            throw .fieldForm(
                field.description, found: String(value.prefix(16)),
                expected: "two upper-case letters such as DE or EM")
        }
    }
    static func digest(
        _ bytes: some Collection<UInt8>, _ field: StaticString
    ) throws(StatementError) -> Digest {
        guard let digest = Digest(bytes) else {
            throw .fieldForm(
                field.description, found: "\(bytes.count) bytes",
                expected: "a SHA-256 of 32 bytes")
        }
        return digest
    }

    /// What names a product: a GTIN, or else a code scheme of the house.
    ///
    /// - Returns: nil where it is the scheme, which is there then.
    static func gtin(
        _ gtin: String, orScheme scheme: String
    ) throws(StatementError) -> GTIN? {
        guard !gtin.isEmpty else {
            try name(scheme, "GTIN or code scheme")
            return nil
        }
        guard scheme.isEmpty else {
            throw .fieldForm(
                "product code", found: String(scheme.prefix(80)),
                expected: "either a GTIN or a code scheme, not both")
        }
        do {
            return try GTIN(parsing: gtin)
        } catch {
            throw .product(error)
        }
    }
}
