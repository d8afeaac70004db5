import AllianceNames
import AuditTrail
import ImageRecognition
import JSON
import Notices
import Peering
import SignIn
import Statements

/// Subscriptions and notices of whoever asks.
extension RESTRoutes {
    func noticing(_ notices: any DeskNotices) -> [RESTOperation] {
        reading(notices) + following(notices) + webhooks(notices)
    }

    private static let numberParameter = RESTOperation.Parameter.path(
        "id", JSONSchema.text(pattern: "^[1-9][0-9]{0,14}$"), "Its number.")

    private func reading(_ notices: any DeskNotices) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: "/notices", id: "listNotices",
                summary: "What you were told, the oldest first, behind a number.",
                access: ConsoleRoutes.audience,
                parameters: [
                    .query(
                        "after", JSONSchema.text(pattern: "^(0|[1-9][0-9]{0,14})$"),
                        "The number of the last one that you have; 0 without it."),
                    .query(
                        "limit", JSONSchema.number(1, NoticeLimits.pageMax),
                        "Of one page; 50 without it."),
                    .query("unread", JSONSchema.word(["true", "false"]), "Only what is not read."),
                ],
                success: .init(
                    schema: JSONSchema.named("NoticePage"),
                    meaning:
                        "As you may see them now. Ask again after 'last'; where 'more' is true, at once.",
                    isTagged: false),
                handler: { try await list($0, notices) }),
            RESTOperation(
                method: .post, path: "/notices/read", id: "markNoticesRead",
                summary: "Mark one notice as read, or all up to it.",
                access: ConsoleRoutes.audience, body: JSONSchema.named("NoticesRead"),
                success: .init(
                    schema: JSONSchema.object(["read": JSONSchema.count]),
                    meaning: "How many were unread.", isTagged: false),
                refusals: [411, 413, 415],
                handler: { call in
                    let body = try RESTBody(
                        call.request.body, mediaType: call.request.header("content-type"),
                        names: ["number", "andBefore"])
                    let number = try body.required(
                        "number", body.number("number", in: 1...NoticeJSON.numberMax))
                    let count = try await notices.markRead(
                        UInt64(number), andBefore: body.flag("andBefore") ?? false,
                        of: call.request.subscriber(at: console.own))
                    return DeskAnswer.json(
                        JSONValue.object(["read": .integer(UInt64(count))]).bytes
                    ).noted(AuditNote(.use, [.read: String(count)]))
                }),
            RESTOperation(
                method: .get, path: "/notice-settings", id: "getNoticeSettings",
                summary: "How you are told, beside the inbox.", access: ConsoleRoutes.audience,
                success: .init(
                    schema: JSONSchema.named("NoticeSettings"), meaning: "Mail and quiet hours.",
                    isTagged: false),
                handler: { call in
                    let account = try await notices.account(
                        of: call.request.subscriber(at: console.own))
                    return DeskAnswer.json(NoticeJSON.settings(account).bytes)
                        .noted(AuditNote(.view))
                }),
            RESTOperation(
                method: .put, path: "/notice-settings", id: "putNoticeSettings",
                summary: "Say how you are told.", access: ConsoleRoutes.audience,
                body: JSONSchema.named("NewNoticeSettings"),
                success: .init(
                    schema: JSONSchema.named("NoticeSettings"), meaning: "As they are now.",
                    isTagged: false),
                refusals: [411, 413, 415, 422],
                handler: { try await set($0, notices) }),
        ]
    }

    private func following(_ notices: any DeskNotices) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: "/subscriptions", id: "listSubscriptions",
                summary: "What you follow.", access: ConsoleRoutes.audience,
                success: .init(
                    schema: JSONSchema.object([
                        "subscriptions": JSONSchema.list(JSONSchema.named("Subscription"))
                    ]), meaning: "All of them.", isTagged: false),
                handler: { call in
                    let account = try await notices.account(
                        of: call.request.subscriber(at: console.own))
                    let list = account.subscriptions.map(NoticeJSON.subscription)
                    return DeskAnswer.json(
                        JSONValue.object(["subscriptions": .array(list)]).bytes
                    ).noted(AuditNote(.view, [.notices: "subscriptions"], results: list.count))
                }),
            RESTOperation(
                method: .post, path: "/subscriptions", id: "subscribe",
                summary:
                    "Follow an identifier, a picture, a mark, a marketplace, a member or a clock; a second time changes only where it is told.",
                access: ConsoleRoutes.audience, body: JSONSchema.named("NewSubscription"),
                success: .init(
                    status: 201, schema: JSONSchema.named("Subscription"),
                    meaning: "Whatever is merged from now on is matched.", isTagged: false),
                refusals: [404, 409, 411, 413, 415, 422],
                handler: { try await subscribe($0, notices) }),
            removal(
                "/subscriptions/{id}", id: "unsubscribe", recordedAs: .unfollowed,
                "Follow something no longer; what was told stays in the inbox."
            ) {
                try await notices.unsubscribe($0, of: $1)
            },
        ]
    }

    private func webhooks(_ notices: any DeskNotices) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: "/webhooks", id: "listWebhooks", summary: "Your webhooks.",
                access: ConsoleRoutes.audience,
                success: .init(
                    schema: JSONSchema.object([
                        "webhooks": JSONSchema.list(JSONSchema.named("Webhook"))
                    ]), meaning: "Without their secrets.", isTagged: false),
                handler: { call in
                    let account = try await notices.account(
                        of: call.request.subscriber(at: console.own))
                    let list = account.webhooks.map { NoticeJSON.webhook($0) }
                    return DeskAnswer.json(JSONValue.object(["webhooks": .array(list)]).bytes)
                        .noted(AuditNote(.view, results: list.count))
                }),
            RESTOperation(
                method: .post, path: "/webhooks", id: "addWebhook",
                summary: "Set a webhook up, at a host that this node allows.",
                access: ConsoleRoutes.audience, parameters: [IdempotencyKey.parameter],
                body: JSONSchema.named("NewWebhook"),
                success: .init(
                    status: 201, schema: JSONSchema.named("Webhook"),
                    meaning:
                        "With its secret, which is told this once, and again to a request with its key.",
                    isTagged: false),
                refusals: [404, 411, 413, 415, 422],
                handler: { call in
                    let body = try RESTBody(
                        call.request.body, mediaType: call.request.header("content-type"),
                        names: ["url", "keepsQuietHours"])
                    let url = try body.required(
                        "url", body.text("url", characters: 1...WebhookAddress.bytesMax))
                    let added = try await notices.addWebhook(
                        of: call.request.subscriber(at: console.own), at: url,
                        keepsQuietHours: body.flag("keepsQuietHours") ?? false,
                        for: IdempotencyKey.request(call.request))
                    let answer = DeskAnswer.json(
                        NoticeJSON.webhook(added.webhook, tellsSecret: true).bytes, status: 201
                    ).noted(AuditNote(.use, [.webhook: added.webhook.address.authority]))
                    return added.isAgain
                        ? answer.adding("idempotency-replayed", "true") : answer
                }),
            removal(
                "/webhooks/{id}", id: "removeWebhook", recordedAs: .webhookRemoved,
                "Remove a webhook, with what waits for it."
            ) {
                try await notices.removeWebhook($0, of: $1)
            },
            RESTOperation(
                method: .post, path: "/webhooks/{id}/on", id: "turnWebhookOn",
                summary: "Go on with a webhook that was turned off; what has waited is sent.",
                access: ConsoleRoutes.audience, parameters: [Self.numberParameter],
                success: .init(
                    schema: JSONSchema.object(["on": JSONSchema.count]), meaning: "Its number.",
                    isTagged: false),
                refusals: [404],
                handler: { call in
                    let id = try Self.number(call)
                    try await notices.turnOn(id, of: call.request.subscriber(at: console.own))
                    return DeskAnswer.json(JSONValue.object(["on": .integer(id)]).bytes)
                        .noted(AuditNote(.use, [.webhookTurnedOn: String(id)]))
                }),
        ]
    }

    // MARK: Handlers

    private func list(_ call: RESTCall, _ notices: any DeskNotices) async throws -> DeskAnswer {
        let after = try call.query.read("after") { text in
            UInt64(text).flatMap { String($0) == text && $0 <= NoticeJSON.numberMax ? $0 : nil }
        }
        let isUnread = try call.query.read("unread") { ["true": true, "false": false][$0] }
        let page = try await notices.news(
            of: call.request.subscriber(at: console.own),
            as: call.request.caller.asker(at: console.own), after: after ?? 0,
            isUnread: isUnread ?? false,
            limit: call.query.number("limit", in: 1...NoticeLimits.pageMax) ?? InboxPage.shownMax)
        let json = JSONValue.members([
            ("notices", .array(page.notices.map(NoticeJSON.notice))),
            ("last", .integer(page.notices.last?.notice.number ?? after ?? 0)),
            ("more", .bool(page.hasMore)),
        ])
        return DeskAnswer.json(json.bytes)
            .noted(AuditNote(.view, [.notices: "inbox"], results: page.notices.count))
    }

    private func subscribe(
        _ call: RESTCall, _ notices: any DeskNotices
    ) async throws -> DeskAnswer {
        let body = try RESTBody(
            call.request.body, mediaType: call.request.header("content-type"),
            names: ["topic", "mail", "webhook"])
        let topic = try TopicBody.topic(body.required("topic", body["topic"]))
        let subscription = try await notices.subscribe(
            call.request.subscriber(at: console.own), to: topic, byMail: body.flag("mail") ?? false,
            webhook: body.number("webhook", in: 1...NoticeJSON.numberMax).map { UInt64($0) },
            leavingKnown: false)
        return DeskAnswer.json(NoticeJSON.subscription(subscription).bytes, status: 201).noted(
            AuditNote(
                .use, [.followed: String(subscription.id), .topic: topic.json.compact]))
    }

    private func set(_ call: RESTCall, _ notices: any DeskNotices) async throws -> DeskAnswer {
        let body = try RESTBody(
            call.request.body, mediaType: call.request.header("content-type"),
            names: ["mail", "quietFrom", "quietTo", "zone", "language"])
        let pace = try body.required(
            "mail", body.word("mail", DeliverySettings.Pace.init(rawValue:)))
        let language = try body.word("language", DeskLanguage.init(rawValue:)) ?? call.language
        let zone = try body.text("zone", characters: 1...DeliverySettings.zoneBytesMax)
        let quiet = try NoticeForm.quiet(
            body.text("quietFrom", characters: 5...5) ?? "",
            body.text("quietTo", characters: 5...5) ?? "")
        let subscriber = try call.request.subscriber(at: console.own)
        try await notices.set(
            DeliverySettings(
                pace: pace, quiet: quiet, zone: zone ?? "UTC", language: language.rawValue),
            of: subscriber)
        return DeskAnswer.json(
            NoticeJSON.settings(try await notices.account(of: subscriber)).bytes
        ).noted(AuditNote(.use, [.mail: pace.rawValue]))
    }

    private static func number(_ call: RESTCall) throws -> UInt64 {
        let text = call.path("id")
        guard let id = UInt64(text), String(id) == text else { throw NoticeError.notThere }
        return id
    }

    private func removal(
        _ path: String, id: String, recordedAs detail: AuditDetail, _ summary: String,
        _ remove: @escaping @Sendable (UInt64, Subscriber) async throws -> Void
    ) -> RESTOperation {
        RESTOperation(
            method: .delete, path: path, id: id, summary: summary,
            access: ConsoleRoutes.audience, parameters: [Self.numberParameter],
            success: .init(
                schema: JSONSchema.object(["removed": JSONSchema.count]),
                meaning: "Its number.", isTagged: false),
            refusals: [404],
            handler: { call in
                let number = try Self.number(call)
                try await remove(number, call.request.subscriber(at: console.own))
                return DeskAnswer.json(JSONValue.object(["removed": .integer(number)]).bytes)
                    .noted(AuditNote(.use, [detail: String(number)]))
            })
    }
}

