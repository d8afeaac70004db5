import Credentials

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Puts small files on the disk, and waits until they are there. A seam: of a disk that fails, or whose power goes,
/// is made another one. Calls block.
package protocol FileDisk: Sendable {
    /// Puts bytes into a file that is there; durable when it returns.
    ///
    /// Where it throws `.failed`, the file holds what it held outside of these bytes, and of them a part at most.
    /// - Parameters:
    ///   - offset: in bytes from the start.
    ///   - isEnd: whether the file ends behind them.
    func put(
        _ bytes: [UInt8], at offset: Int, isEnd: Bool, of path: String
    ) throws(FileDiskError)

    /// Puts a file, for nobody but the owner, in the place of what is there, if anything is: whole or not at all.
    /// Durable when it returns; where it throws, the old one is there, or the new one.
    func replace(_ path: String, with bytes: [UInt8]) throws(FileDiskError)

    /// Waits until a file is on the disk as it is read now, and under its name.
    func sync(_ path: String) throws(FileDiskError)
}

/// Why a file is not as it was to be.
package enum FileDiskError: Error, Equatable {
    case failed(reason: String)
    /// A sync failed, so nobody knows what the file will hold. The next one may succeed although the bytes are gone.
    case unsynced(reason: String)

    fileprivate init(_ error: CredentialsError) {
        guard case .file(_, let action, let number) = error else {
            self = .failed(reason: "\(error)")
            return
        }
        let reason = Self.reason(action, number)
        // What is opened is the folder, behind the rename, to be synced.
        self =
            action == "sync" || action == "open"
            ? .unsynced(reason: reason) : .failed(reason: reason)
    }

    /// - Parameter verb: what could not be done to it.
    static func reason(_ verb: String, _ number: Int32 = errno) -> String {
        "could not \(verb) it: \(String(cString: strerror(number)))"
    }
}

/// The disk of this machine.
package struct SystemDisk: FileDisk {
    package init() {}

    package func put(
        _ bytes: [UInt8], at offset: Int, isEnd: Bool, of path: String
    ) throws(FileDiskError) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw .failed(reason: FileDiskError.reason("write")) }
        defer { close(file) }
        guard !isEnd || ftruncate(file, off_t(offset)) == 0 else {
            throw .failed(reason: FileDiskError.reason("write"))
        }
        guard LockedFile.put(bytes, into: file, at: offset) else {
            throw .failed(reason: FileDiskError.reason("write"))
        }
        guard fdatasync(file) == 0 else { throw .unsynced(reason: FileDiskError.reason("sync")) }
    }

    package func replace(_ path: String, with bytes: [UInt8]) throws(FileDiskError) {
        do {
            try DurableFile.write(bytes, to: path, mode: .secret, replacing: true)
        } catch {
            throw FileDiskError(error)
        }
    }

    package func sync(_ path: String) throws(FileDiskError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .failed(reason: FileDiskError.reason("open")) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .unsynced(reason: FileDiskError.reason("sync")) }
        do {
            try DurableFile.syncFolder(of: path)
        } catch {
            throw FileDiskError(error)
        }
    }
}
