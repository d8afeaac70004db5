package import JSON
import Statements

/// The properties of a STIX 2.1 object that an import reads; everything else stays in the original.
///
/// Source: STIX 2.1 sections 3.2 (common), 4.7 (indicator), 6 (observables), 7.2 (markings).
package struct STIXObjectProperties: Sendable {
    let type: String
    let id: String
    let revoked: Bool?
    let confidence: Int?
    let labels: [String]?
    let markingRefs: [String]?
    /// What marks parts of it. One that cannot be read stands for a marking that nobody knows.
    let granularMarkingRefs: [String]
    let name: String?
    let description: String?
    let indicatorTypes: [String]?
    let pattern: String?
    let patternType: String?
    let validUntil: String?
    let value: String?
    let hashes: [String: String]?
    let accountType: String?
    let accountLogin: String?
    let userID: String?
    /// Of a `bank-account`.
    let iban: String?
    /// Of a `reported-identifier`.
    let identifierKind: String?
    let definitionType: String?
    /// The member `tlp` of `definition`.
    let definedTLP: String?
    /// TLP 2.0 as OASIS added it to STIX 2.1, in extensions of the marking.
    let extensionTLPs: [String]
    /// What our own extension says.
    let statedIdentifierType: IndicatorType?

    package init(_ object: JSONValue) throws(STIXError) {
        guard case .object(let members) = object else {
            throw .objectMalformed("it is \(object.kind), not an object")
        }
        let reader = Reader(members: members)
        guard let type = try reader.text("type") else {
            throw .objectMalformed("'type' is missing")
        }
        guard let id = try reader.text("id") else { throw .objectMalformed("'id' is missing") }
        self.type = type
        self.id = id
        revoked = try reader.flag("revoked")
        confidence = try reader.integer("confidence")
        labels = try reader.texts("labels")
        markingRefs = try reader.texts("object_marking_refs")
        granularMarkingRefs = try reader.granularMarkingRefs()
        name = try reader.text("name")
        description = try reader.text("description")
        indicatorTypes = try reader.texts("indicator_types")
        pattern = try reader.text("pattern")
        patternType = try reader.text("pattern_type")
        validUntil = try reader.text("valid_until")
        value = try reader.text("value")
        hashes = try reader.object("hashes").map { hashes throws(STIXError) in
            var texts: [String: String] = [:]
            for (name, value) in hashes {
                guard case .string(let text) = value else {
                    throw .objectMalformed("'hashes.\(name)' has another type")
                }
                texts[name] = text
            }
            return texts
        }
        accountType = try reader.text("account_type")
        accountLogin = try reader.text("account_login")
        userID = try reader.text("user_id")
        iban = try reader.text("iban")
        identifierKind = try reader.text("kind")
        definitionType = try reader.text("definition_type")
        definedTLP = try reader.object("definition").flatMap { definition throws(STIXError) in
            try Reader(members: definition).text("tlp")
        }
        let extensions = try reader.object("extensions") ?? [:]
        statedIdentifierType = Self.identifierType(in: extensions)
        extensionTLPs = extensions.values.compactMap {
            guard case .object(let members) = $0, case .string(let tlp)? = members["tlp_2_0"]
            else { return nil }
            return tlp
        }
    }

    private static func identifierType(in extensions: [String: JSONValue]) -> IndicatorType? {
        guard case .object(let ours)? = extensions[STIXExtension.statement.description],
            case .string(let name)? = ours["identifier_type"]
        else { return nil }
        return IndicatorType(name: name)
    }

    /// Members by type; one that is null is as if it were missing.
    private struct Reader {
        let members: [String: JSONValue]

        private func other(_ name: String) -> STIXError {
            .objectMalformed("'\(name)' has another type")
        }

        func text(_ name: String) throws(STIXError) -> String? {
            switch members[name] {
            case .string(let text): return text
            case nil, .null: return nil
            default: throw other(name)
            }
        }

        func flag(_ name: String) throws(STIXError) -> Bool? {
            switch members[name] {
            case .bool(let flag): return flag
            case nil, .null: return nil
            default: throw other(name)
            }
        }

        func integer(_ name: String) throws(STIXError) -> Int? {
            switch members[name] {
            case .number(let digits):
                guard let number = Int(digits) else { throw other(name) }
                return number
            case nil, .null: return nil
            default: throw other(name)
            }
        }

        func texts(_ name: String) throws(STIXError) -> [String]? {
            switch members[name] {
            case .array(let values):
                var texts: [String] = []
                for value in values {
                    guard case .string(let text) = value else { throw other(name) }
                    texts.append(text)
                }
                return texts
            case nil, .null: return nil
            default: throw other(name)
            }
        }

        /// A part that is marked with its language alone has no marking.
        func granularMarkingRefs() throws(STIXError) -> [String] {
            switch members["granular_markings"] {
            case .array(let markings):
                return markings.compactMap { marking in
                    guard case .object(let members) = marking else { return "" }
                    switch members["marking_ref"] {
                    case .string(let ref): return ref
                    case nil where members["lang"] != nil: return nil
                    default: return ""
                    }
                }
            case nil, .null: return []
            default: throw other("granular_markings")
            }
        }

        func object(_ name: String) throws(STIXError) -> [String: JSONValue]? {
            switch members[name] {
            case .object(let members): return members
            case nil, .null: return nil
            default: throw other(name)
            }
        }
    }
}
