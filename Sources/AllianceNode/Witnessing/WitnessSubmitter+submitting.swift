import AllianceNames
import Logging
import Peering
import Replication
import Roster
import TransparencyLog

// One submission, and what its answer means.
extension WitnessSubmitter {
    nonisolated func submit(
        _ pair: Pair, _ key: VerifierKey, from: TreeSize
    ) async {
        let event = await outcome(of: pair, key, from: from)
        await handle(event, of: pair)
    }

    private nonisolated func outcome(
        of pair: Pair, _ key: VerifierKey, from: TreeSize
    ) async -> WitnessSubmission.Event {
        do {
            guard !register.standing().isExpired, let roster = register.newest,
                let logKey = own.key(of: pair.origin, in: roster)
            else { return .withdrawn }
            let prepared = try await calls.run { [own] in
                try own.brought(of: pair.origin, in: roster).map { record in
                    try Self.prepare(own, pair.origin, record, logKey, roster, from: from)
                }
            }
            let request: AddCheckpointRequest
            switch prepared {
            case nil: return .withdrawn
            case .beyond(let signed): return .conflict(from, signed: signed)
            case .request(let made): request = made
            }
            let reply = try await transport.addCheckpoint(
                Array(request.description.utf8), to: pair.witness, deadline: Self.deadline)
            return try await take(reply, to: request, pair, key, logKey)
        } catch let error as PeerError {
            logger.info(
                "a witness gave no answer",
                metadata: ["witness": "\(pair.witness)", "reason": "\(error.keyword)"])
            return .failed
        } catch {
            logger.error(
                "a checkpoint cannot be brought to a witness",
                metadata: ["origin": "\(pair.origin)", "error": "\(error)"])
            return .failed
        }
    }

    private enum Prepared: Sendable {
        case request(AddCheckpointRequest)
        /// The witness is ahead of what is signed here.
        case beyond(signed: TreeSize)
    }

    private static func prepare(
        _ own: OwnCheckpoints, _ origin: LogOrigin, _ record: CheckpointRecord,
        _ logKey: VerifierKey, _ roster: VerifiedRoster, from: TreeSize
    ) throws -> Prepared {
        guard from <= record.size else { return .beyond(signed: record.size) }
        let verified = try SignedCheckpoint(parsing: record.noteText).verified(by: logKey)
        return .request(
            AddCheckpointRequest(
                oldSize: from,
                path: try own.proof(of: origin, from: from, to: record).path,
                checkpoint: try own.bare(verified, in: roster)))
    }

    private nonisolated func take(
        _ reply: WitnessReply, to request: AddCheckpointRequest, _ pair: Pair,
        _ key: VerifierKey, _ logKey: VerifierKey
    ) async throws -> WitnessSubmission.Event {
        let size = request.checkpoint.checkpoint.size
        switch reply {
        case .cosigned(let lines):
            guard
                let cosigned = Self.verified(
                    lines, on: request.checkpoint, by: key, logKey: logKey)
            else {
                logger.warning(
                    "a witness answered with what is no cosignature of its key",
                    metadata: ["witness": "\(pair.witness)", "origin": "\(pair.origin)"])
                return .refused
            }
            _ = try await calls.run { [own] in
                try own.store.keep(cosigned, of: pair.origin, durability: .atReturn)
            }
            return .cosigned(size)
        case .conflict(let witnessSize):
            let signed = try await calls.run { [own] in
                try own.newest(of: pair.origin)?.size ?? 0
            }
            return .conflict(witnessSize, signed: signed)
        case .refused(422, _):
            return .contradicted(size)
        case .refused(let status, let detail):
            logger.notice(
                "a witness refused",
                metadata: [
                    "witness": "\(pair.witness)", "status": "\(status)",
                    "reason": "\(detail.prefix(200))",
                ])
            return status >= 500 || status == 429 ? .failed : .refused
        }
    }

    /// The lines put under the checkpoint as a note, and of them that of the witness's key, if it holds.
    private static func verified(
        _ lines: [UInt8], on checkpoint: SignedCheckpoint, by key: VerifierKey,
        logKey: VerifierKey
    ) -> CosignedCheckpoint? {
        let note = Array(checkpoint.description.utf8) + lines
        guard let signed = try? SignedCheckpoint(parsing: note),
            signed.checkpoint == checkpoint.checkpoint,
            let verified = try? signed.verified(by: logKey)
        else { return nil }
        let cosigned = CosignedCheckpoint(verified, cosigners: [key])
        return cosigned.earliest(by: key) == nil ? nil : cosigned
    }

    // MARK: Alarm

    /// Keeps the claim, and the proof of it if the witness has one. What is said of a log that the register
    /// has ended is no news of it: nothing is signed in it, and what counts of it is settled.
    nonisolated func raise(_ claim: OwnLogClaim) async {
        if let log = register.newest?.log(claim.origin), log.scope != .open { return }
        do {
            try await keep(claim)
            if claim.proof == nil { try await keepProof(of: claim) }
        } catch let error as PeerError {
            logger.warning(
                "whoever contradicts an own log shows no proof of it",
                metadata: ["member": "\(claim.claimedBy)", "reason": "\(error.keyword)"])
        } catch {
            logger.error(
                "what a witness claims of an own log could not be followed up",
                metadata: ["origin": "\(claim.origin)", "error": "\(error)"])
        }
    }

    private nonisolated func keep(_ claim: OwnLogClaim) async throws {
        let isNews = try await calls.run { [own] in try own.store.record(claim) }
        if isNews { onAlarm(claim) }
    }

    /// A checkpoint that this member's key signed, and that is not held here, is proof: a larger one is
    /// kept as seen, one of another history with the claim, and then no person can set it aside.
    private nonisolated func keepProof(of claim: OwnLogClaim) async throws {
        // A witness shows an audit log to nobody.
        guard own.audit == nil, let logKey = register.newest?.logKey(for: claim.origin) else {
            return
        }
        let hash = Digest.sha256(Array(claim.origin.description.utf8))
        let bytes = try await transport.fetch(
            .witnessCheckpoint(hash), from: claim.claimedBy, deadline: Self.deadline)
        let verified = try SignedCheckpoint(parsing: bytes).verified(by: logKey)
        let now = time.wall.now()
        let seen = SeenCheckpoint(
            origin: claim.origin, peer: claim.claimedBy, record: CheckpointRecord(verified),
            seenAt: now)
        let proven = try await calls.run { [own] in
            try own.store.record([seen])
            return try OwnLogProof.claim(
                that: verified, shownBy: claim.claimedBy, of: claim.origin, in: own.store, at: now)
        }
        if let proven { try await keep(proven) }
    }
}
