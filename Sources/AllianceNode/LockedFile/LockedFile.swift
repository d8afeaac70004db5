#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small file beside the databases that one holder at a time reads and writes, in whatever process: a signing fence
/// (`FenceFile`), and witness marks (`WitnessMarksFile`). Calls block.
struct LockedFile: Sendable {
    /// Time that one waits for another to let go, in seconds.
    static let waitSecondsMax = 10
    // Short, since a bulk append lets go only briefly between its batches.
    private static let retryMicroseconds: UInt32 = 500

    let path: String
    var disk: any FileDisk = SystemDisk()
    /// Time that one waits for another to let go, in seconds.
    var waitSeconds = Self.waitSecondsMax

    /// Runs `body` while no other holder runs its own.
    /// - Throws: `FileLockError`; what `body` throws.
    func locked<Result>(_ body: () throws -> Result) throws -> Result {
        // A file of its own, because the file itself may be replaced.
        let lock = open(path + ".lock", O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw FileLockError.failed(reason: FileDiskError.reason("open the lock of"))
        }
        defer { close(lock) }
        guard try Self.lock(lock, waitSeconds: waitSeconds) else {
            throw FileLockError.failed(reason: FileDiskError.reason("lock"))
        }
        return try body()
    }

    /// Locks an open file, until it is closed.
    /// - Returns: false where it cannot be locked at all.
    /// - Throws: `.held`.
    static func lock(
        _ file: Int32, waitSeconds: Int = waitSecondsMax
    ) throws(FileLockError) -> Bool {
        let retries = waitSeconds * 1_000_000 / Int(retryMicroseconds)
        for retry in 0... {
            if flock(file, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK || errno == EINTR else { return false }
            guard retry < retries else { break }
            usleep(retryMicroseconds)
        }
        throw .held(seconds: waitSeconds)
    }

    // MARK: Bytes

    static func size(of file: Int32) -> Int? {
        let size = lseek(file, 0, SEEK_END)
        return size >= 0 ? Int(size) : nil
    }

    /// - Returns: false where not all of them could be written: `errno` says why.
    static func put(_ bytes: [UInt8], into file: Int32, at start: Int) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    file, $0.baseAddress.map { $0 + done }, bytes.count - done,
                    off_t(start + done))
            }
            guard count >= 0 || errno == EINTR else { return false }
            done += max(count, 0)
        }
        return true
    }

    /// Nil unless all of them are there.
    static func bytes(of file: Int32, from start: Int, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = bytes.withUnsafeMutableBytes {
                pread(file, $0.baseAddress.map { $0 + done }, count - done, off_t(start + done))
            }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else { return nil }
            done += read
        }
        return bytes
    }
}

/// Why a file is not in one's hands.
enum FileLockError: Error, Equatable {
    /// Another has held it for so long.
    case held(seconds: Int)
    case failed(reason: String)
}
