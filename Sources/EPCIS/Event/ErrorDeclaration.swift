/// That an event takes back an earlier one: one of the same `eventID`, or where it has none of the same
/// content. Both are kept; what the earlier one said is declared wrong as a whole.
///
/// Source: EPCIS 2.0, section 7.4.1.2; reasons: CBV 2.0, section 7.5.
package struct ErrorDeclaration: Hashable, Sendable {
    package static let correctiveEventsMax = 100
    package static let reasonBytesMax = 256

    /// When it was declared.
    package let time: EventTime
    /// A web URI: `…/ER-did_not_occur`, `…/ER-incorrect_data`, or the house's own.
    package let reason: String?
    /// The events that say what is right.
    package let correctiveEventIDs: [EventID]

    package init(time: EventTime, reason: String? = nil, correctiveEventIDs: [EventID] = []) {
        self.time = time
        self.reason = reason.map {
            CoreVocabulary.webURI(
                CoreVocabulary.expanded($0, field: "reason", parent: Self.field))
        }
        self.correctiveEventIDs = correctiveEventIDs
    }

    static let field = "errorDeclaration"

    /// - Parameter node: `errorDeclaration` of an event.
    /// - Throws: `EPCISError.time` without a time, `.field` for what is too long, too many or no URI.
    init(_ node: EventNode) throws(EPCISError) {
        let times = node.children(named: "declarationTime").map(\.value)
        guard times.count == 1, let time = EventTime(parsing: times[0]) else {
            throw .time(field: "declarationTime", found: times.first ?? "")
        }
        let reasons = node.children(named: "reason").map(\.value)
        guard reasons.count <= 1, reasons.allSatisfy({ $0.utf8.count <= Self.reasonBytesMax })
        else {
            throw .field(
                "errorDeclaration reason", expected: "one, of at most \(Self.reasonBytesMax) bytes",
                found: reasons.count > 1 ? "\(reasons.count)" : "more")
        }
        // JSON-LD has a bare list, XML elements within an element.
        let lists = node.children(named: "correctiveEventIDs")
        let texts = lists.flatMap { list in
            list.children.isEmpty
                ? [list.value].filter { !$0.isEmpty }
                : list.children(named: "correctiveEventID").map(\.value)
        }
        guard texts.count <= Self.correctiveEventsMax else {
            throw .field(
                "correctiveEventIDs", expected: "at most \(Self.correctiveEventsMax)",
                found: "\(texts.count)")
        }
        var events: [EventID] = []
        for text in texts {
            events.append(try EventID(parsing: text, field: "correctiveEventIDs"))
        }
        self.init(time: time, reason: reasons.first, correctiveEventIDs: events)
    }
}