extension NoticeJSON {
    /// Fifteen digits, which every JSON reader holds exactly.
    static let numberMax = 999_999_999_999_999
}

/// What a program wants to follow.
enum TopicBody {
    /// - Throws: status 400 for what the description does not have, 422 for a value that is none.
    static func topic(_ json: JSONValue) throws -> Topic {
        let any = try RESTBody(
            json, names: Topic.Kind.allCases.reduce(["kind"]) { $0.union(names(of: $1)) },
            what: "'topic'")
        let kind = try any.required("kind", any.word("kind", Topic.Kind.init(rawValue:)))
        // What another kind has would be taken for a wish that nobody follows.
        let body = try RESTBody(
            json, names: names(of: kind).union(["kind"]), what: "A topic of kind '\(kind.rawValue)'"
        )
        func text(_ name: String) throws -> String {
            try body.required(
                name, body.text(name, characters: 1...StatementLimits.indicatorBytesMax))
        }
        switch kind {
        case .identifier:
            let type = try body.required("type", body.word("type") { IndicatorType(name: $0) })
            return .identifier(
                try RESTBody.indicator(type, try text("value")),
                withLinked: try body.flag("linked") ?? false)
        case .image:
            guard let hash = PDQHash(parsing: try text("pdq")) else {
                throw PeerProblem.noImageHash
            }
            return .image(hash)
        case .mark: return .mark(try text("mark"))
        case .ownMarks: return .ownMarks
        case .complaints: return .complaints
        case .marketplace: return .marketplace(try name(text("marketplace"), "marketplace"))
        case .member: return .member(try name(text("member"), "member"))
        case .clock:
            let clock = try body.required(
                "clock", body.word("clock", NoticeClock.Kind.init(rawValue:)))
            let hours = try body.required("hours", body.number("hours", in: NoticeClock.hours))
            return .clock(try NoticeClock(clock, hours: hours))
        }
    }

    private static func names(of kind: Topic.Kind) -> Set<String> {
        switch kind {
        case .identifier: ["type", "value", "linked"]
        case .image: ["pdq"]
        case .mark: ["mark"]
        case .ownMarks, .complaints: []
        case .marketplace: ["marketplace"]
        case .member: ["member"]
        case .clock: ["clock", "hours"]
        }
    }

    private static func name<Name: Identifier>(
        _ text: String, _ member: String
    ) throws(PeerProblem) -> Name {
        do {
            return try Name(parsing: text)
        } catch {
            throw PeerProblem(
                status: 422, keyword: "name", detail: "'\(member)': \(error).")
        }
    }
}
