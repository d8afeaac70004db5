import AllianceNames
import CRDT
import JSON
import MarkRecognition
import MergedView
import Notices
import Roster
import Statements

/// Notices for programs: as REST lists them, and as a webhook is sent them.
package enum NoticeJSON {
    static func notice(_ shown: ShownNotice) -> JSONValue {
        .members([
            ("number", .integer(shown.notice.number)),
            ("raised", time(shown.notice.raisedAt)), ("read", shown.notice.readAt.map(time)),
            ("subscription", shown.notice.subscription.map { .integer($0) }),
            ("topic", shown.topic?.json), ("type", .string(type(shown.content))),
            ("about", about(shown.content)),
        ])
    }

    /// A message: Standard Webhooks, 'Payload structure'.
    package static func message(_ shown: ShownNotice) -> [UInt8] {
        JSONValue.members([
            ("type", .string(type(shown.content))), ("timestamp", time(shown.notice.raisedAt)),
            (
                "data",
                .members([
                    ("notice", .integer(shown.notice.number)),
                    ("subscription", shown.notice.subscription.map { .integer($0) }),
                    ("topic", shown.topic?.json), ("about", about(shown.content)),
                ])
            ),
        ]).bytes
    }

    /// A full stop between what and which, as the specification has it.
    static let types: [String] =
        (told.map(word) + ["other"]).map { "statement.\($0)" }
        + NoticeClock.Kind.allCases.map { "clock.\($0.rawValue)" } + ["webhook.off", "gone"]

    /// Kinds of statements that have a word of their own.
    private static let told: [EntryKind] =
        [.assertIndicator, .dispute, .sight, .link, .retract, .right, .registerProduct]
        + ComplaintStatement.kinds.filter { ![.outcome, .operationHold, .clockPause].contains($0) }
        + [.misuseMeasure]

    private static func word(_ kind: EntryKind) -> String {
        switch kind {
        case .assertIndicator: "report"
        case .dispute: "objection"
        case .sight: "sighting"
        case .link: "link"
        case .retract: "withdrawal"
        case .right: "right"
        case .registerProduct: "product"
        case .complaint: "complaint"
        case .decision: "complaint-decision"
        case .counterNotice: "complaint-counter-notice"
        case .withdrawal: "complaint-withdrawal"
        case .evidenceRequest: "complaint-evidence-request"
        case .evidenceSupply: "complaint-evidence-supply"
        case .reinstatement: "complaint-reinstatement"
        case .appeal: "complaint-appeal"
        case .misuseMeasure: "measure"
        default: "other"
        }
    }

    private static func type(_ content: ShownNotice.Content) -> String {
        switch content {
        case .statement(let said): "statement.\(word(said.kind))"
        case .clock(let reading): "clock.\(reading.kind.rawValue)"
        case .webhookOff: "webhook.off"
        case .gone: "gone"
        }
    }

    private static func about(_ content: ShownNotice.Content) -> JSONValue? {
        switch content {
        case .statement(let said):
            return .members([
                ("member", .string(said.dot.log.member.rawValue)),
                ("channel", .string(said.dot.log.channel.rawValue)),
                ("kind", .string(said.kind.description)),
                ("standing", .string(IndicatorJSON.standing(said.standing))),
                ("tlp", .string(said.marking.name)), ("issuedAt", time(said.issuedAt)),
                ("entry", IndicatorJSON.entry(said.dot)),
                (
                    "indicators",
                    .array(
                        said.indicators.map { indicator in
                            .members([
                                ("type", .string(indicator.type.name)),
                                ("value", .string(indicator.value)),
                                ("href", RESTPath.indicator(indicator).map { .string($0) }),
                            ])
                        })
                ),
                (
                    "ownMarks",
                    said.ownMarks.isEmpty ? nil : .array(said.ownMarks.map(ownMark))
                ),
                (
                    "complaints",
                    said.complaints.isEmpty
                        ? nil : .array(said.complaints.map { .string($0.description) })
                ),
            ])
        case .clock(let reading):
            return .members([("subject", .string(reading.subject)), ("at", time(reading.at))])
        case .webhookOff(let address):
            return .members([("address", address.map { .string($0) })])
        case .gone: return nil
        }
    }

    /// A mark of this member's own in a report: in what of it, which part, and how it was read.
    private static func ownMark(_ match: OwnMarkMatch) -> JSONValue {
        .members([
            ("mark", .string(match.mark)),
            ("rights", .array(match.registrations.map { .string($0) })),
            ("in", .string(match.place.rawValue)), ("found", .string(match.found)),
            ("start", .integer(UInt64(match.scalars.lowerBound))),
            ("end", .integer(UInt64(match.scalars.upperBound))),
            ("rules", .array(match.rules.map { .string($0.rawValue) })),
            ("confidence", .integer(MarkInTextJSON.percent(match.confidence))),
        ])
    }

    static func subscription(_ subscription: Subscription) -> JSONValue {
        .members([
            ("id", .integer(subscription.id)), ("topic", subscription.topic.json),
            ("mail", .bool(subscription.byMail)),
            ("webhook", subscription.webhook.map { .integer($0) }),
            ("created", time(subscription.createdAt)),
        ])
    }

    /// - Parameter tellsSecret: once, to whoever set it up.
    static func webhook(_ webhook: Webhook, tellsSecret: Bool = false) -> JSONValue {
        .members([
            ("id", .integer(webhook.id)), ("url", .string(webhook.address.description)),
            ("secret", tellsSecret ? .string(webhook.secret.text) : nil),
            ("keepsQuietHours", .bool(webhook.keepsQuietHours)),
            ("created", time(webhook.createdAt)), ("failingSince", webhook.failingSince.map(time)),
            ("lastFailure", webhook.lastFailure.map { .string($0) }),
            ("offSince", webhook.offSince.map(time)),
        ])
    }

    static func settings(_ account: NoticeAccount) -> JSONValue {
        let settings = account.settings
        return .members([
            ("mail", .string(settings.pace.rawValue)),
            ("quietFrom", (settings.quiet?.from).map { .string(QuietHours.text($0)) }),
            ("quietTo", (settings.quiet?.to).map { .string(QuietHours.text($0)) }),
            ("zone", .string(settings.zone)), ("language", .string(settings.language)),
            ("address", account.mailAddress.map { .string($0) }),
            ("sendsMail", .bool(account.sendsMail)),
            ("takesWebhooks", .bool(account.takesWebhooks)),
        ])
    }

    private static func time(_ milliseconds: UInt64) -> JSONValue {
        .string(UTCTimestamp(millisecondsSince1970: milliseconds).description)
    }
}
