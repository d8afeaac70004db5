import AllianceNames
package import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// Reads a backup, checks all of it, and makes a new folder of it that has to catch up before it is used.
/// Calls block.
package struct HomeRestoration {
    package enum Kind: Equatable, Sendable {
        /// The folder that signs in the place of a lost one, with the keys of the backup, or keys that are
        /// put into its `certs/` before it is used.
        case replacement
        /// The same where all keys are lost: new ones, for the next epoch.
        case withNewKeys
        /// A second folder, which follows.
        case standby
    }

    package let manifest: BackupManifest
    let backup: HomeFolder

    /// - Throws: `BackupError.notABackup`, `.malformed`.
    package init(_ path: String) throws {
        backup = HomeFolder(path)
        let file = "\(backup.path)/\(BackupManifest.fileName)"
        guard DurableFile.exists(file) else { throw BackupError.notABackup(path: path) }
        let bytes = try DurableFile.read(file, bytesMax: BackupManifest.bytesMax)
        manifest = try BackupManifest(parsing: Data(bytes), at: file)
    }

    /// Checks size and SHA-256 of every file, those of evidence among them, the pages of every database, the register's signatures, and
    /// the own logs from the first entry on. The backup stays as it is.
    /// - Parameters:
    ///   - scratch: a folder that is not there yet, for a copy of the record while it is read.
    ///   - progress: told how many files of evidence were read.
    package func verify(scratch: String, progress: (Int) -> Void = { _ in }) throws {
        for file in manifest.files {
            let path = "\(backup.path)/\(file.path)"
            try compare(try HashedFile.measure(path), with: file)
            try checkPages(of: file, in: backup)
        }
        guard manifest.files.contains(where: { $0.path == BackupContents.record }) else {
            throw BackupError.fileMissing(path: backup.logDatabase)
        }
        try takeEvidence(into: nil, progress)
        try DurableFile.makeFolder(scratch, mode: 0o700)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let copy = "\(scratch)/\(BackupContents.record)"
        _ = try HashedFile.copy(backup.logDatabase, to: copy, mode: 0o600)
        _ = try register(in: copy, anchors: backup.certs)
    }

    /// - Returns: the newest register in the backup, once it and the own logs were checked.
    private func register(in record: String, anchors: CertsFolder) throws -> VerifiedRoster {
        let store = try SQLiteLogStore(path: record)
        defer { try? store.close() }
        let register = try RosterRegister.open(
            anchors, backup.peers, of: AllianceID(parsing: manifest.alliance), in: store,
            clock: .system)
        guard let roster = register.newest else {
            throw NodeError.noRegister(backup.peers.roster)
        }
        let states = try store.states()
        for own in manifest.ownLogs {
            guard let origin = try? LogOrigin(parsing: own.origin),
                let state = states.first(where: { $0.origin == origin }),
                state.size == own.size, state.edge.root.base64 == own.rootHash
            else {
                throw BackupError.damaged(
                    path: record,
                    detail: "it does not hold log \(own.origin.prefix(300)) as the manifest says")
            }
            let report = try LogAudit(of: origin, in: store, key: roster.logKey(for: origin)).run()
            if let finding = report.findings.first {
                throw BackupError.damaged(path: record, detail: "log \(origin): \(finding)")
            }
        }
        return roster
    }

    func checkPages(of file: BackupManifest.File, in folder: HomeFolder) throws {
        guard BackupContents.databases.contains(file.path) else { return }
        if let damage = try SQLiteCopy.damage(in: "\(folder.path)/\(file.path)") {
            throw BackupError.damaged(path: "\(backup.path)/\(file.path)", detail: damage)
        }
    }

    func compare(
        _ measure: HashedFile.Measure, with file: BackupManifest.File
    ) throws {
        guard measure.bytes == file.bytes, measure.sha256 == file.sha256 else {
            throw BackupError.fileDiffers(path: "\(backup.path)/\(file.path)")
        }
    }

    /// Makes the folder; whole, or not at all.
    /// - Parameters:
    ///   - withEvidence: false to leave files of evidence to be fetched again from others.
    ///   - progress: told how many of them were copied.
    /// - Throws: `BackupError`, and all that reading what is in it throws.
    package func make(
        _ home: HomeFolder, as kind: Kind, withEvidence: Bool = true,
        progress: (Int) -> Void = { _ in }
    ) throws {
        guard !DurableFile.exists(home.path) else { throw BackupError.exists(path: home.path) }
        if kind == .standby, !manifest.withKeys { throw BackupError.noKeys(path: backup.path) }
        let unfinished = HomeFolder("\(home.path).unfinished-\(getpid())")
        defer { try? FileManager.default.removeItem(atPath: unfinished.path) }
        try DurableFile.makeFolder(unfinished.path, mode: 0o700)
        try DurableFile.makeFolder(unfinished.certs.path, mode: 0o700)
        try DurableFile.makeFolder(unfinished.peers.path)
        for file in manifest.files where !isLeftOut(file.path, kind) {
            if file.path == EvidenceList.fileName { continue }
            let isOpen = file.path.hasPrefix("peers/") || file.path.hasSuffix(".pem")
            let measure = try HashedFile.copy(
                "\(backup.path)/\(file.path)", to: "\(unfinished.path)/\(file.path)",
                mode: isOpen ? 0o644 : 0o600)
            try compare(measure, with: file)
            try checkPages(of: file, in: unfinished)
        }
        guard DurableFile.exists(unfinished.logDatabase) else {
            throw BackupError.fileMissing(path: backup.logDatabase)
        }
        if withEvidence { try takeEvidence(into: unfinished, progress) }
        let roster = try register(in: unfinished.logDatabase, anchors: unfinished.certs)
        try prepareKeys(of: unfinished, kind, roster)
        let createdAt = try UTCTimestamp(parsing: manifest.createdAt)
        try HomeStanding(
            restoredFrom: createdAt, standby: kind == .standby ? FenceID() : nil
        ).write(to: unfinished.certs)
        try FolderPlacement.put(unfinished, at: home.path)
    }

    /// Where all keys are lost, those in the backup are not to be used any more.
    private func isLeftOut(_ path: String, _ kind: Kind) -> Bool {
        guard kind == .withNewKeys, path.hasPrefix("certs/") else { return false }
        let name = String(path.dropFirst("certs/".count))
        return BackupContents.isKey(name) || name == "tls.pem"
    }

    /// A cosigner key of its own in any case, and none that is put back: what was cosigned with another is not in a
    /// backup. The descriptor asks the authority to admit what is new.
    private func prepareKeys(
        of home: HomeFolder, _ kind: Kind, _ roster: VerifiedRoster
    ) throws {
        let id = try MemberID(parsing: manifest.member)
        try home.certs.beginCosignerKeyList()
        guard let member = roster.member(id), member.isActive else {
            if kind == .withNewKeys { throw BackupError.memberGone(path: backup.path) }
            return
        }
        let keys: MemberKeys
        if kind == .withNewKeys {
            let next = Epoch((member.currentEpoch?.number ?? 0) + 1)
            keys = try home.certs.createMemberKeys(epoch: next)
            _ = try SigningFence.create(at: home.certs.logFence)
        } else {
            try home.certs.createCosignerKey()
            // Without keys, the descriptor is written when the folder catches up.
            guard manifest.withKeys, let epoch = try home.certs.newestEpoch() else { return }
            keys = try home.certs.memberKeys(epoch: epoch)
        }
        try home.peers.write(keys.descriptor(renewing: member, in: roster.alliance))
    }
}
