import Credentials
import Crypto
import Foundation
import TransparencyLog

/// Files of any size, read once: hashed, and copied durably where wanted.
enum HashedFile {
    private static let chunkBytes = 1 << 20

    struct Measure: Equatable {
        let bytes: UInt64
        let sha256: String
    }

    /// - Throws: `BackupError.fileMissing`, `.failed`.
    static func measure(_ path: String) throws -> Measure {
        try read(path) { _ in }
    }

    /// Copies a file and syncs the copy; the folder's names are for the caller to sync.
    /// - Parameter mode: of the copy.
    static func copy(_ path: String, to target: String, mode: Int) throws -> Measure {
        let manager = FileManager.default
        guard
            manager.createFile(
                atPath: target, contents: nil, attributes: [.posixPermissions: mode]),
            let handle = FileHandle(forWritingAtPath: target)
        else { throw BackupError.failed(path: target, reason: "cannot be made") }
        do {
            let measure = try read(path) { try handle.write(contentsOf: $0) }
            try handle.synchronize()
            try handle.close()
            return measure
        } catch let error as BackupError {
            throw error
        } catch {
            throw BackupError.failed(path: target, reason: "cannot be written: \(reason(error))")
        }
    }

    /// Syncs a file that somebody else has written, for its owner alone.
    static func settle(_ path: String, mode: Int) throws -> Measure {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        guard let handle = FileHandle(forUpdatingAtPath: path) else {
            throw BackupError.fileMissing(path: path)
        }
        do {
            try handle.synchronize()
            try handle.close()
        } catch {
            throw BackupError.failed(path: path, reason: "cannot be synced: \(reason(error))")
        }
        return try measure(path)
    }

    private static func read(
        _ path: String, _ each: (Data) throws -> Void
    ) throws -> Measure {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw BackupError.fileMissing(path: path)
        }
        defer { try? handle.close() }
        var hash = SHA256()
        var bytes: UInt64 = 0
        do {
            while let chunk = try handle.read(upToCount: chunkBytes), !chunk.isEmpty {
                hash.update(data: chunk)
                bytes += UInt64(chunk.count)
                try each(chunk)
            }
        } catch {
            throw BackupError.failed(path: path, reason: "cannot be read: \(reason(error))")
        }
        return Measure(bytes: bytes, sha256: Hex.encode(hash.finalize()))
    }

    /// What the system said, without Foundation's domains and codes around it.
    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        return cause.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(cause.code))) : "\(error.localizedDescription)"
    }
}
