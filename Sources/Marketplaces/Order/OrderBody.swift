package import Complaints
package import JSON
import Roster
package import Statements
import TransparencyLog

/// An order as a marketplace is told it.
///
///     {"order":"alliance/desk-brand/platform/e1/7#0","orderedAt":"2026-11-27T08:00:00Z","action":"take-down",
///      "scope":"listing","until":"2027-11-27T00:00:00Z","marketplace":"bazario","listing":"1001",
///      "complaint":"alliance/desk-brand/brand/e1/3","reasons":["mark-in-listing"]}
///
/// or `"action":"restore"`, without scope and end. What is done about a seller:
///
///     {"order":"…","orderedAt":"…","action":"measure","measure":"suspension","until":"…","marketplace":"bazario",
///      "storefront":"store123","statement":"alliance/desk-hub/hub/e1/9","reasons":["complaints"],"text":"…"}
///
/// or `"action":"end-measure"`, without measure and end. The same order is the same bytes each time.
package struct OrderBody: Equatable, Sendable {
    package static let bytesMax = 16 * 1_024
    package static let idBytesMax = 512

    package let order: String
    package let listing: Indicator
    /// Its end is of a second. The text of a measure is for the seller to read.
    package let action: MarketplaceOrder.Action
    /// Milliseconds since 1970, of a second: of two orders of a listing the later one counts.
    package let orderedAt: UInt64
    /// The complaint whose order it is, or the statement by which a measure was taken.
    package let complaint: String
    package let reasons: [String]

    package init(_ ordered: OrderedListing, reasons: [String]) {
        let order = ordered.order
        self.order = order.id
        listing = ordered.listing
        switch order.action {
        case .takeDown(let scope, let until):
            action = .takeDown(scope, until: until.map(Self.second))
        case .restore: action = .restore
        case .measure(let measure, let until, let text):
            action = .measure(measure, until: until.map(Self.second), text: Self.printed(text))
        case .endMeasure(let text): action = .endMeasure(text: Self.printed(text))
        }
        orderedAt = Self.second(order.time.milliseconds ?? 0)
        complaint = "\(ordered.complaint)"
        self.reasons = reasons
    }

    /// Without what another system may stumble over.
    private static func printed(_ text: String) -> String {
        let kept = text.unicodeScalars.filter {
            $0 == "\n" || $0.properties.generalCategory != .control
        }
        return kept.isEmpty ? "-" : String(String.UnicodeScalarView(kept))
    }

    private static func second(_ milliseconds: UInt64) -> UInt64 {
        UTCTimestamp(millisecondsSince1970: milliseconds).millisecondsSince1970
    }

    /// What a program reads that stands in for a marketplace.
    package init(parsing bytes: [UInt8]) throws(MarketplaceFormError) {
        let members = try FormMembers(
            parsing: bytes, bytesMax: Self.bytesMax,
            allowing: ListingName.members.union([
                "order", "orderedAt", "action", "scope", "until", "complaint", "reasons", "measure",
                "statement", "text",
            ]))
        order = try members.needed("order", bytes: 1...Self.idBytesMax)
        listing = try ListingName.read(members)
        guard let orderedAt = try members.time("orderedAt") else { throw .missing("orderedAt") }
        self.orderedAt = orderedAt
        let verb = try members.needed("action")
        let isOfMeasure = verb == "measure" || verb == "end-measure"
        complaint = try members.needed(
            isOfMeasure ? "statement" : "complaint", bytes: 1...Self.idBytesMax)
        for other in isOfMeasure ? ["complaint", "scope"] : ["statement", "measure", "text"]
        where members[other] != nil {
            throw .form("action", expected: "\(verb) without '\(other)'")
        }
        let text = try members.text("text", bytes: 1...StatementLimits.textBytesMax, ofLines: true)
        if isOfMeasure, text == nil { throw .missing("text") }
        reasons = try members.words(
            "reasons", countMax: ComplaintDecision.Part.reasonsMax,
            bytesMax: StatementLimits.wordBytesMax)
        let until = try members.time("until")
        switch verb {
        case "take-down":
            guard let scope = ComplaintDecision.Scope(name: try members.needed("scope")) else {
                throw .form("scope", expected: "listing, product or storefront")
            }
            action = .takeDown(scope, until: until)
        case "restore":
            guard until == nil, members["scope"] == nil else {
                throw .form("action", expected: "restore without 'scope' and 'until'")
            }
            action = .restore
        case "measure":
            guard let measure = MisuseMeasure.Measure(name: try members.needed("measure")) else {
                throw .form(
                    "measure", expected: "notice, warning, restriction, suspension or termination")
            }
            action = .measure(measure, until: until, text: text ?? "")
        case "end-measure":
            guard until == nil, members["measure"] == nil else {
                throw .form("action", expected: "end-measure without 'measure' and 'until'")
            }
            action = .endMeasure(text: text ?? "")
        default:
            throw .form("action", expected: "take-down, restore, measure or end-measure")
        }
    }

    package var json: JSONValue {
        var members = ListingName.json(listing)
        members["order"] = .string(order)
        members["orderedAt"] = .string("\(UTCTimestamp(millisecondsSince1970: orderedAt))")
        members["reasons"] = .array(reasons.map { .string($0) })
        members["action"] = .string(action.verb)
        if let until = action.until {
            members["until"] = .string("\(UTCTimestamp(millisecondsSince1970: until))")
        }
        switch action {
        case .takeDown(let scope, _):
            members["complaint"] = .string(complaint)
            members["scope"] = .string(scope.name)
        case .restore: members["complaint"] = .string(complaint)
        case .measure(let measure, _, let text):
            members["statement"] = .string(complaint)
            members["measure"] = .string(measure.name)
            members["text"] = .string(text)
        case .endMeasure(let text):
            members["statement"] = .string(complaint)
            members["text"] = .string(text)
        }
        return .object(members)
    }

    /// What the order is known by where only letters and digits go: in headers and names of files.
    package static func token(_ order: String) -> String {
        Digest.sha256(Array(order.utf8)).hex
    }
}
