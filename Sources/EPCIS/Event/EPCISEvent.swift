/// An event of EPCIS 2.0: what happened to which things, when, where and why.
///
/// Numbers and terms are kept as written out in the event's tree; `items` reads those that name one
/// item. Source: EPCIS 2.0, section 7.4.
package struct EPCISEvent: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case object = "ObjectEvent"
        case aggregation = "AggregationEvent"
        case transaction = "TransactionEvent"
        case transformation = "TransformationEvent"
        case association = "AssociationEvent"
    }

    package enum Action: String, Sendable {
        case add = "ADD"
        case observe = "OBSERVE"
        case delete = "DELETE"
    }

    package let kind: Kind
    package let time: EventTime
    /// `+01:00`, where it happened.
    package let timeZoneOffset: String
    /// Nil for a transformation.
    package let action: Action?
    /// Web URIs, of CBV or the house's own.
    package let bizStep: String?
    package let disposition: String?
    package let dispositionsSet: [String]
    package let dispositionsUnset: [String]
    package let readPoint: String?
    package let bizLocation: String?
    package let eventID: String?
    /// What makes it take back an event that says the same otherwise.
    package let errorDeclaration: ErrorDeclaration?
    package let hash: EventHash
    /// All that it says.
    package let tree: EventNode

    package var declaresError: Bool { errorDeclaration != nil }

    /// - Throws: `EPCISError.eventType`, `.field`, `.time`.
    package init(_ tree: EventNode) throws(EPCISError) {
        guard let kind = Kind(rawValue: tree.name) else { throw .eventType(found: tree.name) }
        self.kind = kind
        self.tree = tree
        let timeText = try Self.single("eventTime", in: tree)
        guard let time = timeText.flatMap(EventTime.init(parsing:)) else {
            throw .time(field: "eventTime", found: timeText ?? "")
        }
        self.time = time
        let offset = try Self.single("eventTimeZoneOffset", in: tree) ?? ""
        guard offset.utf8.count == 6, EventTime.zoneMinutes(offset.utf8) != nil else {
            throw .field(
                "eventTimeZoneOffset", expected: "an offset such as +01:00", found: "'\(offset)'")
        }
        timeZoneOffset = offset
        let action = try Self.single("action", in: tree)
        self.action = action.flatMap(Action.init)
        guard kind == .transformation ? action == nil : self.action != nil else {
            throw .field(
                "action",
                expected: kind == .transformation
                    ? "absent in a TransformationEvent" : "ADD, OBSERVE or DELETE",
                found: action.map { "'\($0)'" } ?? "nothing")
        }
        bizStep = try Self.single("bizStep", in: tree).map(CoreVocabulary.webURI)
        disposition = try Self.single("disposition", in: tree).map(CoreVocabulary.webURI)
        dispositionsSet = tree.values("persistentDisposition", "set").map(CoreVocabulary.webURI)
        dispositionsUnset = tree.values("persistentDisposition", "unset").map(CoreVocabulary.webURI)
        readPoint = tree.values("readPoint", "id").first
        bizLocation = tree.values("bizLocation", "id").first
        eventID = try Self.single("eventID", in: tree)
        let declarations = tree.children(named: ErrorDeclaration.field)
        guard declarations.count <= 1 else {
            throw .field(
                ErrorDeclaration.field, expected: "one", found: "\(declarations.count)")
        }
        if let declaration = declarations.first {
            errorDeclaration = try ErrorDeclaration(declaration)
        } else {
            errorDeclaration = nil
        }
        hash = EventHash(of: tree)
    }

    /// The value of a field that stands once and holds nothing else.
    private static func single(
        _ name: String, in tree: EventNode
    ) throws(EPCISError) -> String? {
        let found = tree.children(named: name)
        guard found.count <= 1 else {
            throw .field(name, expected: "one value", found: "\(found.count)")
        }
        guard let value = found.first else { return nil }
        guard value.children.isEmpty, !value.value.isEmpty else {
            throw .field(name, expected: "a text", found: "something else")
        }
        return value.value
    }
}
