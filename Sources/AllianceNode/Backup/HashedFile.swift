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
        try write(to: target, mode: mode) { handle in
            try read(path) { try handle.write(contentsOf: $0) }
        }
    }

    /// Makes a file and syncs it.
    static func write<Value>(
        to target: String, mode: Int, _ body: (FileHandle) throws -> Value
    ) throws -> Value {
        guard
            FileManager.default.createFile(
                atPath: target, contents: nil, attributes: [.posixPermissions: mode]),
            let handle = FileHandle(forWritingAtPath: target)
        else { throw BackupError.failed(path: target, reason: "cannot be made") }
        defer { try? handle.close() }
        do {
            let value = try body(handle)
            try handle.synchronize()
            return value
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

    /// Reads a file piece by piece.
    static func read(_ path: String, _ each: (Data) throws -> Void) throws -> Measure {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw BackupError.fileMissing(path: path)
        }
        defer { try? handle.close() }
        var hash = SHA256()
        var bytes: UInt64 = 0
        while true {
            let chunk: Data
            do {
                chunk = try handle.read(upToCount: chunkBytes) ?? Data()
            } catch {
                throw BackupError.failed(path: path, reason: "cannot be read: \(reason(error))")
            }
            if chunk.isEmpty { break }
            hash.update(data: chunk)
            bytes += UInt64(chunk.count)
            try each(chunk)
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
