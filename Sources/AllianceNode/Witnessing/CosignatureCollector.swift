package import AllianceNames
package import Logging
package import Replication
import Roster
import ServiceLifecycle
import Synchronization
package import TransparencyLog

/// Keeps the cosignatures that peers' checkpoints carry, once what they cover is held: verified line by
/// line against the register, joined with those that are known. The signatures are checked away from
/// who brings the notes.
///
/// A line of a log's author from beyond `FreshnessLimit` is not kept yet: one of those that a peer has
/// shown waits until it counts. So a clock that was a year ahead once leaves nothing behind, and what a
/// node with a clock that is behind keeps is what all others keep, only later.
package final class CosignatureCollector: Service {
    /// Checkpoints of one log, by one peer, that wait for their entries; the largest stay. What a peer shows, be it
    /// made up, takes no place of another's.
    package static let waitingMax = 8
    /// Lines of one key that are looked at in one note, since each costs a signature: who serves a checkpoint shows one
    /// of each cosigner, and whoever made it up may have filled the note with them.
    private static let linesOfOneKeyMax = 2

    private struct Offer: Sendable {
        let checkpoint: SignedCheckpoint
        let peer: MemberID
    }

    private struct Waiting {
        /// For their entries.
        var offers: [LogOrigin: [MemberID: [TreeSize: SignedCheckpoint]]] = [:]
        /// For the time of their author's lines, those alone: the largest checkpoint.
        var ahead: [LogOrigin: [MemberID: SignedCheckpoint]] = [:]

        mutating func add(_ offer: Offer, of origin: LogOrigin) {
            var offers = self.offers[origin, default: [:]][offer.peer, default: [:]]
            offers[offer.checkpoint.checkpoint.size] = offer.checkpoint
            for size in offers.keys.sorted().dropLast(CosignatureCollector.waitingMax) {
                offers[size] = nil
            }
            self.offers[origin, default: [:]][offer.peer] = offers
        }
    }

    private let store: any LogStore & WitnessStore
    private let register: RosterRegister
    private let clock: WallClock
    private let calls: BlockingCalls
    private let logger: Logger
    private let failures: FailureLines
    private let pulse = Pulse()
    private let waiting = Mutex(Waiting())
    /// By the peer, and the reason.
    private let refusals = Repeats<[String]>()

    package init(
        store: any LogStore & WitnessStore, register: RosterRegister, clock: WallClock,
        calls: BlockingCalls, logger: Logger
    ) {
        self.store = store
        self.register = register
        self.clock = clock
        self.calls = calls
        self.logger = logger
        failures = FailureLines(what: "cosignatures cannot be kept", logger: logger, clock: clock)
    }

    /// Takes a note that nobody has verified. Returns at once.
    package func offer(_ checkpoint: SignedCheckpoint, of origin: LogOrigin, by peer: MemberID) {
        guard let stripped = strip(checkpoint, of: origin) else { return }
        // One of each size: what the peer shows now holds what it showed before.
        waiting.withLock { $0.add(Offer(checkpoint: stripped, peer: peer), of: origin) }
        pulse.fire()
    }

    /// Leaves the lines of the log and of cosigners that the register knows, so that what waits is
    /// bounded by the register and not by a peer. Nil where no such cosigner is among them.
    private func strip(
        _ checkpoint: SignedCheckpoint, of origin: LogOrigin
    ) -> SignedCheckpoint? {
        // Not kept whatever is under it (`CosignedCheckpoint.isPlain`): nothing of it is verified.
        guard checkpoint.checkpoint.extensionLines.isEmpty, let roster = register.newest,
            let logKey = roster.logKey(for: origin)
        else { return nil }
        let cosigners = roster.cosigners(of: origin)
        return Self.part(checkpoint, logKey) { line in
            cosigners.contains { $0.isClaimed(by: line) }
        }
    }

    /// Leaves the lines of the log, and of others those that are wanted, `linesOfOneKeyMax` of each key. Nil where there
    /// are no others.
    private static func part(
        _ checkpoint: SignedCheckpoint, _ logKey: VerifierKey,
        _ isWanted: (NoteSignature) -> Bool
    ) -> SignedCheckpoint? {
        var lines: [NoteSignature] = []
        for line in checkpoint.note.signatures where logKey.isClaimed(by: line) || isWanted(line) {
            let count = lines.count {
                $0.keyID == line.keyID && $0.name.utf8.elementsEqual(line.name.utf8)
            }
            if count < linesOfOneKeyMax { lines.append(line) }
        }
        guard lines.contains(where: { !logKey.isClaimed(by: $0) }),
            let note = try? SignedNote(text: checkpoint.note.text, signatures: lines)
        else { return nil }
        return try? SignedCheckpoint(note: note)
    }

    /// Tells that logs may have grown.
    package func recordChanged() { pulse.fire() }

    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await self.pulse.forEach(orEvery: .seconds(60)) {
                    try await self.calls.run { self.keepWhatIsHeld() }
                }
            } catch is CancellationError {
                return
            }
        }
    }

    /// Blocks.
    package func keepWhatIsHeld() {
        let logs = waiting.withLock { Set($0.offers.keys).union($0.ahead.keys).sorted() }
        guard !logs.isEmpty else { return }
        var failed: (origin: LogOrigin, reason: String)?
        for origin in logs {
            do { try keep(origin) } catch { failed = failed ?? (origin, "\(error)") }
        }
        if let failed {
            failures.failed(failed.reason, ["origin": "\(failed.origin)"])
        } else {
            failures.worked()
        }
    }

    private func keep(_ origin: LogOrigin) throws {
        guard let roster = register.newest, let held = try store.state(of: origin)?.size else {
            return
        }
        guard let logKey = roster.logKey(for: origin) else { return forget(origin) }
        let limit = FreshnessLimit(of: origin, in: roster, at: clock.now() / 1_000)
        let offers = ready(origin, held: held, logKey, limit)
        for (place, offer) in offers.enumerated() {
            do {
                try keep(offer, of: origin, logKey, limit, by: roster)
            } catch {
                // A peer shows each change once: what a full disk did not take is tried again.
                wait(again: offers[place...], of: origin)
                throw error
            }
        }
    }

    private func keep(
        _ offer: Offer, of origin: LogOrigin, _ logKey: VerifierKey, _ limit: FreshnessLimit,
        by roster: VerifiedRoster
    ) throws {
        let known = try store.cosigned(of: origin, size: offer.checkpoint.checkpoint.size)
        let isNews = offer.checkpoint.note.signatures.contains { line in
            !logKey.isClaimed(by: line) && known?.holds(line) != true
        }
        guard isNews else { return }
        do {
            let verified = try offer.checkpoint.verified(by: logKey)
            let cosigned = CosignedCheckpoint(
                verified, cosigners: roster.cosigners(of: origin))
            try store.keep(cosigned, of: origin, limit: limit, durability: .withNext)
        } catch let error as TransparencyLogError {
            refuse(offer, of: origin, error.keyword, "\(error)")
        } catch let error as LogStoreError {
            // Another root than is held: the follower has the same note, and judges its author.
            refuse(offer, of: origin, error.keyword, "\(error)")
        }
    }

    private func wait(again offers: ArraySlice<Offer>, of origin: LogOrigin) {
        waiting.withLock { waiting in
            for offer in offers {
                let size = offer.checkpoint.checkpoint.size
                // What the peer has shown of it since holds what it showed before.
                guard waiting.offers[origin]?[offer.peer]?[size] == nil else { continue }
                waiting.add(offer, of: origin)
            }
        }
    }

    /// Takes out what waits no longer, without lines that count only later; these wait on.
    private func ready(
        _ origin: LogOrigin, held: TreeSize, _ logKey: VerifierKey, _ limit: FreshnessLimit
    ) -> [Offer] {
        waiting.withLock { waiting in
            var shown: [Offer] = []
            for (peer, checkpoint) in waiting.ahead.removeValue(forKey: origin) ?? [:] {
                shown.append(Offer(checkpoint: checkpoint, peer: peer))
            }
            for (peer, offers) in waiting.offers[origin] ?? [:] {
                shown += offers.filter { $0.key <= held }.values.map {
                    Offer(checkpoint: $0, peer: peer)
                }
                let left = offers.filter { $0.key > held }
                waiting.offers[origin]?[peer] = left.isEmpty ? nil : left
            }
            if waiting.offers[origin]?.isEmpty == true { waiting.offers[origin] = nil }
            shown.sort {
                ($0.checkpoint.checkpoint.size, $0.peer) < ($1.checkpoint.checkpoint.size, $1.peer)
            }
            return shown.compactMap { offer in
                if let ahead = Self.part(offer.checkpoint, logKey, limit.isAhead) {
                    waiting.ahead[origin, default: [:]][offer.peer] = ahead
                }
                return Self.part(offer.checkpoint, logKey) { !limit.isAhead($0) }.map {
                    Offer(checkpoint: $0, peer: offer.peer)
                }
            }
        }
    }

    private func forget(_ origin: LogOrigin) {
        waiting.withLock { waiting in
            waiting.offers[origin] = nil
            waiting.ahead[origin] = nil
        }
    }

    private func refuse(
        _ offer: Offer, of origin: LogOrigin, _ keyword: String, _ reason: String
    ) {
        guard refusals.isDue([offer.peer.rawValue, keyword], at: clock.now()) else { return }
        logger.notice(
            "a cosigned checkpoint is refused",
            metadata: ["origin": "\(origin)", "peer": "\(offer.peer)", "reason": "\(reason)"])
    }
}
