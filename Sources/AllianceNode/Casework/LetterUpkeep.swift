package import Casework
package import Logging
import Peering
import Replication
package import SQLiteStore
import ServiceLifecycle

/// Letters of one kind to other members' nodes: how they are kept, and what becomes of them.
package protocol LetterQueue: Sendable {
    associatedtype Letter: QueuedLetter

    /// For the log: what does not go on where a round fails.
    var noun: String { get }
    /// From then on it is not tried any more.
    var deliveryMilliseconds: UInt64 { get }

    /// Milliseconds since 1970.
    func now() -> UInt64
    /// What may lead to further letters, before each round; what waits goes even where this fails.
    func prepare() async throws
    func due() async throws -> [Letter]
    func arrived(_ letter: Letter) async throws
    func failed(_ letter: Letter, _ why: LetterFailure) async throws
    func postpone(_ letter: Letter, until due: UInt64) async throws
    func removeOld() async throws
}

/// Brings letters to other members' nodes, as long as it takes.
package struct LetterUpkeep<Queue: LetterQueue>: Service {
    private static var interval: Duration { .seconds(2) }
    /// Rounds from one look for old ones to the next: an hour.
    private static var roundsOfCleaning: Int { 1_800 }
    private static var firstWaitMilliseconds: UInt64 { 5_000 }
    private static var waitMillisecondsMax: UInt64 { 900_000 }
    /// For what goes to one member in a round: others' next letters wait no longer for it.
    private static var roundOfMember: Duration { .seconds(40) }

    private let queue: Queue
    private let sending: LetterSending
    private let logger: Logger

    package init(_ queue: Queue, sending: LetterSending, logger: Logger) {
        self.queue = queue
        self.sending = sending
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var said = ""
            for round in 0... {
                do {
                    if round % Self.roundsOfCleaning == 0 { try await queue.removeOld() }
                    try await self.round()
                    said = ""
                } catch {
                    // What fails is said once, until it is something else.
                    if "\(error)" != said {
                        logger.error(
                            "\(queue.noun) do not go on", metadata: ["reason": "\(error)"])
                    }
                    said = "\(error)"
                }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    /// What is to be done now, once.
    /// - Throws: what preparing failed with, once all that waits was tried.
    package func round() async throws {
        var failure: (any Error)?
        do { try await queue.prepare() } catch { failure = error }
        let due = try await queue.due()
        await withDiscardingTaskGroup { group in
            // One that does not answer holds up no other.
            for (_, letters) in Dictionary(grouping: due, by: \.recipient) {
                group.addTask {
                    let until = ContinuousClock.now + Self.roundOfMember
                    var stopped: Set<CaseworkID> = []
                    for letter in letters where !stopped.contains(letter.course) {
                        guard ContinuousClock.now < until else { return }
                        switch await bring(letter) {
                        case .arrived: break
                        case .ofThisNoMore: stopped.insert(letter.course)
                        case .notNow: return
                        }
                    }
                }
            }
        }
        if let failure { throw failure }
    }

    private enum Brought {
        case arrived, ofThisNoMore, notNow
    }

    private func bring(_ letter: Queue.Letter) async -> Brought {
        do {
            let answer = try await sending.send(letter.content, to: letter.recipient)
            guard let receipt = LetterReceipt(parsing: answer) else { throw LetterError.form }
            switch receipt {
            case .taken:
                try await queue.arrived(letter)
                return .arrived
            case .refused(_, let detail): return await fail(letter, .refused(detail))
            case .later:
                try await postpone(letter, "it says: later")
                return .ofThisNoMore
            }
        } catch PeerError.refused(status: 400, _) {
            return await fail(letter, .notTaken)
        } catch {
            do {
                try await postpone(letter, "\(error)")
            } catch {
                logger.error("a letter cannot be kept", metadata: ["error": "\(error)"])
            }
            return .notNow
        }
    }

    private func fail(_ letter: Queue.Letter, _ why: LetterFailure) async -> Brought {
        do {
            try await queue.failed(letter, why)
        } catch {
            logger.error("a letter cannot be settled", metadata: ["error": "\(error)"])
        }
        return .ofThisNoMore
    }

    private func postpone(_ letter: Queue.Letter, _ why: String) async throws {
        let now = queue.now()
        if now > letter.createdAt, now - letter.createdAt > queue.deliveryMilliseconds {
            _ = await fail(letter, .notBrought)
            return
        }
        let wait = min(
            Self.firstWaitMilliseconds << min(UInt64(letter.attempts), 10),
            Self.waitMillisecondsMax)
        logger.debug("a letter is not brought yet", metadata: ["reason": "\(why)"])
        let due = now + wait / 2 + UInt64.random(in: 0...wait / 2)
        try await queue.postpone(letter, until: due)
    }
}
