package import AllianceNames
package import Logging
package import NodeAPI
import Peering
package import Replication
package import Roster
import Synchronization
import TransparencyLog

/// This member as a witness, on its port: `Cosigner` under the live member register.
package struct StoredWitness: Witnessing {
    private let store: any LogStore & WitnessStore
    private let records: any WitnessRecords
    private let register: RosterRegister
    private let member: MemberID
    private let keys: OwnCosigner
    private let clock: WallClock
    private let logger: Logger
    /// By the name of the log, and the reason.
    private let refusals = Repeats<[String]>()
    private let shown = ShownCheckpoints()

    /// How old our line under what is shown may be, in seconds: who asks a thousand times has nothing signed for it.
    private static let shownFor: UInt64 = 60

    /// - Parameters:
    ///   - store: what is held of the logs themselves, and what was cosigned, where nothing else says more.
    ///   - records: what was cosigned; nil where the store cannot go back.
    ///   - keys: this member's cosigner keys.
    package init(
        member: MemberID, store: any LogStore & WitnessStore, records: (any WitnessRecords)? = nil,
        register: RosterRegister, keys: OwnCosigner, clock: WallClock, logger: Logger
    ) {
        self.member = member
        self.keys = keys
        self.store = store
        self.records = records ?? store
        self.register = register
        self.clock = clock
        self.logger = logger
    }

    package func isWitness(_ roster: VerifiedRoster) -> Bool { cosigner(by: roster) != nil }

    /// Nil where the register does not make this member a witness with a key that is here.
    private func cosigner(by roster: VerifiedRoster) -> Cosigner? {
        guard let signer = keys.signer(by: roster) else { return nil }
        let cosigner = cosigner(signer)
        return cosigner.isWitness(by: roster) ? cosigner : nil
    }

    private func cosigner(_ signer: NoteSigner) -> Cosigner {
        Cosigner(member: member, logs: store, records: records, signer: signer)
    }

    package func addCheckpoint(_ body: [UInt8]) throws -> WitnessAnswer {
        var origin = ""
        do {
            let request = try Cosigner.parse(body)
            origin = request.checkpoint.checkpoint.origin
            return try cosign(request)
        } catch let refusal as WitnessRefusal {
            if case .conflict(let size) = refusal { return .conflict(size) }
            // Only of logs that this witness knows.
            if refusal.status == 422, refusals.isDue([origin, refusal.keyword], at: clock.now()) {
                logger.warning(
                    "a log's checkpoint does not extend what was cosigned",
                    metadata: ["keyword": "\(refusal.keyword)", "reason": "\(refusal)"])
            }
            throw PeerProblem(
                status: refusal.status, keyword: refusal.keyword, detail: refusal.description)
        } catch let error as WitnessMarksError {
            throw problem(error, about: origin)
        }
    }

    private func problem(_ error: WitnessMarksError, about origin: String) -> PeerProblem {
        if refusals.isDue([origin, error.keyword], at: clock.now()) {
            logger.critical(
                "as a witness this member cannot cosign",
                metadata: ["keyword": "\(error.keyword)", "reason": "\(error)"])
        }
        // Not the error itself: it names a file of this machine.
        return PeerProblem(status: 503, keyword: error.keyword, detail: error.publicDescription)
    }

    private func cosign(_ request: AddCheckpointRequest) throws -> WitnessAnswer {
        let standing = register.standing()
        guard !standing.isExpired, let cosigner = cosigner(by: standing.roster) else {
            // The port has asked already; the register may have changed since.
            throw PeerProblem(
                status: 503, keyword: "roster-expired",
                detail: "Nothing is cosigned by roster version \(standing.roster.version).")
        }
        let line = try cosigner.cosign(request, by: standing.roster, at: clock.now() / 1_000)
        return .cosigned(Array("\(line)\n".utf8))
    }

    package func cosigned(_ origin: LogOrigin) throws -> [UInt8]? {
        guard let signer = register.newest.flatMap({ keys.signer(by: $0) }) else { return nil }
        let now = clock.now() / 1_000
        // By the store alone, which is as far as all else while this runs, and waits for nobody who writes.
        if let last = shown.byLog.withLock({ $0[origin] }), last.key == signer.verifierKey,
            last.signedAt <= now, now - last.signedAt < Self.shownFor,
            try store.witnessRecord(of: origin)?.noteText == last.noteText
        {
            return last.bytes
        }
        let found: WitnessRecord?
        do {
            found = try records.markedRecord(of: origin)
        } catch let error as WitnessMarksError {
            throw problem(error, about: origin.description)
        }
        guard let record = found else { return nil }
        let checkpoint = try CosignedCheckpoint(recorded: record.noteText).checkpoint
        // Signed anew: it still is the largest that was seen, and now says so for now.
        let line = cosigner(signer).sign(checkpoint, at: now)
        let bytes = Array("\(record.noteText)\(line)\n".utf8)
        let new = ShownCheckpoints.Shown(
            noteText: record.noteText, key: signer.verifierKey, signedAt: now, bytes: bytes)
        shown.byLog.withLock { $0[origin] = new }
        return bytes
    }
}

/// What a witness showed last of each log that it cosigned.
private final class ShownCheckpoints: Sendable {
    struct Shown: Sendable {
        let noteText: String
        /// Of the line under it.
        let key: VerifierKey
        /// Seconds since 1970.
        let signedAt: UInt64
        let bytes: [UInt8]
    }

    let byLog = Mutex<[LogOrigin: Shown]>([:])
}
