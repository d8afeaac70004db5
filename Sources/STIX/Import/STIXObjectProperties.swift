package import JSON
import Statements

/// The properties of a STIX 2.1 object that an import reads; everything else stays in the original. Beside what all
/// objects have, these are the properties of its own type: under another type a name may mean anything.
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
        markingRefs = try reader.texts("object_marking_refs")
        granularMarkingRefs = try reader.granularMarkingRefs()

        let indicator = reader.own(of: "indicator")
        indicatorTypes = try indicator.texts("indicator_types")
        pattern = try indicator.text("pattern")
        patternType = try indicator.text("pattern_type")
        value = try reader.own(of: Self.simpleObservables).text("value")
        hashes = try reader.own(of: "file").object("hashes").map { hashes throws(STIXError) in
            var texts: [String: String] = [:]
            for (name, value) in hashes {
                guard case .string(let text) = value else {
                    throw .objectMalformed("'hashes.\(name)' has another type")
                }
                texts[name] = text
            }
            return texts
        }
        let account = reader.own(of: "user-account")
        accountType = try account.text("account_type")
        accountLogin = try account.text("account_login")
        userID = try account.text("user_id")
        iban = try reader.own(of: "bank-account").text("iban")
        identifierKind = try reader.own(of: STIXExtension.reportedIdentifierType).text("kind")
        definedTLP = try reader.own(of: "marking-definition").object("definition").flatMap {
            definition throws(STIXError) in
            try Reader(members: definition).text("tlp")
        }

        // An indicator's own. Observables of some exporters have them too; STIX does not say of what type they are
        // there.
        let isIndicator = type == "indicator"
        func said<Value>(_ read: () throws(STIXError) -> Value?) throws(STIXError) -> Value? {
            if isIndicator { return try read() }
            return Self.observables.contains(type) ? (try? read()) ?? nil : nil
        }
        confidence = try said { () throws(STIXError) in try reader.integer("confidence") }
        labels = try said { () throws(STIXError) in try reader.texts("labels") }
        name = try said { () throws(STIXError) in try reader.text("name") }
        description = try said { () throws(STIXError) in try reader.text("description") }
        validUntil = try said { () throws(STIXError) in try reader.text("valid_until") }
        let extensions = try reader.object("extensions") ?? [:]
        statedIdentifierType = Self.identifierType(in: extensions)
        extensionTLPs = extensions.values.compactMap {
            guard case .object(let members) = $0, case .string(let tlp)? = members["tlp_2_0"]
            else { return nil }
            return tlp
        }
    }

    /// Those whose `value` is an identifier.
    private static let simpleObservables: Set<String> = [
        "domain-name", "url", "email-addr", "phone-number", "ipv4-addr", "ipv6-addr",
        STIXExtension.reportedIdentifierType,
    ]
    /// Those that an import makes reports of.
    private static let observables = simpleObservables.union([
        "file", "user-account", "bank-account",
    ])

    private static func identifierType(in extensions: [String: JSONValue]) -> IndicatorType? {
        guard case .object(let ours)? = extensions[STIXExtension.statement.description],
            case .string(let name)? = ours["identifier_type"]
        else { return nil }
        return IndicatorType(name: name)
    }

    /// Members by type; one that is null is as if it were missing.
    private struct Reader {
        let members: [String: JSONValue]

        /// What an object of another type has under a name that one of these types has, is its own affair.
        func own(of types: Set<String>) -> Reader {
            guard case .string(let type)? = members["type"], types.contains(type) else {
                return Reader(members: [:])
            }
            return self
        }

        func own(of type: String) -> Reader { own(of: [type]) }

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
