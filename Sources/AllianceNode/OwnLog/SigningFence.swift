package import AllianceNames
import Synchronization
import TransparencyLog

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file outside the database that says how far each log was signed, and the lock that keeps two
/// processes from signing at once.
///
/// **Leave it out of backups**: its worth is that it never goes back in time. It is written before
/// the checkpoint is signed, so no checkpoint exists that it does not know of. Calls block.
package final class SigningFence: Sendable {
    /// The file's name among a node's own keys.
    package static let fileName = "log-key.fence"
    /// Time that one waits for another process to let go, in seconds.
    package static let lockSecondsMax = 10
    // Short, since a bulk append lets go of it only briefly between its batches.
    private static let lockRetryMicroseconds: UInt32 = 500
    /// For nobody but the owner.
    private static let mode: mode_t = 0o600

    package let path: String
    private var lockPath: String { path + ".lock" }
    /// Why it no longer writes. After a failed fsync the next one may succeed although the bytes are
    /// gone, so there is no next one.
    private let failure = Mutex<OwnLogError?>(nil)

    /// Uses the fence at `path`.
    /// - Throws: `OwnLogError.fenceAbsent`, `.fenceDamaged`, `.fenceFailed`.
    package init(path: String) throws {
        self.path = path
        _ = try read()
    }

    /// Makes the fence of a log key that has never signed, at the time that the key is made.
    /// - Throws: `OwnLogError.fenceExists`: a fence is never replaced.
    package static func create(at path: String) throws -> SigningFence {
        guard access(path, F_OK) != 0 else { throw OwnLogError.fenceExists(path: path) }
        let fence = SigningFence(unchecked: path)
        try fence.locked {
            guard access(path, F_OK) != 0 else { throw OwnLogError.fenceExists(path: path) }
            try fence.write(FenceMarks())
        }
        return fence
    }

    private init(unchecked path: String) { self.path = path }

    /// The marks as they are now.
    package func read() throws -> FenceMarks {
        guard let handle = fopen(path, "rb") else {
            if errno == ENOENT { throw OwnLogError.fenceAbsent(path: path) }
            throw failed("open")
        }
        defer { fclose(handle) }
        var bytes = [UInt8](repeating: 0, count: FenceMarks.fileBytesMax + 1)
        let count = fread(&bytes, 1, bytes.count, handle)
        guard ferror(handle) == 0 else { throw failed("read") }
        guard let text = String(validating: bytes[..<count], as: UTF8.self),
            let marks = FenceMarks(parsing: text)
        else { throw OwnLogError.fenceDamaged(path: path) }
        return marks
    }

    /// Runs `body` while no other holder of this fence, in whatever process, runs its own.
    package func withLock<Result>(_ body: (inout HeldFence) throws -> Result) throws -> Result {
        try locked {
            var held = HeldFence(fence: self, marks: try read())
            return try body(&held)
        }
    }

    private func locked<Result>(_ body: () throws -> Result) throws -> Result {
        if let failure = failure.withLock({ $0 }) { throw failure }
        // A file of its own, because the fence itself is replaced at each write.
        let lock = open(lockPath, O_CREAT | O_WRONLY | O_CLOEXEC, Self.mode)
        guard lock >= 0 else { throw failed("open the lock of") }
        defer { close(lock) }
        let retries = Self.lockSecondsMax * 1_000_000 / Int(Self.lockRetryMicroseconds)
        for retry in 0... {
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { break }
            guard errno == EWOULDBLOCK || errno == EINTR else { throw failed("lock") }
            guard retry < retries else {
                throw OwnLogError.fenceLocked(path: path, seconds: Self.lockSecondsMax)
            }
            usleep(Self.lockRetryMicroseconds)
        }
        return try body()
    }

    /// Replaces the file: whole and durable, or not at all.
    fileprivate func write(_ marks: FenceMarks) throws {
        if let failure = failure.withLock({ $0 }) { throw failure }
        let text = marks.description
        precondition(text.utf8.count <= FenceMarks.fileBytesMax, "a fence has room for its logs")
        let unfinished = path + ".new"
        unlink(unfinished)
        let file = open(unfinished, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, Self.mode)
        guard file >= 0 else { throw failed("write") }
        defer { close(file) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Self.write(file, $0) }
            guard written >= 0 || errno == EINTR else { throw failed("write") }
            bytes = bytes.dropFirst(max(written, 0))
        }
        guard fsync(file) == 0 else { throw stop(failed("sync")) }
        guard rename(unfinished, path) == 0 else { throw failed("replace") }
        try syncFolder()
    }

    private static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(file, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(file, bytes.baseAddress, bytes.count)
        #endif
    }

    private func syncFolder() throws {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw stop(failed("sync the folder of")) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw stop(failed("sync the folder of")) }
    }

    private func failed(_ verb: String) -> OwnLogError {
        .fenceFailed(
            path: path, reason: "could not \(verb) it: \(String(cString: strerror(errno)))")
    }

    private func stop(_ error: OwnLogError) -> OwnLogError {
        failure.withLock { $0 = $0 ?? error }
        return error
    }
}

/// The fence in the hands of the one who has locked it.
package struct HeldFence {
    fileprivate let fence: SigningFence
    package private(set) var marks: FenceMarks

    package func mark(of origin: LogOrigin) -> FenceMark? { marks.marks[origin] }

    /// Allows the signing of one root, durably, before it is signed.
    ///
    /// - Precondition: it does not go back, and gives no size a second root: whoever calls has compared
    ///   the mark with the database (`FencedLog`).
    package mutating func advance(_ origin: LogOrigin, to mark: FenceMark) throws {
        if let old = self.mark(of: origin) {
            precondition(
                mark.size > old.size || mark == old, "a fence never goes back, nor sideways")
            guard mark != old else { return }
        }
        var advanced = marks
        advanced.marks[origin] = mark
        try fence.write(advanced)
        marks = advanced
    }
}
