package import AllianceNames
package import Logging
package import NodeAPI
import Peering
package import Replication
package import Roster
package import TransparencyLog

/// This member as a witness: `Witness` decides, the record keeps, the cosigner key signs, in that
/// order, so that nothing is cosigned that a crash could undo.
package struct StoredWitness: Witnessing {
    private let member: MemberID
    private let store: any LogStore & WitnessStore
    private let register: RosterRegister
    private let signer: NoteSigner
    private let clock: WallClock
    private let logger: Logger

    /// - Parameter signer: of this member's cosigner key.
    package init(
        member: MemberID, store: any LogStore & WitnessStore, register: RosterRegister,
        signer: NoteSigner, clock: WallClock, logger: Logger
    ) {
        self.member = member
        self.store = store
        self.register = register
        self.signer = signer
        self.clock = clock
        self.logger = logger
    }

    /// The role alone is not enough: the key that is here must be one the register knows.
    package func isWitness(_ roster: VerifiedRoster) -> Bool {
        roster.has(member, role: .witness)
            && roster.cosignerKeys(of: member).contains(signer.verifierKey)
    }

    package func addCheckpoint(_ request: [UInt8]) throws -> WitnessAnswer {
        do {
            return try cosign(request)
        } catch let refusal as WitnessRefusal {
            if case .conflict(let size) = refusal { return .conflict(size) }
            if refusal.status == 422 {
                logger.warning(
                    "a log's checkpoint does not extend what was cosigned",
                    metadata: ["keyword": "\(refusal.keyword)", "reason": "\(refusal)"])
            }
            throw PeerProblem(
                status: refusal.status, keyword: refusal.keyword, detail: refusal.description)
        }
    }

    private func cosign(_ body: [UInt8]) throws -> WitnessAnswer {
        guard body.count <= AddCheckpointRequest.bytesMax else {
            throw WitnessRefusal.tooLarge(bytesMax: AddCheckpointRequest.bytesMax)
        }
        let request = try Self.parse(body)
        let standing = register.standing()
        guard !standing.isExpired, isWitness(standing.roster) else {
            // The port has asked already; the register may have changed since.
            throw PeerProblem(
                status: 503, keyword: "roster-expired",
                detail: "Nothing is cosigned by roster version \(standing.roster.version).")
        }
        let origin = try? LogOrigin(parsing: request.checkpoint.checkpoint.origin)
        let log = origin.flatMap { Witness.Log($0, in: standing.roster, of: member) }
        let admitted = try Witness.admit(request, to: log)
        guard let origin else { throw WitnessRefusal.unknownLog }
        guard try !isFrozen(origin, hasEnded: admitted.end != nil) else {
            throw WitnessRefusal.frozen
        }
        let checkpoint = CosignedCheckpoint(admitted.checkpoint, cosigners: [])
        _ = try store.advanceWitness(of: origin, note: checkpoint.noteText) { last in
            try Witness.judge(admitted, after: last)
        }
        return .cosigned(Array("\(sign(checkpoint.checkpoint))\n".utf8))
    }

    /// A proof of two histories is for every member, also for a witness that holds nothing of the log.
    private func isFrozen(_ origin: LogOrigin, hasEnded: Bool) throws -> Bool {
        if let state = try store.state(of: origin) { return state.frozen != nil }
        return try !hasEnded && store.forkedLogs().contains(origin)
    }

    private static func parse(_ body: [UInt8]) throws(WitnessRefusal) -> AddCheckpointRequest {
        do {
            return try AddCheckpointRequest(parsing: body)
        } catch {
            throw .malformed(detail: error.description)
        }
    }

    private func sign(_ checkpoint: Checkpoint) -> NoteSignature {
        // A time of 0 would say that none is stated; before 1970 no clock is right.
        signer.sign(
            text: checkpoint.description, timestamp: max(1, clock.now() / 1_000))
    }

    package func cosigned(_ origin: LogOrigin) throws -> [UInt8]? {
        guard let record = try store.witnessRecord(of: origin) else { return nil }
        let checkpoint = try CosignedCheckpoint(recorded: record.noteText).checkpoint
        // Signed anew: it still is the largest that was seen, and now says so for now.
        return Array("\(record.noteText)\(sign(checkpoint))\n".utf8)
    }
}
