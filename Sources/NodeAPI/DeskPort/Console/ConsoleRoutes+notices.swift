import AllianceNames
import AuditTrail
import JSON
import Notices
import Peering
import SignIn
import Statements

/// Notices: `docs/notices.md`.
///
///     GET  /console/notices                    what one was told
///     POST /console/notices/read               one is read, or all up to it
///     GET  /console/notices/settings           what one follows, and where that is told
///     POST /console/notices/settings/follow    follows something; /unfollow ends it
///     POST /console/notices/settings/webhook   sets a webhook up; /webhook-remove, /webhook-on
///     POST /console/notices/settings/delivery  mail and quiet hours
extension ConsoleRoutes {
    static let noticesPath = "/console/notices"
    static let noticeSettingsPath = noticesPath + "/settings"

    func noticeRoutes(_ notices: any DeskNotices) -> [DeskRoute] {
        let settings = Self.noticeSettingsPath
        return [
            page(.get, Self.noticesPath) { try await inbox($0, $1, notices) },
            page(.post, Self.noticesPath + "/read") { request, _ in
                let fields = try FormFields(parsing: request.body)
                let number = try Self.number(fields["number"], "number")
                let count = try await notices.markRead(
                    number, andBefore: fields["before"] == "yes",
                    of: request.subscriber(at: own))
                return Self.back(request, Self.noticesPath, [.read: String(count)])
            },
            page(.get, settings) { request, context in
                let account = try await notices.account(of: request.subscriber(at: own))
                let isNamed = try request.target.parameter("kind") != nil
                let wanted = isNamed ? try IdentifierLink.indicator(request.target) : nil
                return NoticeSettingsPage(context, account).answer(wanted: wanted)
            },
            page(.post, settings + "/follow") { try await follow($0, notices, $1) },
            page(.post, settings + "/unfollow") { request, _ in
                let id = try Self.number(FormFields(parsing: request.body)["id"], "id")
                try await notices.unsubscribe(id, of: request.subscriber(at: own))
                return Self.back(request, settings, [.unfollowed: String(id)])
            },
            page(.post, settings + "/webhook") { try await addWebhook($0, notices, $1) },
            page(.post, settings + "/webhook-remove") { request, _ in
                let id = try Self.number(FormFields(parsing: request.body)["id"], "id")
                try await notices.removeWebhook(id, of: request.subscriber(at: own))
                return Self.back(request, settings, [.webhookRemoved: String(id)])
            },
            page(.post, settings + "/webhook-on") { request, _ in
                let id = try Self.number(FormFields(parsing: request.body)["id"], "id")
                try await notices.turnOn(id, of: request.subscriber(at: own))
                return Self.back(request, settings, [.webhookTurnedOn: String(id)])
            },
            page(.post, settings + "/delivery") { try await setDelivery($0, notices, $1) },
        ]
    }

    private func inbox(
        _ request: DeskRequest, _ context: ConsoleContext, _ notices: any DeskNotices
    ) async throws -> DeskAnswer {
        let before = try request.target.parameter("before").map {
            try Self.number($0, "before")
        }
        let page = try await notices.inbox(
            of: request.subscriber(at: own), as: request.caller.asker(at: own), before: before,
            limit: InboxPage.shownMax)
        return InboxPage(context).answer(page)
            .noted(AuditNote(.view, [.notices: "inbox"], results: page.notices.count))
    }

    private func follow(
        _ request: DeskRequest, _ notices: any DeskNotices, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        let subscriber = try request.subscriber(at: own)
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let topic = try NoticeForm.topic(fields)
            let webhook = try fields["webhook"].flatMap { $0.isEmpty ? nil : $0 }.map {
                try Self.number($0, "webhook")
            }
            let subscription = try await notices.subscribe(
                subscriber, to: topic, byMail: fields["mail"] == "yes",
                webhook: webhook, leavingKnown: fields[NoticeForm.button] == "yes")
            return Self.back(
                request, Self.noticeSettingsPath,
                [.followed: String(subscription.id), .topic: topic.json.compact])
        } again: { problem in
            try await settingsAgain(
                request, notices, context,
                RefusedForm(FollowForms.name(fields["kind"] ?? ""), problem, fields))
        }
    }

    private func addWebhook(
        _ request: DeskRequest, _ notices: any DeskNotices, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        let subscriber = try request.subscriber(at: own)
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let webhook = try await notices.addWebhook(
                of: subscriber, at: fields["address"] ?? "",
                keepsQuietHours: fields["quiet"] == "yes")
            // Its secret is told now and never again, so this is the page itself and no way to it.
            let account = try await notices.account(of: subscriber)
            return NoticeSettingsPage(context, account, secret: webhook.secret).answer()
                .noted(AuditNote(.use, [.webhook: webhook.address.authority]))
        } again: { problem in
            try await settingsAgain(
                request, notices, context,
                RefusedForm(NoticeSettingsPage.adding, problem, fields))
        }
    }

    private func setDelivery(
        _ request: DeskRequest, _ notices: any DeskNotices, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        let subscriber = try request.subscriber(at: own)
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let delivery = try NoticeForm.delivery(fields, language: context.language)
            try await notices.set(delivery, of: subscriber)
            return Self.back(request, Self.noticeSettingsPath, [.mail: delivery.pace.rawValue])
        } again: { problem in
            try await settingsAgain(
                request, notices, context,
                RefusedForm(NoticeSettingsPage.delivering, problem, fields))
        }
    }

    private func settingsAgain(
        _ request: DeskRequest, _ notices: any DeskNotices, _ context: ConsoleContext,
        _ refused: RefusedForm
    ) async throws -> DeskAnswer {
        let account = try await notices.account(of: request.subscriber(at: own))
        let context = context.at(Self.noticeSettingsPath)
        return NoticeSettingsPage(context, account).answer(refused: refused)
            .noted(Self.refused(refused.problem))
    }

    private static func back(
        _ request: DeskRequest, _ path: String, _ details: [AuditDetail: String]
    ) -> DeskAnswer {
        .redirect(to: request.origin + path, status: 303).noted(AuditNote(.use, details))
    }

    private static func number(_ text: String?, _ name: String) throws(PeerProblem) -> UInt64 {
        guard let text, let number = UInt64(text), String(number) == text else {
            throw NoticeForm.wrong("'\(name)' is not a whole number.")
        }
        return number
    }
}
