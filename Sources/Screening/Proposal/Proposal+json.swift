import AllianceNames
import ImageRecognition
package import JSON
import MarkRecognition
import Statements

extension Proposal {
    /// As programs read it; a member never changes its meaning without a new version of the table or of the
    /// interface.
    package var json: JSONValue {
        .object([
            "marketplace": .string(marketplace.rawValue), "listing": .string(number),
            "title": .string(title), "seller": seller.map { .string($0) } ?? .null,
            "expectedHarmCents": .integer(UInt64(harmCents)), "currency": .string("EUR"),
            "valueCents": .integer(UInt64(value.cents)), "valueAssumed": .bool(value.isAssumed),
            "decibans": .number(String(decibans)),
            "probability": .number(Self.thousandths(probability)),
            "reasons": .array(reasons.map(\.json)),
        ])
    }

    /// To three places: more would pretend.
    static func thousandths(_ share: Double) -> String {
        let thousandths = Int((share * 1_000).rounded())
        let digits = String(thousandths % 1_000)
        return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}

extension Proposal.Weighed {
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "finding": .string(reason.line.rawValue), "decibans": .number(String(decibans)),
        ]
        switch reason {
        case .mark(let finding):
            members["mark"] = .string(finding.mark)
            members["owner"] = .string(finding.owner.rawValue)
            members["right"] = .string(finding.right)
            members["place"] = .string(finding.place.rawValue)
            members["start"] = .integer(UInt64(finding.scalars.lowerBound))
            members["end"] = .integer(UInt64(finding.scalars.upperBound))
            members["rules"] = .array(finding.rules.map { .string($0.rawValue) })
            members["confidence"] = .number(Proposal.thousandths(finding.confidence))
        case .reported(let report): members["report"] = report.json
        case .linked(let linked):
            members["type"] = .string(linked.identifier.type.name)
            members["value"] = .string(linked.identifier.value)
            members["channel"] = .string(linked.channel.rawValue)
            members["identifiers"] = .integer(UInt64(linked.identifiers))
            members["reported"] = .integer(UInt64(linked.reportedCount))
            members["members"] = .integer(UInt64(linked.members.count))
            members["reports"] = .array(linked.reported.map(\.json))
        case .image(let likeness):
            members["image"] = .integer(UInt64(likeness.image))
            members["distance"] = .integer(UInt64(likeness.distance))
            members["turn"] = .string(likeness.turn.rawValue)
            members["report"] = likeness.report.json
        }
        return .object(members)
    }
}

extension ReportedIdentifier {
    var json: JSONValue {
        .object([
            "type": .string(indicator.type.name), "value": .string(indicator.value),
            "members": .integer(UInt64(members.count)),
            "reportedBy": .array(members.map { .string($0.rawValue) }),
            "confirmed": .integer(UInt64(confirmed)), "disputed": .bool(isDisputed),
            "confidence": .integer(UInt64(confidence)),
        ])
    }
}
