package import JSON
package import Statements

/// An identifier as a STIX observable, and the comparison that finds it in a pattern.
///
/// What STIX has no observable for is a `reported-identifier`, which our extension defines; phone numbers and
/// bank accounts have a public definition. Names are those that everybody makes of the same value.
///
/// Source: STIX 2.1 section 6 and 2.9 (contributing properties); muchdogesec/stix2extensions
/// (`phone-number`, `bank-account`).
package struct STIXObservable: Hashable, Sendable {
    package let indicator: Indicator

    package init(_ indicator: Indicator) { self.indicator = indicator }

    /// A property of the observable.
    private struct Property {
        let name: String
        let value: String
        /// Whether it is a member of `hashes`.
        var isHash = false
    }

    private struct Shape {
        let type: String
        /// Sorted by name, as they contribute to the object's name.
        let properties: [Property]
        var definition: STIXIdentifier?
    }

    package var id: STIXIdentifier { Self.id(of: shape) }

    private var shape: Shape {
        let value = indicator.value
        switch indicator.type {
        case .domain: return Self.simple("domain-name", value)
        case .url: return Self.simple("url", value)
        case .email: return Self.simple("email-addr", value)
        case .ip:
            return Self.simple(value.utf8.contains(0x3a) ? "ipv6-addr" : "ipv4-addr", value)
        case .sellerAccount, .socialAccount: return Self.account(indicator)
        case .phone:
            return Shape(
                type: "phone-number",
                properties: [Property(name: "value", value: String(value.drop { $0 == "+" }))],
                definition: STIXExtension.phoneNumber)
        case .paymentAccount:
            guard !value.utf8.contains(0x3a) else { return Self.account(indicator) }
            return Shape(
                type: "bank-account", properties: [Property(name: "iban", value: value)],
                definition: STIXExtension.bankAccount)
        case .imageSHA256:
            return Shape(
                type: "file",
                properties: [Property(name: "SHA-256", value: value, isHash: true)])
        case .listing, .postalAddress, .company, .imagePDQ, .itemSerial:
            return Shape(
                type: STIXExtension.reportedIdentifierType,
                properties: [
                    Property(name: "kind", value: indicator.type.name),
                    Property(name: "value", value: value),
                ], definition: STIXExtension.reportedIdentifier)
        }
    }

    private static func simple(_ type: String, _ value: String) -> Shape {
        Shape(type: type, properties: [Property(name: "value", value: value)])
    }

    private static func account(_ indicator: Indicator) -> Shape {
        let (platform, id) = indicator.marketplaceAndID
        return Shape(
            type: "user-account",
            properties: [
                Property(name: "account_type", value: platform),
                Property(name: "user_id", value: id),
            ])
    }

    private static func id(of shape: Shape) -> STIXIdentifier {
        var name: [UInt8] = []
        write(shape.properties, to: &name)
        return STIXIdentifier(shape.type, namespace: .observables, naming: name)
    }

    /// As RFC 8785 has an object of texts.
    private static func write(_ properties: [Property], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (position, property) in properties.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            append(property, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func append(_ property: Property, to bytes: inout [UInt8]) {
        if property.isHash { bytes.append(contentsOf: "\"hashes\":{".utf8) }
        JSONWriter.append(property.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        JSONWriter.append(property.value, to: &bytes)
        if property.isHash { bytes.append(UInt8(ascii: "}")) }
    }

    /// The object.
    package func write(to writer: inout JSONWriter) {
        let shape = shape
        writer.beginObject()
        writer.member("type", shape.type)
        writer.member("spec_version", "2.1")
        writer.member("id", Self.id(of: shape).description)
        for property in shape.properties {
            if property.isHash {
                writer.name("hashes")
                writer.beginObject()
                writer.member(property.name, property.value)
                writer.endObject()
            } else {
                writer.member(property.name, property.value)
            }
        }
        if let definition = shape.definition {
            writer.name("extensions")
            writer.beginObject()
            writer.name(definition.description)
            writer.beginObject()
            writer.member("extension_type", "new-sco")
            writer.endObject()
            writer.endObject()
        }
        writer.endObject()
    }

    /// `[domain-name:value = 'shop.example']`.
    package var pattern: String {
        let shape = shape
        let comparisons = shape.properties.map { property in
            let path = property.isHash ? "hashes.'\(property.name)'" : property.name
            return "\(shape.type):\(path) = '\(Self.escaped(property.value))'"
        }
        return "[" + comparisons.joined(separator: " AND ") + "]"
    }

    /// STIX 2.1 section 9.4: a quote and a backslash have a backslash before them.
    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") })
        else { return value }
        return value.reduce(into: "") { text, character in
            if character == "'" || character == "\\" { text.append("\\") }
            text.append(character)
        }
    }
}
