package import JSON
package import TransparencyLog

/// Items looked at, at one place and time: the event that authentication is made of. An ObjectEvent of
/// EPCIS 2.0 with action OBSERVE, and where it declares an earlier one wrong, that declaration.
package struct ScanEvent: Hashable, Sendable {
    package static let readPointBytesMax = 200
    package static let itemsMax = 10_000

    /// In the order of the event.
    package let numbers: [ItemNumber]
    package let time: EventTime
    /// `+01:00`, where it happened.
    package let timeZoneOffset: String
    /// A web URI.
    package let bizStep: String
    package let disposition: String?
    /// Who or where it was read: a URI.
    package let readPoint: String?
    /// ISO 3166-1, two letters; in the event as `gs1:countryCode` of the read point.
    package let country: String?
    /// As it came; its hash where it came without one.
    package let eventID: EventID
    package let declaration: ErrorDeclaration?
    /// Of the event as it is printed here. Neither `eventID` nor the declaration counts.
    package let hash: EventHash

    /// - Parameters:
    ///   - bizStep: a bare word of CBV, a URN or a web URI.
    ///   - eventID: nil for the event's hash.
    package init(
        numbers: [ItemNumber], time: EventTime, timeZoneOffset: String = "+00:00",
        bizStep: String = "inspecting", disposition: String? = nil,
        readPoint: String? = nil, country: String? = nil, eventID: EventID? = nil,
        declaration: ErrorDeclaration? = nil
    ) {
        self.numbers = numbers
        self.time = time
        self.timeZoneOffset = timeZoneOffset
        self.bizStep = Self.term(bizStep, "bizStep")
        self.disposition = disposition.map { Self.term($0, "disposition") }
        self.readPoint = readPoint.map(CanonicalValue.of)
        self.country = country
        self.declaration = declaration
        let fields = Self.fields(
            numbers, time, timeZoneOffset, self.bizStep, self.disposition, self.readPoint,
            country)
        hash = EventHash(of: EventNode(printed: fields))
        self.eventID = eventID ?? EventID(hash)
    }

    /// - Throws: `EPCISError.field` for another kind of event or one without items, business step or
    ///   with a read point too long; `.identifier`, `.itemCount`.
    package init(of event: EPCISEvent) throws(EPCISError) {
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
        guard items.count <= Self.itemsMax else { throw .itemCount(max: Self.itemsMax) }
        if let country = event.countryCode {
            guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5a).contains($0) })
            else {
                throw .field(
                    "readPoint gs1:countryCode", expected: "two capital letters",
                    found: "'\(country)'")
            }
        }
        if let readPoint = event.readPoint, readPoint.utf8.count > Self.readPointBytesMax {
            throw .field(
                "readPoint", expected: "at most \(Self.readPointBytesMax) bytes",
                found: "\(readPoint.utf8.count)")
        }
        var eventID: EventID?
        if let text = event.eventID { eventID = try EventID(parsing: text) }
        self.init(
            numbers: items.map(\.number), time: event.time,
            timeZoneOffset: event.timeZoneOffset, bizStep: bizStep,
            disposition: event.disposition, readPoint: event.readPoint,
            country: event.countryCode, eventID: eventID, declaration: event.errorDeclaration)
    }

    /// What makes it one event: kept twice, it is there once. Its hash, and beside that its name, if it
    /// has one of its own, and what it declares.
    package var digest: Digest {
        guard eventID != EventID(hash) || declaration != nil else { return hash.digest }
        var lines = [hash.description, eventID.description]
        if let declaration {
            lines += [declaration.time.description, declaration.reason ?? ""]
            lines += declaration.correctiveEventIDs.map(\.description)
        }
        return .sha256(Array(lines.joined(separator: "\n").utf8))
    }

    /// Whether this is the word that the other one is wrong: it has its name, or its content where one
    /// of the two has no name of its own.
    package func declaresWrong(_ other: ScanEvent) -> Bool {
        guard declaration != nil, other.declaration == nil else { return false }
        let isNameless = eventID == EventID(hash) || other.eventID == EventID(other.hash)
        return eventID == other.eventID || isNameless && hash == other.hash
    }

    /// The event in JSON-LD, for a document with the EPCIS context.
    package var json: JSONValue {
        var members = Self.fields(
            numbers, time, timeZoneOffset, bizStep, disposition, readPoint, country)
        members["eventID"] = .string(eventID.description)
        if let declaration {
            var parts: [String: JSONValue] = [
                "declarationTime": .string(declaration.time.description)
            ]
            if let reason = declaration.reason {
                parts["reason"] = .string(Self.bare(reason, CoreVocabulary.errorReason))
            }
            if !declaration.correctiveEventIDs.isEmpty {
                parts["correctiveEventIDs"] = .array(
                    declaration.correctiveEventIDs.map { .string($0.description) })
            }
            members[ErrorDeclaration.field] = .object(parts)
        }
        return .object(members)
    }

    /// What the hash covers.
    private static func fields(
        _ numbers: [ItemNumber], _ time: EventTime, _ offset: String, _ bizStep: String,
        _ disposition: String?, _ readPoint: String?, _ country: String?
    ) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "type": .string(EPCISEvent.Kind.object.rawValue),
            "eventTime": .string(time.description), "eventTimeZoneOffset": .string(offset),
            "action": .string(EPCISEvent.Action.observe.rawValue),
            "epcList": .array(numbers.map { .string($0.description) }),
            "bizStep": .string(bare(bizStep, CoreVocabulary.bizStep)),
        ]
        if let disposition {
            members["disposition"] = .string(bare(disposition, CoreVocabulary.disposition))
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
