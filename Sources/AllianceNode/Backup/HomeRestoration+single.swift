import AllianceNames
package import Credentials
import Foundation
package import Roster
import SQLiteStore

/// One damaged database, put back into the folder that goes on with all others as they are.
extension HomeRestoration {
    /// Puts databases of the backup into a folder whose node does not run, each in the place of the one there, which is
    /// kept beside it. All are checked before the first is put anywhere.
    ///
    /// - Returns: where each of those before is now; nil where there was none.
    /// - Throws: `BackupError.notAlone`, `.ofOther`, `.fileMissing`, `.fileDiffers`, `.damaged`, `.inUse`.
    package func restore(
        _ names: [String], in home: HomeFolder, at time: UTCTimestamp
    ) throws -> [(name: String, before: String?)] {
        let identity = try home.certs.tlsIdentity().spiffeID
        guard identity.alliance.rawValue == manifest.alliance,
            identity.member.rawValue == manifest.member
        else { throw BackupError.ofOther(path: backup.path, member: manifest.member) }
        let files = try names.map { name in
            guard BackupContents.single.contains(name) else {
                throw BackupError.notAlone(name: name)
            }
            guard let file = manifest.files.first(where: { $0.path == name }) else {
                throw BackupError.fileMissing(path: "\(backup.path)/\(name)")
            }
            return file
        }
        let made = files.map { (file: $0, path: "\(home.path)/\($0.path).restoring-\(getpid())") }
        defer { for (_, path) in made { try? FileManager.default.removeItem(atPath: path) } }
        for (file, path) in made {
            try compare(
                try HashedFile.copy("\(backup.path)/\(file.path)", to: path, mode: 0o600),
                with: file)
            if let damage = try SQLiteCopy.damage(in: path) {
                throw BackupError.damaged(path: "\(backup.path)/\(file.path)", detail: damage)
            }
        }
        for (file, _) in made { try checkIsClosed("\(home.path)/\(file.path)") }
        return try made.map { file, path in
            (file.path, try exchange("\(home.path)/\(file.path)", for: path, at: time))
        }
    }

    /// What a crash before its log was emptied has left belongs to the database that goes, and goes with it.
    private func exchange(
        _ path: String, for restored: String, at time: UTCTimestamp
    ) throws -> String? {
        let stamp = time.description.filter { $0 != ":" && $0 != "-" }
        let before = "\(path).before-\(stamp)"
        let isThere = DurableFile.exists(path)
        for end in ["", "-wal", "-shm"] where DurableFile.exists(path + end) {
            guard !DurableFile.exists(before + end) else {
                throw BackupError.exists(path: before + end)
            }
            try move(path + end, to: before + end)
        }
        try DurableFile.syncFolder(of: path)
        try move(restored, to: path)
        try DurableFile.syncFolder(of: path)
        return isThere ? before : nil
    }

    private func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else {
            throw BackupError.failed(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// Every connection to a database in WAL mode holds a lock on this byte of its index. Those of this process are not
    /// seen, and would lose theirs.
    private static let sharedLockByte = 128

    private func checkIsClosed(_ path: String) throws {
        let file = open("\(path)-shm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(Self.sharedLockByte)
        lock.l_len = 1
        guard fcntl(file, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) else { return }
        throw BackupError.inUse(path: path, process: Int(lock.l_pid))
    }
}
