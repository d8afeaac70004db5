import AllianceNames
import Casework
package import Logging
import Peering
import Replication
import SQLiteStore
import ServiceLifecycle

/// Brings to other members' nodes what is said about inquiries, as long as it takes, and notes once of each question
/// that nobody answered in time.
package struct InquiryUpkeep: Service {
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
                    if round % Self.roundsOfCleaning == 0 { try await desk.removeOldInquiries() }
                    try await self.round()
                    said = ""
                } catch {
                    // What fails is said once, until it is something else.
                    if "\(error)" != said {
                        logger.error(
                            "inquiries do not go on", metadata: ["reason": "\(error)"])
                    }
                    said = "\(error)"
                }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    /// What is to be done now, once.
    package func round() async throws {
        try await desk.escalate()
        let due = try await desk.dueInquiryLetters()
        await withDiscardingTaskGroup { group in
            // One that does not answer holds up no other.
            for (_, letters) in Dictionary(grouping: due, by: \.recipient) {
                group.addTask {
                    let until = ContinuousClock.now + Self.roundOfMember
                    var stopped: Set<CaseworkID> = []
                    for letter in letters where !stopped.contains(letter.inquiry) {
                        guard ContinuousClock.now < until else { return }
                        switch await bring(letter) {
                        case .arrived: break
                        case .ofThisNoMore: stopped.insert(letter.inquiry)
                        case .notNow: return
                        }
                    }
                }
            }
        }
    }

    private enum Brought {
        case arrived, ofThisNoMore, notNow
    }

    private func bring(_ letter: OutgoingInquiryLetter) async -> Brought {
        do {
            let answer = try await sending.send(letter.content, to: letter.recipient)
            guard let receipt = LetterReceipt(parsing: answer) else { throw LetterError.form }
            switch receipt {
            case .taken:
                try await desk.arrived(letter)
                return .arrived
            case .refused(_, let detail): return await fail(letter, detail)
            case .later:
                try await postpone(letter, "it says: later")
                return .ofThisNoMore
            }
        } catch PeerError.refused(status: 400, _) {
            return await fail(
                letter, "its node takes no inquiries; it may be of an earlier version")
        } catch {
            do {
                try await postpone(letter, "\(error)")
            } catch {
                logger.error("a letter cannot be kept", metadata: ["error": "\(error)"])
            }
            return .notNow
        }
    }

    private func fail(_ letter: OutgoingInquiryLetter, _ why: String) async -> Brought {
        do {
            try await desk.failed(letter, why)
        } catch {
            logger.error("a letter cannot be settled", metadata: ["error": "\(error)"])
        }
        return .ofThisNoMore
    }

    private func postpone(_ letter: OutgoingInquiryLetter, _ why: String) async throws {
        let now = desk.now()
        if now > letter.createdAt, now - letter.createdAt > InquiryLimits.deliveryMilliseconds {
            _ = await fail(letter, "it could not be brought to that member's node for 7 days")
            return
        }
        let wait = min(
            Self.firstWaitMilliseconds << min(UInt64(letter.attempts), 10),
            Self.waitMillisecondsMax)
        logger.debug("a letter is not brought yet", metadata: ["reason": "\(why)"])
        let due = now + wait / 2 + UInt64.random(in: 0...wait / 2)
        try await desk.postpone(letter, until: due)
    }
}

extension CaseworkDesk {
    func dueInquiryLetters() async throws -> [OutgoingInquiryLetter] {
        try await calls.run { [store, node] in
            try store.dueInquiryLetters(at: node.clock.now())
        }
    }

    func arrived(_ letter: OutgoingInquiryLetter) async throws {
        try await calls.run { [store] in try store.arrived(letter) }
    }

    func failed(_ letter: OutgoingInquiryLetter, _ why: String) async throws {
        try await calls.run { [store, node] in
            try store.failed(letter, why, at: node.clock.now())
        }
    }

    func postpone(_ letter: OutgoingInquiryLetter, until due: UInt64) async throws {
        try await calls.run { [store] in try store.postpone(letter, until: due) }
    }

    func removeOldInquiries() async throws {
        try await calls.run { [store, node] in
            try store.removeOldInquiries(at: node.clock.now())
        }
    }

    /// Each question once.
    package func escalate() async throws {
        try await calls.run { [store, node] in
            let (rules, now) = (try store.inquiryRules(), node.clock.now())
            for one in try store.openInquiries() {
                var after = one
                guard after.escalate(rules, at: now) != nil else { continue }
                try store.change(inquiry: one.id, revision: nil, at: now) {
                    $0.escalate(rules, at: now)
                }
            }
        }
    }
}
