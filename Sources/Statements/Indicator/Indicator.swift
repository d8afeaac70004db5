import TransparencyLog

/// An identifier in its one canonical form: the same thing reported in two spellings is one key.
///
/// Equality, order and keys are those of type and UTF-8 bytes. A change of any canonical form
/// raises the fold version of the merged view.
package struct Indicator: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let type: IndicatorType
    /// Canonical.
    package let value: String

    /// Makes the canonical form. A value that is canonical already is taken as it is, for the
    /// common types without a heap allocation.
    ///
    /// - Throws: `IndicatorError`, which says why and what is accepted.
    package init(_ type: IndicatorType, parsing raw: String) throws(IndicatorError) {
        guard raw.utf8.count <= StatementLimits.indicatorBytesMax else {
            throw Refusal("length", "it has more than \(StatementLimits.indicatorBytesMax) bytes")
                .of(raw, type)
        }
        do {
            value = try type.canonical(raw)
        } catch {
            throw error.of(raw, type)
        }
        // Folding can lengthen a text: U+FDFA becomes 18 characters.
        guard value.utf8.count <= StatementLimits.indicatorBytesMax else {
            throw Refusal(
                "length",
                "its canonical form has more than \(StatementLimits.indicatorBytesMax) bytes"
            ).of(raw, type)
        }
        self.type = type
    }

    init(wireType: UInt32, value: String) throws(StatementError) {
        guard let raw = UInt8(exactly: wireType), let type = IndicatorType(rawValue: raw) else {
            throw .fieldRange(
                "indicator type", found: UInt64(wireType),
                accepted: 1...UInt64(IndicatorType.itemSerial.rawValue))
        }
        do {
            try self.init(type, parsing: value)
        } catch {
            throw .indicator(error)
        }
    }

    /// The type's number, then the value's UTF-8.
    package var keyBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 + value.utf8.count)
        bytes.append(type.rawValue)
        bytes.append(contentsOf: value.utf8)
        return bytes
    }

    /// The first 8 bytes, big-endian, of SHA-256 of `keyBytes`.
    package var keyHash: UInt64 {
        let count = 1 + value.utf8.count
        return withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { key in
            key[0] = type.rawValue
            UnsafeMutableRawBufferPointer(rebasing: key[1...]).copyBytes(from: value.utf8)
            return Digest.sha256(UnsafeRawBufferPointer(key)).prefix64
        }
    }

    package var description: String { type.name + " " + value }

    package static func < (left: Self, right: Self) -> Bool {
        if left.type != right.type { return left.type < right.type }
        return left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
    }
}

extension Digest {
    fileprivate var prefix64: UInt64 {
        withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }
}

extension IndicatorType {
    /// The one function that makes the canonical form of each type.
    func canonical(_ raw: String) throws(Refusal) -> String {
        switch self {
        case .domain: try DomainName.canonical(raw)
        case .url: try WebAddress.canonical(raw)
        case .sellerAccount, .listing: try ScopedIdentifier.canonical(raw, scope: "marketplace")
        case .email: try EmailAddress.canonical(raw)
        case .phone: try PhoneNumber.canonical(raw)
        case .paymentAccount: try PaymentAccount.canonical(raw)
        case .socialAccount:
            try ScopedIdentifier.canonical(raw, scope: "platform", dropsAtSign: true)
        case .postalAddress: try PostalAddress.canonical(raw)
        case .company: try CompanyName.canonical(raw)
        case .ip: try IPAddress.canonical(raw)
        case .imageSHA256, .imagePDQ: try ImageHash.canonical(raw)
        case .itemSerial: try ItemSerial.canonical(raw)
        }
    }
}
