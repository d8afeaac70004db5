import AllianceNames
import AuditTrail
import CRDT
import NodeAPI
import Notices
import SQLiteStore
import SignIn
import Statements

/// Posts what is due to webhooks: of each in order, of several at the same time.
struct WebhookRounds: Sendable {
    static let ofEachMax = 100
    static let atOnceMax = 8
    /// Of each in one round, but for the attempt at hand: a slow receiver holds up the others for no longer.
    static let timeOfEach = Duration.seconds(30)

    let desk: NoticeDesk
    let sender: WebhookSender
    let audit: any AuditRecording

    func run() async throws {
        let now = desk.node.clock.now()
        let due = try await desk.calls.run { [desk] in
            try desk.store.dueDeliveries(at: now, ofEach: Self.ofEachMax)
        }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            var running = 0
            for deliveries in due where !deliveries.isEmpty {
                if running >= Self.atOnceMax {
                    _ = try await tasks.next()
                    running -= 1
                }
                tasks.addTask { try await deliver(deliveries) }
                running += 1
            }
            try await tasks.waitForAll()
        }
    }

    /// The rest waits for the next round where one is not taken.
    private func deliver(_ deliveries: [WebhookDelivery]) async throws {
        let end = ContinuousClock.now + Self.timeOfEach
        for listed in deliveries {
            guard ContinuousClock.now < end, let delivery = try await asItStands(listed) else {
                return
            }
            let outcome = try await attempt(delivery)
            desk.deliveries.note(delivery, outcome)
            try await desk.calls.run { [desk] in
                try desk.store.settle(delivery, outcome, at: desk.node.clock.now())
            }
            switch outcome {
            case .done, .dropped, .postponed: continue
            case .failed, .givenUp: return
            }
        }
    }

    /// Nil where the webhook was removed or turned off after the round began: what waits, waits on.
    private func asItStands(_ delivery: WebhookDelivery) async throws -> WebhookDelivery? {
        let (id, subscriber) = (delivery.webhook.id, delivery.webhook.subscriber)
        let webhook = try await desk.calls.run { [desk] in
            try desk.store.webhooks(of: subscriber).first { $0.id == id }
        }
        guard let webhook, webhook.offSince == nil else { return nil }
        return WebhookDelivery(
            notice: delivery.notice, webhook: webhook, attempts: delivery.attempts)
    }

    private func attempt(_ delivery: WebhookDelivery) async throws -> DeliveryOutcome {
        let webhook = delivery.webhook
        let now = desk.node.clock.now()
        if webhook.keepsQuietHours {
            let settings = try await desk.calls.run { [desk] in
                try desk.store.settings(of: webhook.subscriber)
            }
            let end = settings.quiet?.end(at: now, TimeZones.offset(settings.zone)) ?? now
            if end > now { return .postponed(until: end) }
        }
        do throws(NoticeError) {
            try desk.settings.webhookHosts.check(webhook.address)
        } catch {
            return failure(
                delivery, .hostForbidden(webhook.address.authority), at: now)
        }
        guard let body = try await message(delivery) else { return .dropped }
        // Nothing leaves that cannot be recorded.
        try await audit.record(
            AuditRecord(
                who: .node, action: .use,
                details: [
                    .webhook: webhook.address.authority, .to: webhook.subscriber.description,
                    .message: delivery.messageID,
                ]))
        let answer = try await sender.post(
            body, id: delivery.messageID, to: webhook, at: now / 1_000)
        switch answer {
        case .status(200..<300, _): return .done
        case .status(410, _): return .givenUp(reason: WebhookFailure.gone.words)
        case .status(let status, let asked):
            return failure(
                delivery, .status(status), at: desk.node.clock.now(),
                askedSeconds: asked ?? 0)
        case .unreachable(let reason):
            return failure(delivery, .unreachable(reason), at: desk.node.clock.now())
        }
    }

    private func failure(
        _ delivery: WebhookDelivery, _ why: WebhookFailure, at now: UInt64,
        askedSeconds: UInt64 = 0
    ) -> DeliveryOutcome {
        if let since = delivery.webhook.failingSince,
            desk.settings.retries.isGivenUp(failingSince: since, at: now)
        {
            return .givenUp(reason: why.words)
        }
        var generator = SystemRandomNumberGenerator()
        let next = desk.settings.retries.next(
            after: delivery.attempts + 1, at: now, askedSeconds: askedSeconds, using: &generator)
        return .failed(reason: why.words, next: next)
    }

    /// What it may be told now; nil for nothing.
    private func message(_ delivery: WebhookDelivery) async throws -> [UInt8]? {
        try await desk.calls.run { [desk] in
            let subscriber = delivery.webhook.subscriber
            guard let asker = desk.readers.asker(of: subscriber),
                let shown = try desk.shown([delivery.notice], of: subscriber, as: asker).first,
                desk.maySend(shown, to: asker)
            else { return nil }
            return NoticeJSON.message(shown)
        }
    }
}

extension NoticeDesk {
    /// Whether it may leave the desk for the one who was told of it.
    func maySend(_ shown: ShownNotice, to asker: Asker) -> Bool {
        switch shown.content {
        case .statement(let said):
            AccessPolicy(channels: node.channels)
                .maySend(said.marking, in: said.dot.log.channel, asker)
        case .clock, .webhookOff: true
        case .gone: false
        }
    }
}
