package import AllianceNames
import Credentials
import Crypto
package import Logging
package import Replication
import Roster
import SQLiteStore
package import TransparencyLog

extension OpenedNode {
    /// The logs that this member writes to now, with the key that is in this folder.
    package var ownOpenLogs: [LogOrigin] {
        roster.logs.map(\.origin).filter {
            $0.member == member && $0.epoch == keys.epoch && roster.scope(of: $0) == .open
                && isLogKeyNamed(in: $0.channel)
        }
    }

    /// Ends signing in this folder for good, so that the standby with that fence may go on. Asked again
    /// for the same one it says the same.
    /// - Returns: what the standby is to be given.
    /// - Throws: `OwnLogError` where this folder may not sign itself, so cannot say how far it did.
    package func handOver(to standby: FenceID) async throws -> SignedNote {
        let origins = ownOpenLogs
        let signedAlready = try SigningFence(path: home.certs.logFence).read().handedOver
        if signedAlready == nil {
            try await compareOwnLogs(in: origins.map(\.channel))
        }
        let marks = try await writer.withLog { try $0.handOver(origins, to: standby) }
        let handover = Handover(
            alliance: alliance, member: member, epoch: keys.epoch, to: standby,
            marks: marks.filter { $0.key.epoch == keys.epoch })
        return try handover.signed(by: keys.log)
    }

    /// Makes this standby the folder that signs: what was handed over is pulled from others where it is
    /// not held, compared, and fenced; only then does the folder stop being a standby.
    ///
    /// A running node of this folder goes on as a standby until it is restarted.
    /// - Parameter backup: of the folder that signed until now, made after it handed over: what only that one has is
    ///   brought here from it.
    /// - Throws: `RecoveryError`, `BackupError`; store and file errors.
    package func promote(
        by note: SignedNote, with backup: HomeRestoration? = nil, transport: any PeerTransport,
        logger: Logger
    ) async throws -> Handover {
        guard let standby = standing.standby else { throw NodeError.notStandby(home.path) }
        let handover = try Handover(verifying: note, by: roster)
        guard handover.to == standby else {
            throw RecoveryError.handoverForOther(
                found: "\(handover.to)", expected: "\(standby)")
        }
        guard handover.member == member, handover.epoch == keys.epoch else {
            throw RecoveryError.handoverUnsigned("it is of another member or epoch")
        }
        try backup?.check(for: self, handedOverTo: standby)
        let recovery = HomeRecovery(self, transport: transport, logger: logger)
        // What has ended meanwhile may not be had as far as it was signed, and is not signed on.
        let goals = ownOpenLogs.compactMap { origin in
            handover.marks[origin].map { (origin, $0.size) }
        }
        try await recovery.pull(goals, by: recovery.replicator())
        for origin in ownOpenLogs { try check(origin, against: handover) }
        try backup?.bring(into: self)
        _ = try SigningFence.begin(
            standby, at: home.certs.logFence, marks: handover.marks, isConfirmed: false)
        try HomeStanding().write(to: home.certs)
        return handover
    }

    /// Makes this standby the folder that signs in an epoch whose key was made here: no other folder has
    /// that key, so there is nothing to hand over.
    /// - Parameter backup: the newest of the folder that is lost.
    /// - Throws: `RecoveryError.notHandedOver` for a key that has signed, or may have; `BackupError`.
    package func promoteInNewEpoch(with backup: HomeRestoration? = nil) throws {
        guard standing.standby != nil else { throw NodeError.notStandby(home.path) }
        // A fence is made with the key, where the key is made, and is in no backup.
        guard DurableFile.exists(home.certs.logFence) else { throw RecoveryError.notHandedOver }
        let marks = try SigningFence(path: home.certs.logFence).read()
        guard marks.handedOver == nil, marks.marks.keys.allSatisfy({ $0.epoch != keys.epoch }),
            try ownOpenLogs.allSatisfy({ try logs.state(of: $0)?.size ?? 0 == 0 })
        else { throw RecoveryError.notHandedOver }
        guard roster.member(member)?.currentEpoch == keys.epoch,
            isLogKeyNamed(in: .alliance)
        else {
            throw NodeError.logKeyNotNamed(
                folder: home.certs.path, epoch: keys.epoch, version: roster.version)
        }
        try backup?.check(for: self, handedOverTo: nil)
        try backup?.bring(into: self)
        try HomeStanding().write(to: home.certs)
    }

    private func check(_ origin: LogOrigin, against handover: Handover) throws {
        let mark = handover.marks[origin]
        let state = try logs.state(of: origin)
        let found = max(
            state?.target?.size ?? 0,
            try logs.seenCheckpoints(of: origin).map(\.record.size).max() ?? 0)
        guard found <= mark?.size ?? 0 else {
            throw RecoveryError.signedAfterHandover(
                origin, handed: mark?.size ?? 0, found: found)
        }
        guard let mark else { return }
        guard let state, state.size >= mark.size,
            try TiledTree(
                size: mark.size,
                readTile: { [logs] tile in
                    guard let bytes = try logs.tile(of: origin, tile) else {
                        throw ReplicatorError.tileMissing(origin, tile)
                    }
                    return bytes
                }
            ).root() == mark.root
        else { throw RecoveryError.handoverDiffers(origin, handed: mark.size) }
    }
}
