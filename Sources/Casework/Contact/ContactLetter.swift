import AllianceNames
package import JSON
package import Statements
import TransparencyLog

/// What two members' nodes tell each other to find out what investigators of both have in cases, inside of
/// letters: compact JSON.
package enum ContactLetter: Hashable, Sendable {
    package static let version: UInt64 = 1

    /// `ContactLimits.setMax` points, blinded by who asks.
    case comparison(round: CaseworkID, points: [[UInt8]])
    /// What was found by it, with whom to ask about each; none where nothing was.
    case found(round: CaseworkID, [Found])

    package struct Found: Hashable, Sendable {
        package let indicator: Indicator
        package let contact: String

        package init(_ indicator: Indicator, contact: String) {
            self.indicator = indicator
            self.contact = contact
        }
    }

    package enum Topic: String, Sendable {
        case comparison = "contacts-compare"
        case found = "contacts-found"
    }

    package var json: JSONValue {
        switch self {
        case .comparison(let round, let points):
            .object([
                "version": .integer(Self.version), "topic": .string(Topic.comparison.rawValue),
                "round": .string(round.description),
                "points": .string(Base64.encode(points.flatMap { $0 })),
            ])
        case .found(let round, let found):
            .object([
                "version": .integer(Self.version), "topic": .string(Topic.found.rawValue),
                "round": .string(round.description), "found": Self.list(found),
            ])
        }
    }

    package var bytes: [UInt8] { json.compactBytes }

    package static func isMeant(by json: JSONValue) -> Bool {
        LetterMembers.isMeant(by: json, Topic.self)
    }

    /// - Throws: `CaseworkError.text` for what no version of this program sends.
    package init(_ json: JSONValue) throws(CaseworkError) {
        guard case .object(let members) = json, members["version"] == .integer(Self.version),
            case .string(let name)? = members["topic"], let topic = Topic(rawValue: name),
            case .string(let text)? = members["round"], let round = CaseworkID(text)
        else { throw .text(field: "letter") }
        switch topic {
        case .comparison:
            self = .comparison(round: round, points: try Self.readPoints(members["points"]))
        case .found:
            self = .found(round: round, try Self.readFound(members["found"]))
        }
    }

    fileprivate static func readPoints(_ value: JSONValue?) throws(CaseworkError) -> [[UInt8]] {
        guard case .string(let text)? = value, let bytes = Base64.decode(text),
            bytes.count == ContactLimits.setMax * Self.pointBytes
        else { throw .text(field: "points") }
        return stride(from: 0, to: bytes.count, by: Self.pointBytes).map {
            Array(bytes[$0..<$0 + Self.pointBytes])
        }
    }

    /// The x-coordinate of a point of P-256.
    package static let pointBytes = 32

    fileprivate static func list(_ found: [Found]) -> JSONValue {
        .array(
            found.map {
                .object([
                    "type": .string($0.indicator.type.name), "value": .string($0.indicator.value),
                    "contact": .string($0.contact),
                ])
            })
    }

    fileprivate static func readFound(_ value: JSONValue?) throws(CaseworkError) -> [Found] {
        guard case .array(let values)? = value, values.count <= ContactLimits.setMax else {
            throw .text(field: "found")
        }
        var found: [Found] = []
        for value in values {
            guard case .object(let members) = value, case .string(let name)? = members["type"],
                let type = IndicatorType(name: name), case .string(let text)? = members["value"],
                let indicator = try? Indicator(type, parsing: text), indicator.value == text,
                case .string(let contact)? = members["contact"]
            else { throw .text(field: "found") }
            try ContactOptIn.check(contact)
            found.append(Found(indicator, contact: contact))
        }
        return found
    }
}

/// What is said to one of these.
package enum ContactReply: Hashable, Sendable {
    /// To a comparison: its points in their order, blinded once more, and as many of who answers.
    case points(again: [[UInt8]], own: [[UInt8]])
    /// To what was found: whom to ask about those that stand in a case here too.
    case found([ContactLetter.Found])

    package var bytes: [UInt8] {
        let json: JSONValue =
            switch self {
            case .points(let again, let own):
                .object([
                    "again": .string(Base64.encode(again.flatMap { $0 })),
                    "own": .string(Base64.encode(own.flatMap { $0 })),
                ])
            case .found(let found): .object(["found": ContactLetter.list(found)])
            }
        return json.compactBytes
    }

    /// - Throws: `CaseworkError.text` for what is none.
    package init(parsing bytes: [UInt8]) throws(CaseworkError) {
        guard case .object(let members)? = try? JSONValue(parsing: bytes) else {
            throw .text(field: "reply")
        }
        if let found = members["found"] {
            self = .found(try ContactLetter.readFound(found))
        } else {
            self = .points(
                again: try ContactLetter.readPoints(members["again"]),
                own: try ContactLetter.readPoints(members["own"]))
        }
    }
}
