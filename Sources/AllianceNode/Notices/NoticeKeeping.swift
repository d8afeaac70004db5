import Logging
import NIOSSL
import NodeAPI
import Notices
import SQLiteStore
import ServiceLifecycle

/// Raises notices when the view has grown, and sends what is due: round after round, in the background. Matching,
/// posting, mailing and cleaning go on beside each other, so that none waits for a receiver of another.
package struct NoticeKeeping: Service {
    static let interval = Duration.seconds(5)
    /// Of one round of matching, after which others have the thread.
    private static let roundTime = Duration.milliseconds(500)
    /// From one look at the clocks to the next, in milliseconds.
    private static let clockPause: UInt64 = 60_000
    private static let cleaningPause = Duration.seconds(3_600)

    let desk: NoticeDesk
    let trust: TLSConfiguration
    let audit: any AuditRecording
    let mail: MailRounds?
    let pulse: Pulse
    let logger: Logger

    package func run() async throws {
        let webhooks = WebhookRounds(desk: desk, sender: WebhookSender(trust), audit: audit)
        let (raised, raisedForMail) = (Pulse(), Pulse())
        try await cancelWhenGracefulShutdown {
            do {
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { try await match(firing: [raised, raisedForMail]) }
                    tasks.addTask {
                        let posting = rounds("webhooks cannot be posted")
                        try await raised.forEach(orEvery: Self.interval) {
                            try await posting.run { try await webhooks.run() }
                        }
                    }
                    if let mail {
                        tasks.addTask {
                            let mailing = rounds("mail cannot be sent")
                            try await raisedForMail.forEach(orEvery: Self.interval) {
                                try await mailing.run { try await mail.run() }
                            }
                        }
                    }
                    tasks.addTask { try await clean() }
                    try await tasks.waitForAll()
                }
            } catch is CancellationError {
                return
            }
        }
        await webhooks.sender.shutdown()
    }

    private func rounds(_ what: Logger.Message) -> PatientRounds {
        PatientRounds(what: what, logger: logger, pause: .zero)
    }

    /// Raises what was merged and what clocks show, and knocks at the doors of those that send it.
    private func match(firing senders: [Pulse]) async throws {
        let matching = rounds("notices cannot be raised")
        let looking = rounds("clocks cannot be looked at")
        var clocksAt: UInt64 = 0
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
            for sender in senders { sender.fire() }
        }
    }

    private func clean() async throws {
        let cleaning = rounds("old notices cannot be removed")
        try await Pulse().forEach(orEvery: Self.cleaningPause) {
            try await cleaning.run {
                try await desk.readers.persons.refresh()
                try await desk.calls.run { [desk] in try desk.clean(at: desk.node.clock.now()) }
            }
        }
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
