package import JSON

/// One item looked at, at one place and time: the event that authentication is made of. An ObjectEvent
/// of EPCIS 2.0 with action OBSERVE.
package struct ScanEvent: Hashable, Sendable {
    package static let readPointBytesMax = 200

    package let number: ItemNumber
    package let time: EventTime
    /// A web URI.
    package let bizStep: String
    package let disposition: String?
    /// Who or where it was read: a URI.
    package let readPoint: String?
    /// ISO 3166-1, two letters; in the event as `gs1:countryCode` of the read point.
    package let country: String?

    /// - Parameter bizStep: a bare word of CBV, a URN or a web URI.
    package init(
        number: ItemNumber, time: EventTime, bizStep: String = "inspecting",
        disposition: String? = nil, readPoint: String? = nil, country: String? = nil
    ) {
        self.number = number
        self.time = time
        self.bizStep = Self.term(bizStep, "bizStep")
        self.disposition = disposition.map { Self.term($0, "disposition") }
        self.readPoint = readPoint.map(CanonicalValue.of)
        self.country = country
    }

    /// The scans that an event reports, one for each item.
    ///
    /// - Throws: `EPCISError.field` for another kind of event or one without items, business step or
    ///   with a read point too long; `.errorDeclaration`, `.identifier`, `.itemCount`.
    package static func scans(of event: EPCISEvent) throws(EPCISError) -> [ScanEvent] {
        if event.declaresError { throw .errorDeclaration }
        guard event.kind == .object else {
            throw .field("type", expected: "ObjectEvent, for a scan", found: event.kind.rawValue)
        }
        guard event.action == .observe else {
            throw .field(
                "action", expected: "OBSERVE, for a scan",
                found: event.action?.rawValue ?? "nothing")
        }
        guard let bizStep = event.bizStep else {
            throw .field("bizStep", expected: "such as inspecting", found: "nothing")
        }
        let items = try event.items()
        guard !items.isEmpty else {
            throw .field("epcList", expected: "at least one item with a serial", found: "none")
        }
        let country = event.countryCode
        if let country {
            guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5a).contains($0) })
            else {
                throw .field(
                    "readPoint gs1:countryCode", expected: "two capital letters",
                    found: "'\(country)'")
            }
        }
        if let readPoint = event.readPoint, readPoint.utf8.count > readPointBytesMax {
            throw .field(
                "readPoint", expected: "at most \(readPointBytesMax) bytes",
                found: "\(readPoint.utf8.count)")
        }
        return items.map {
            ScanEvent(
                number: $0.number, time: event.time, bizStep: bizStep,
                disposition: event.disposition, readPoint: event.readPoint, country: country)
        }
    }

    /// The event in JSON-LD, for a document with the EPCIS context.
    package var json: JSONValue {
        var members = fields
        members["eventID"] = .string(hash.description)
        return .object(members)
    }

    /// The hash of the event as it is printed here.
    package var hash: EventHash {
        EventHash(of: EventNode(printed: fields))
    }

    private var fields: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "type": .string(EPCISEvent.Kind.object.rawValue),
            "eventTime": .string(time.description), "eventTimeZoneOffset": .string("+00:00"),
            "action": .string(EPCISEvent.Action.observe.rawValue),
            "epcList": .array([.string(number.description)]),
            "bizStep": .string(Self.bare(bizStep, CoreVocabulary.bizStep)),
        ]
        if let disposition {
            members["disposition"] = .string(Self.bare(disposition, CoreVocabulary.disposition))
        }
        var place: [String: JSONValue] = [:]
        if let readPoint { place["id"] = .string(readPoint) }
        if let country { place["gs1:countryCode"] = .string(country) }
        if !place.isEmpty { members["readPoint"] = .object(place) }
        return members
    }

    private static func term(_ text: String, _ field: String) -> String {
        CoreVocabulary.webURI(CoreVocabulary.expanded(text, field: field, parent: ""))
    }

    /// The bare word of a standard term, which is how JSON-LD writes it.
    private static func bare(_ uri: String, _ vocabulary: String) -> String {
        uri.hasPrefix(vocabulary) ? String(uri.dropFirst(vocabulary.count)) : uri
    }
}

extension EventNode {
    /// Of an event that this program prints, whose shape is right.
    fileprivate init(printed members: [String: JSONValue]) {
        let prefixes = JSONValue.object(["gs1": .string("https://gs1.org/voc/")])
        let context = (try? LinkedDataContext(prefixes)) ?? LinkedDataContext()
        let tree = try? EventNode(event: .object(members), context: context)
        self = tree ?? EventNode("ObjectEvent")
    }
}
