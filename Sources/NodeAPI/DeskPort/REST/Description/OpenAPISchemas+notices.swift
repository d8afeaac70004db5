import JSON
import Notices
import Statements

/// Subscriptions and notices.
extension OpenAPISchemas {
    private static let text = JSONSchema.text()
    private static let number = JSONSchema.number(1, NoticeJSON.numberMax)
    private static let clockTime = JSONSchema.text(pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$")
    private static let pace = JSONSchema.word(DeliverySettings.Pace.allCases.map(\.rawValue))

    private static func topic(_ kind: Topic.Kind) -> JSONValue {
        let word = JSONSchema.word([kind.rawValue])
        return switch kind {
        case .identifier:
            JSONSchema.object(
                [
                    "kind": word, "type": JSONSchema.word(IndicatorType.allCases.map(\.name)),
                    "value": JSONSchema.text(min: 1, max: StatementLimits.indicatorBytesMax),
                ], optional: ["linked": JSONSchema.flag], isClosed: true)
        case .image:
            JSONSchema.object(["kind": word, "pdq": RESTRoutes.imageHash], isClosed: true)
        case .mark:
            JSONSchema.object(
                ["kind": word, "mark": JSONSchema.text(min: 1, max: 128)], isClosed: true)
        case .ownMarks, .complaints: JSONSchema.object(["kind": word], isClosed: true)
        case .marketplace:
            JSONSchema.object(
                ["kind": word, "marketplace": JSONSchema.identifier], isClosed: true)
        case .member:
            JSONSchema.object(["kind": word, "member": JSONSchema.identifier], isClosed: true)
        case .clock:
            JSONSchema.object(
                [
                    "kind": word,
                    "clock": JSONSchema.word(NoticeClock.Kind.allCases.map(\.rawValue)),
                    "hours": JSONSchema.number(
                        NoticeClock.hours.lowerBound, NoticeClock.hours.upperBound),
                ], isClosed: true)
        }
    }

    static let ofNotices: [(String, JSONValue)] = [
        (
            "Topic",
            .object(["oneOf": .array(Topic.Kind.allCases.map(topic))])
        ),
        (
            "NewSubscription",
            JSONSchema.object(
                ["topic": JSONSchema.named("Topic")],
                optional: ["mail": JSONSchema.flag, "webhook": number], isClosed: true)
        ),
        (
            "Subscription",
            JSONSchema.object(
                [
                    "id": number, "topic": JSONSchema.named("Topic"), "mail": JSONSchema.flag,
                    "created": JSONSchema.time,
                ], optional: ["webhook": number])
        ),
        (
            "NoticePage",
            JSONSchema.object([
                "notices": JSONSchema.list(
                    JSONSchema.named("Notice"), max: NoticeLimits.pageMax),
                "last": JSONSchema.count, "more": JSONSchema.flag,
            ])
        ),
        (
            "Notice",
            JSONSchema.object(
                [
                    "number": number, "raised": JSONSchema.time,
                    "type": JSONSchema.word(NoticeJSON.types),
                ],
                optional: [
                    "read": JSONSchema.time, "subscription": number,
                    "topic": JSONSchema.named("Topic"),
                    "about": .object(["type": .string("object")]),
                ])
        ),
        (
            "NoticesRead",
            JSONSchema.object(
                ["number": number], optional: ["andBefore": JSONSchema.flag], isClosed: true)
        ),
        (
            "NewWebhook",
            JSONSchema.object(
                ["url": JSONSchema.text(min: 1, max: WebhookAddress.bytesMax)],
                optional: ["keepsQuietHours": JSONSchema.flag], isClosed: true)
        ),
        (
            "Webhook",
            JSONSchema.object(
                [
                    "id": number, "url": text, "keepsQuietHours": JSONSchema.flag,
                    "created": JSONSchema.time,
                ],
                optional: [
                    "secret": text, "failingSince": JSONSchema.time, "lastFailure": text,
                    "offSince": JSONSchema.time,
                ])
        ),
        (
            "NewNoticeSettings",
            JSONSchema.object(
                ["mail": pace],
                optional: [
                    "quietFrom": clockTime, "quietTo": clockTime,
                    "zone": JSONSchema.text(min: 1, max: DeliverySettings.zoneBytesMax),
                    "language": JSONSchema.word(DeskLanguage.allCases.map(\.rawValue)),
                ], isClosed: true)
        ),
        (
            "NoticeSettings",
            JSONSchema.object(
                [
                    "mail": pace, "zone": text, "language": text, "sendsMail": JSONSchema.flag,
                    "takesWebhooks": JSONSchema.flag,
                ], optional: ["quietFrom": text, "quietTo": text, "address": text])
        ),
    ]
}
