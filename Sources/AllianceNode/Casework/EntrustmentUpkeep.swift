import AllianceNames
import Casework
package import Logging
import Peering
import Replication
import SQLiteStore
import ServiceLifecycle

/// Brings to other members' nodes what is to be said to them, as long as it takes, and tells who asked for a
/// report what became of the draft that was made of it.
package struct EntrustmentUpkeep: Service {
    static let interval = Duration.seconds(2)
    /// Rounds from one look for old ones to the next: an hour.
    private static let roundsOfCleaning = 1_800
    private static let firstWaitMilliseconds: UInt64 = 5_000
    private static let waitMillisecondsMax: UInt64 = 900_000
    /// For what goes to one member in a round: others' next letters wait no longer for it.
    private static let roundOfMember = Duration.seconds(40)

    private let desk: CaseworkDesk
    private let sending: LetterSending
    private let logger: Logger

    package init(desk: CaseworkDesk, sending: LetterSending, logger: Logger) {
        self.desk = desk
        self.sending = sending
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var said = ""
            for round in 0... {
                do {
                    if round % Self.roundsOfCleaning == 0 { try await desk.removeOldEntrustments() }
                    try await self.round()
                    said = ""
                } catch {
                    // What fails is said once, until it is something else.
                    if "\(error)" != said {
                        logger.error(
                            "reports through other members do not go on",
                            metadata: ["reason": "\(error)"])
                    }
                    said = "\(error)"
                }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    /// What is to be done now, once.
    package func round() async throws {
        try await desk.followDrafts()
        let due = try await desk.dueLetters()
        await withDiscardingTaskGroup { group in
            // One that does not answer holds up no other.
            for (_, letters) in Dictionary(grouping: due, by: \.recipient) {
                group.addTask {
                    let until = ContinuousClock.now + Self.roundOfMember
                    for letter in letters {
                        guard ContinuousClock.now < until, await bring(letter) else { return }
                    }
                }
            }
        }
    }

    /// - Returns: whether the other node may be told more now.
    private func bring(_ letter: OutgoingLetter) async -> Bool {
        do {
            let answer = try await sending.send(letter.content, to: letter.recipient)
            guard let receipt = LetterReceipt(parsing: answer) else { throw LetterError.form }
            switch receipt {
            case .taken: try await desk.settle(letter) { $0.arrive() }
            case .refused(_, let detail): try await desk.settle(letter) { $0.fail(detail) }
            case .later:
                try await postpone(letter, "it says: later")
                return false
            }
            return true
        } catch PeerError.refused(status: 400, _) {
            await settle(letter, "its node takes no such requests; it may be of an earlier version")
            return true
        } catch {
            try? await postpone(letter, "\(error)")
            return false
        }
    }

    private func settle(_ letter: OutgoingLetter, _ why: String) async {
        do {
            try await desk.settle(letter) { $0.fail(why) }
        } catch {
            logger.error("a letter cannot be settled", metadata: ["error": "\(error)"])
        }
    }

    private func postpone(_ letter: OutgoingLetter, _ why: String) async throws {
        let now = desk.now()
        if now > letter.createdAt,
            now - letter.createdAt > EntrustmentLimits.deliveryMilliseconds
        {
            return await settle(letter, "it could not be brought to that member's node for 7 days")
        }
        let wait = min(
            Self.firstWaitMilliseconds << min(UInt64(letter.attempts), 10),
            Self.waitMillisecondsMax)
        logger.debug("a letter is not brought yet", metadata: ["reason": "\(why)"])
        try await desk.postpone(letter, until: now + wait / 2 + UInt64.random(in: 0...wait / 2))
    }
}

extension CaseworkDesk {
    func dueLetters() async throws -> [OutgoingLetter] {
        try await calls.run { [store, node] in try store.dueLetters(at: node.clock.now()) }
    }

    func settle(
        _ letter: OutgoingLetter, _ body: @escaping @Sendable (inout Entrustment) -> Void
    ) async throws {
        try await calls.run { [store, node] in
            try store.settle(letter, at: node.clock.now(), body)
        }
    }

    func postpone(_ letter: OutgoingLetter, until due: UInt64) async throws {
        try await calls.run { [store] in try store.postpone(letter, until: due) }
    }

    func removeOldEntrustments() async throws {
        try await calls.run { [store, node] in
            try store.removeOldEntrustments(at: node.clock.now())
        }
    }

    /// What became of the drafts that were made of others' reports.
    func followDrafts() async throws {
        // A standby says nothing in its member's name.
        guard !node.isStandby else { return }
        try await calls.run { [store, node] in
            for one in try store.entrustmentsToFollow() {
                guard let draft = one.draft else { continue }
                let found: Draft?
                do {
                    found = try store.draft(draft).draft
                } catch CaseworkError.notThere {
                    found = nil
                }
                var after = one
                guard after.follow(found) != nil || after != one else { continue }
                try store.change(entrustment: one.id, revision: nil, at: node.clock.now()) {
                    $0.follow(found)
                }
            }
        }
    }
}
