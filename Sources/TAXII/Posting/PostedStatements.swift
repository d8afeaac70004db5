package import JSON
package import STIX
package import Statements

/// What is said by posting an object: reports for an indicator whose pattern names identifiers, an objection
/// for an opinion about one, a link for a relationship that says so in our extension, and the object as it came
/// for everything else.
package struct PostedStatements: Sendable {
    /// Identifiers of one pattern that become reports; a longer one is kept as it came. Each report carries the whole
    /// object.
    package static let reportsMax = 16

    private var markings = STIXMarkings()
    private let defaults: STIXImportDefaults
    /// What objects are about that others refer to.
    private var identifiers = KnownIdentifiers()
    /// Names that are referred to.
    package let referred: Set<String>

    /// Those of them that are not known yet.
    package var unknown: Set<String> { referred.filter { !identifiers.isKnown($0) } }

    /// - Parameters:
    ///   - defaults: what a report says where the object does not.
    ///   - objects: all that came with them; markings and identifiers among them count for the others.
    package init(defaults: STIXImportDefaults, of objects: [PostedObject]) {
        self.defaults = defaults
        var referred: Set<String> = []
        for object in objects {
            guard case .object(let head, let value) = object.reading else { continue }
            if head.id.type == "marking-definition",
                let marking = try? STIXObjectProperties(value)
            {
                markings.learn(marking)
            }
            referred.formUnion(Self.references(of: head, value))
        }
        self.referred = referred
        // What nobody refers to need not be known.
        guard !referred.isEmpty else { return }
        for (head, value) in Self.newest(of: referred, among: objects) { learn(head, value) }
    }

    /// Of an object's versions that come together, the newest one tells what it is about; of the same one, the first is
    /// said.
    private static func newest(
        of names: Set<String>, among objects: [PostedObject]
    ) -> [(head: STIXObjectHead, value: JSONValue)] {
        var newest: [String: (head: STIXObjectHead, value: JSONValue)] = [:]
        for object in objects {
            guard case .object(let head, let value) = object.reading else { continue }
            let name = head.id.description
            guard names.contains(name) else { continue }
            if let known = newest[name] {
                guard let version = head.version, let before = known.head.version,
                    version > before
                else { continue }
            }
            newest[name] = (head, value)
        }
        return Array(newest.values)
    }

    /// Names of what an opinion, a relationship or a sighting is about.
    package static func references(of head: STIXObjectHead, _ value: JSONValue) -> [String] {
        switch head.id.type {
        case "opinion", "relationship": STIXReferences(value)?.names ?? []
        case "sighting": STIXSighting(value).map { [$0.subject] } ?? []
        default: []
        }
    }

    private mutating func learn(_ head: STIXObjectHead, _ value: JSONValue) {
        guard let properties = try? STIXObjectProperties(value) else { return }
        let said = STIXIndicatorMapping(
            object: properties, original: [], defaults: defaults
        ).assertions(tlp: defaults.tlp)
        guard said.count == 1, case .success(let assertion) = said[0] else { return }
        identifiers.learn(
            head.id.description, assertion.indicator,
            isRed: markings.tlp(of: properties, default: defaults.tlp) == .red)
    }

    /// Takes what is known of names that were not, and what is TLP:RED of those that are there as they were posted.
    package mutating func learn(_ known: KnownIdentifiers) { identifiers.merge(known) }

    /// - Throws: `STIXError` where the object is longer than what a statement carries, or has a property of
    ///   another type than STIX gives it.
    package func statements(
        _ object: PostedObject, _ head: STIXObjectHead, _ value: JSONValue
    ) throws(STIXError) -> [Statement] {
        guard object.json.count <= PayloadBundle.payloadBytesMax else {
            throw .objectLength(bytesMax: PayloadBundle.payloadBytesMax)
        }
        let properties = try STIXObjectProperties(value)
        let tlp = markings.tlp(of: properties, default: defaults.tlp)
        if !head.isRevoked {
            switch head.id.type {
            case "indicator":
                if let reports = reports(properties, object.json, tlp) { return reports }
            case "opinion", "relationship":
                if let said = said(STIXReferences(value), object.json, tlp) { return [said] }
            default: break
            }
        }
        return [try Self.kept(head, object.json, tlp, counted: counted(head, value, tlp))]
    }

    /// Nil for what is no sighting. A total says of what it is to all who read the channel, programs too: what is for
    /// persons only is in none.
    private func counted(
        _ head: STIXObjectHead, _ value: JSONValue, _ tlp: TLP
    ) -> STIXObject.Counted? {
        guard head.id.type == "sighting" else { return nil }
        guard tlp != .red else { return .nothing }
        return STIXSighting(value).flatMap { identifiers.indicator(of: $0.subject) }.map {
            .of($0)
        } ?? .nothing
    }

    /// The object as it came, which says nothing by itself: a version that another one has replaced.
    ///
    /// - Throws: `STIXError` where the object is longer than what a statement carries.
    package func kept(
        _ object: PostedObject, _ head: STIXObjectHead, _ value: JSONValue
    ) throws(STIXError) -> Statement {
        let properties = try STIXObjectProperties(value)
        return try Self.kept(
            head, object.json, markings.tlp(of: properties, default: defaults.tlp),
            counted: head.id.type == "sighting" ? .nothing : nil)
    }

    /// The same of an object's bytes.
    package static func kept(
        _ head: STIXObjectHead, _ json: [UInt8], _ tlp: TLP, counted: STIXObject.Counted? = nil
    ) throws(STIXError) -> Statement {
        let kept = Statement.stixObject(
            STIXObject(
                objectID: head.id.description, objectType: head.id.type, json: json, tlp: tlp,
                counted: counted))
        guard fits(kept) else {
            throw .objectLength(bytesMax: PayloadBundle.payloadBytesMax - 512)
        }
        return kept
    }

    /// The identifier that an object of this name is about, as far as a total may tell it.
    package func identifier(of name: String) -> Indicator? { identifiers.indicator(of: name) }

    private static func fits(_ statement: Statement) -> Bool {
        statement.payload().count <= PayloadBundle.payloadBytesMax
    }

    /// Nil unless every comparison of the pattern is an identifier, and each report has room for the object.
    private func reports(
        _ properties: STIXObjectProperties, _ json: [UInt8], _ tlp: TLP
    ) -> [Statement]? {
        let mapping = STIXIndicatorMapping(
            object: properties, original: json, defaults: defaults)
        var reports: [Statement] = []
        for result in mapping.assertions(tlp: tlp) {
            guard case .success(let assertion) = result, assertion.originalObject != nil,
                reports.count < Self.reportsMax
            else { return nil }
            reports.append(.assertIndicator(assertion))
        }
        return reports.isEmpty ? nil : reports
    }

    /// Nil for an opinion that agrees, and where it is not known which identifiers it is about.
    private func said(
        _ references: STIXReferences?, _ json: [UInt8], _ tlp: TLP
    ) -> Statement? {
        let original = OriginalObject(
            mediaType: STIXIndicatorMapping.mediaType, bytes: json)
        let statement: Statement?
        switch references {
        case .objection(let name, let isOutright, let text):
            statement = identifiers.indicator(of: name, for: tlp).map {
                .dispute(
                    Dispute(
                        indicator: $0, reason: isOutright ? .falsePositive : .other, text: text,
                        tlp: tlp, originalObject: original))
            }
        case .link(let one, let other, let text, let confidence):
            statement = identifiers.indicator(of: one, for: tlp).flatMap { a in
                identifiers.indicator(of: other, for: tlp).flatMap { b in
                    (try? OperatorLink(
                        a, b, basis: defaults.basis, evidence: text,
                        confidence: confidence ?? defaults.confidence, tlp: tlp,
                        originalObject: original)).map { .link($0) }
                }
            }
        case nil: statement = nil
        }
        return statement.flatMap { Self.fits($0) ? $0 : nil }
    }
}
