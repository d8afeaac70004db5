import AllianceNames
import CRDT
import Casework
import JSON
import MarkRecognition
import Peering
import Roster
import Statements

/// A right as programs write and read it.
struct RightJSON {
    let right: Right

    /// - Throws: status 400 for another form than is described, 422 for a value that means nothing.
    init(_ value: JSONValue) throws(PeerProblem) {
        let body = try RESTBody(
            value,
            names: [
                "kind", "office", "number", "title", "jurisdictions", "classes", "validFrom",
                "validUntil", "aliases",
            ], what: "The right")
        func text(_ name: String, max: Int) throws(PeerProblem) -> String {
            try body.required(name, body.text(name, characters: 1...max))
        }
        var jurisdictions: [String] = []
        for one in try body.list("jurisdictions", countMax: StatementLimits.listCountMax) ?? [] {
            jurisdictions.append(try RESTBody.text(one, "jurisdictions", 2...2))
        }
        let classes = try body.numbers(
            "classes", in: Right.niceClasses, countMax: Right.niceClasses.count)
        var aliases: [LocalizedName] = []
        for one in try body.list("aliases", countMax: StatementLimits.listCountMax) ?? [] {
            let one = try RESTBody(one, names: ["language", "name"], what: "An alias")
            aliases.append(
                LocalizedName(
                    language: try one.required(
                        "language",
                        one.text("language", characters: 1...StatementLimits.wordBytesMax)),
                    name: try one.required(
                        "name", one.text("name", characters: 1...StatementLimits.nameBytesMax))))
        }
        right = Right(
            kind: try body.required("kind", body.word("kind") { Right.Kind(name: $0) }),
            office: try body.required("office", body.text("office", characters: 2...2)),
            registrationNumber: try text("number", max: StatementLimits.wordBytesMax),
            title: try text("title", max: StatementLimits.nameBytesMax),
            jurisdictions: jurisdictions, niceClasses: (classes ?? []).sorted(),
            validFrom: try Self.time("validFrom", body),
            validUntil: try Self.time("validUntil", body), aliases: aliases)
    }

    private static func time(_ name: String, _ body: RESTBody) throws(PeerProblem) -> UInt64? {
        guard let text = try body.text(name, characters: 10...20) else { return nil }
        return try RESTMoment.time(text, name)
    }

    // MARK: Description

    private static let country = JSONSchema.text(pattern: "^[A-Z]{2}$")
    private static let alias = JSONSchema.object(
        [
            "language": JSONSchema.text(min: 1, max: StatementLimits.wordBytesMax),
            "name": JSONSchema.text(min: 1, max: StatementLimits.nameBytesMax),
        ], isClosed: true)
    private static let kind = JSONSchema.word(Right.Kind.allCases.map(\.name))
    private static let classes = JSONSchema.list(
        JSONSchema.number(Right.niceClasses.lowerBound, Right.niceClasses.upperBound),
        max: Right.niceClasses.count)

    static let schema = JSONSchema.object(
        [
            "kind": kind, "office": country,
            "number": JSONSchema.text(min: 1, max: StatementLimits.wordBytesMax),
            "title": JSONSchema.text(min: 1, max: StatementLimits.nameBytesMax),
        ],
        optional: [
            "jurisdictions": JSONSchema.list(country, max: StatementLimits.listCountMax),
            "classes": JSONSchema.list(
                JSONSchema.number(Right.niceClasses.lowerBound, Right.niceClasses.upperBound),
                min: 1, max: Right.niceClasses.count),
            "validFrom": JSONSchema.moment, "validUntil": JSONSchema.moment,
            "aliases": JSONSchema.list(alias, max: StatementLimits.listCountMax),
        ], isClosed: true)

    /// As `Right.key` prints it.
    static let key = JSONSchema.text(
        min: 1, max: RightDocument.rightCharactersMax, pattern: JSONSchema.visible)

    static let statedMembers: [(String, JSONValue)] = [
        ("member", JSONSchema.identifier), ("channel", JSONSchema.identifier),
        ("channels", JSONSchema.list(JSONSchema.identifier)), ("kind", kind),
        ("office", JSONSchema.text()), ("number", JSONSchema.text()),
        ("key", JSONSchema.text()), ("title", JSONSchema.text()),
        ("jurisdictions", JSONSchema.list(JSONSchema.text())), ("classes", classes),
        ("aliases", JSONSchema.list(alias)), ("entry", JSONSchema.named("Entry")),
    ]
    static let statedOptional = [
        ("validFrom", JSONSchema.time), ("validUntil", JSONSchema.time),
    ]
    static let statedSchema = JSONSchema.object(statedMembers, optional: statedOptional)

    static let proposalSchema = JSONSchema.object(
        [
            "language": JSONSchema.text(), "script": JSONSchema.text(), "name": JSONSchema.text(),
            "rule": JSONSchema.word(AliasProposal.Rule.allCases.map(\.rawValue)),
            "confidence": JSONSchema.number(0, 100),
            "found": JSONSchema.list(JSONSchema.word(RecognitionRule.allCases.map(\.rawValue))),
        ], optional: ["member": JSONSchema.identifier])

    // MARK: Answers

    static func value(_ stated: StatedRight) -> JSONValue { .members(members(of: stated)) }

    static func members(of stated: StatedRight) -> [(String, JSONValue?)] {
        let (right, log) = (stated.right, stated.dot.log)
        return [
            ("member", .string(log.member.rawValue)), ("channel", .string(log.channel.rawValue)),
            ("channels", channels(stated.channels)),
            ("kind", .string(right.kind.name)), ("office", .string(right.office)),
            ("number", .string(right.registrationNumber)), ("key", .string(right.key)),
            ("title", .string(right.title)),
            ("jurisdictions", .array(right.jurisdictions.map { .string($0) })),
            ("classes", .array(right.niceClasses.map { .integer(UInt64($0)) })),
            ("validFrom", right.validFrom.map(time)), ("validUntil", right.validUntil.map(time)),
            (
                "aliases",
                .array(
                    right.aliases.map {
                        .members([
                            ("language", .string($0.language)), ("name", .string($0.name)),
                        ])
                    })
            ), ("entry", IndicatorJSON.entry(stated.dot)),
        ]
    }

    static func channels(_ channels: [ChannelID]) -> JSONValue {
        .array(channels.map { .string($0.rawValue) })
    }

    static func value(_ proposal: AliasProposal) -> JSONValue {
        .members([
            ("language", .string(proposal.language)), ("script", .string(proposal.script)),
            ("name", .string(proposal.name)), ("rule", .string(proposal.rule.rawValue)),
            ("member", proposal.owner.map { .string($0.rawValue) }),
            ("confidence", .integer(MarkInTextJSON.percent(proposal.confidence))),
            ("found", .array(proposal.found.map { .string($0.rawValue) })),
        ])
    }

    private static func time(_ milliseconds: UInt64) -> JSONValue {
        .string(UTCTimestamp(millisecondsSince1970: milliseconds).description)
    }
}
