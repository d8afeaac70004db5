package import AllianceNames
package import Roster
package import TransparencyLog

/// A member as a witness: `Witness` decides, the record keeps, the cosigner key signs, in that order, so
/// that nothing is cosigned that a crash, or an old copy of the record, could undo. Calls block.
package struct Cosigner: Sendable {
    /// Audit logs of one member: a node begins one, and another where that was lost.
    package static let auditLogsMax = 64

    private let member: MemberID
    private let logs: any LogStore
    private let records: any WitnessRecords
    private let signer: NoteSigner

    /// - Parameters:
    ///   - logs: what is held of the logs themselves.
    ///   - records: what was cosigned.
    ///   - signer: of the member's cosigner key.
    package init(
        member: MemberID, logs: any LogStore, records: any WitnessRecords, signer: NoteSigner
    ) {
        self.member = member
        self.logs = logs
        self.records = records
        self.signer = signer
    }

    /// The role alone is not enough: the key that is here must be one the register knows, and the one that counts
    /// where one of the member's does.
    package func isWitness(by roster: VerifiedRoster) -> Bool {
        roster.has(member, role: .witness)
            && roster.cosignerKeys(of: member).contains(signer.verifierKey)
            && !roster.counts(another: signer.verifierKey, of: member)
    }

    /// - Throws: `WitnessRefusal.tooLarge`, `.malformed`.
    package static func parse(_ body: [UInt8]) throws(WitnessRefusal) -> AddCheckpointRequest {
        guard body.count <= AddCheckpointRequest.bytesMax else {
            throw .tooLarge(bytesMax: AddCheckpointRequest.bytesMax)
        }
        do {
            return try AddCheckpointRequest(parsing: body)
        } catch {
            throw .malformed(detail: error.description)
        }
    }

    /// - Parameters:
    ///   - roster: not expired.
    ///   - seconds: since 1970.
    /// - Throws: `WitnessRefusal`, and the store's errors; nothing is signed then.
    package func cosign(
        _ request: AddCheckpointRequest, by roster: VerifiedRoster, at seconds: UInt64
    ) throws -> NoteSignature {
        let origin = try? LogOrigin(parsing: request.checkpoint.checkpoint.origin)
        let log = origin.flatMap { Witness.Log($0, in: roster, of: member) }
        let admitted = try Witness.admit(request, to: log)
        guard let origin else { throw WitnessRefusal.unknownLog }
        guard try !isFrozen(origin, hasEnded: admitted.end != nil) else {
            throw WitnessRefusal.frozen
        }
        // Not one transaction with the advance below, and no crash between the two harms: the count is that of the records
        // themselves, so it cannot be wrong, and nothing is signed before the record, and its mark, are durable. Requests
        // for new logs at the same moment may go beyond the bound by as many as run at once; it bounds what is kept, and
        // nobody relies on it.
        if log?.vouchers != nil, try records.witnessRecord(of: origin) == nil,
            try records.auditLogsWitnessed(of: origin.member) >= Self.auditLogsMax
        {
            throw WitnessRefusal.tooManyLogs(max: Self.auditLogsMax)
        }
        let checkpoint = CosignedCheckpoint(admitted.checkpoint, cosigners: [])
        _ = try records.advanceWitness(of: origin, note: checkpoint.noteText) { last in
            try Witness.judge(admitted, after: last)
        }
        return sign(checkpoint.checkpoint, at: seconds)
    }

    /// A proof of two histories is for every member, also for a witness that holds nothing of the log.
    private func isFrozen(_ origin: LogOrigin, hasEnded: Bool) throws -> Bool {
        if let state = try logs.state(of: origin) { return state.frozen != nil }
        return try !hasEnded && logs.forkedLogs().contains(origin)
    }

    package func sign(_ checkpoint: Checkpoint, at seconds: UInt64) -> NoteSignature {
        // A time of 0 would say that none is stated; before 1970 no clock is right.
        signer.sign(text: checkpoint.description, timestamp: max(1, seconds))
    }
}
