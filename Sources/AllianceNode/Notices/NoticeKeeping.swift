import Logging
import NIOSSL
import NodeAPI
import Notices
import SQLiteStore
package import ServiceLifecycle

/// Raises notices when the view has grown, and sends what is due: round after round, in the background.
package struct NoticeKeeping: Service {
    static let interval = Duration.seconds(5)
    /// Of one round of matching, after which others have the thread.
    private static let roundTime = Duration.milliseconds(500)
    /// From one look at the clocks to the next, and from one cleaning to the next, in milliseconds.
    private static let clockPause: UInt64 = 60_000
    private static let cleaningPause: UInt64 = 3_600_000

    let desk: NoticeDesk
    let trust: TLSConfiguration
    let audit: any AuditRecording
    let mail: MailRounds?
    let pulse: Pulse
    let logger: Logger

    package func run() async throws {
        func rounds(_ what: Logger.Message) -> PatientRounds {
            PatientRounds(what: what, logger: logger, pause: .zero)
        }
        let matching = rounds("notices cannot be raised")
        let looking = rounds("clocks cannot be looked at")
        let posting = rounds("webhooks cannot be posted")
        let mailing = rounds("mail cannot be sent")
        let cleaning = rounds("old notices cannot be removed")
        let webhooks = WebhookRounds(desk: desk, sender: WebhookSender(trust), audit: audit)
        try await cancelWhenGracefulShutdown {
            var (clocksAt, cleanedAt) = (UInt64(0), UInt64(0))
            do {
                try await pulse.forEach(orEvery: Self.interval) {
                    let now = desk.node.clock.now()
                    try await matching.run {
                        try await desk.readers.persons.refresh()
                        let isDone = try await desk.calls.run { [desk] in
                            try desk.keeper.catchUp(within: Self.roundTime)
                        }
                        if !isDone { pulse.fire() }
                    }
                    if now >= clocksAt + Self.clockPause || now < clocksAt {
                        clocksAt = now
                        try await looking.run {
                            try await desk.calls.run { [desk] in try desk.keeper.raiseClocks() }
                        }
                    }
                    try await posting.run { try await webhooks.run() }
                    if let mail { try await mailing.run { try await mail.run() } }
                    if now >= cleanedAt + Self.cleaningPause || now < cleanedAt {
                        cleanedAt = now
                        try await cleaning.run {
                            try await desk.calls.run { [desk] in try desk.clean(at: now) }
                        }
                    }
                }
            } catch is CancellationError {
                return
            }
        }
        await webhooks.sender.shutdown()
    }
}

extension NoticeDesk {
    /// Notices that are too old, and all of who is not there any more, go. Blocks.
    func clean(at now: UInt64) throws {
        try store.removeOld(at: now)
        for subscriber in try store.subscribers() where readers.asker(of: subscriber) == nil {
            try store.remove(subscriber)
        }
        try store.scrub()
    }
}
