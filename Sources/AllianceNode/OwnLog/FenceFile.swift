import Replication

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file of a signing fence: `FenceSlots` says what its bytes are.
///
/// A write takes one sync and does not change the file's size, where replacing the file takes two
/// syncs.
struct FenceFile {
    /// Time that one waits for another process to let go, in seconds.
    static let lockSecondsMax = 10
    static let slotBytesMin = FenceSlots.slotBytesMin
    // Short, since a bulk append lets go only briefly between its batches.
    private static let lockRetryMicroseconds: UInt32 = 500
    /// For nobody but the owner.
    private static let mode: mode_t = 0o600

    /// A sync failed, so nobody knows what the file will hold.
    struct Unsynced: Error {
        let error: OwnLogError
    }

    let path: String

    var exists: Bool { access(path, F_OK) == 0 }

    func locked<Result>(_ body: () throws -> Result) throws -> Result {
        // A file of its own, because the fence itself may be replaced.
        let lock = open(path + ".lock", O_CREAT | O_WRONLY | O_CLOEXEC, Self.mode)
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

    /// - Returns: the newer valid marks, and the size of a slot.
    func read() throws -> (marks: FenceMarks, slotBytes: Int) {
        guard let newest = FenceSlots.newest(in: try contents()) else {
            throw OwnLogError.fenceDamaged(path: path)
        }
        return newest
    }

    private func contents() throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { throw OwnLogError.fenceAbsent(path: path) }
            throw failed("open")
        }
        defer { close(file) }
        let size = lseek(file, 0, SEEK_END)
        guard size >= 0 else { throw failed("read") }
        guard size > 0, size <= 2 * FenceMarks.textBytesMax else {
            throw OwnLogError.fenceDamaged(path: path)
        }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
        guard count == bytes.count else { throw failed("read") }
        return bytes
    }

    /// Durable when it returns. Where it throws, the marks before are there, or these.
    func write(_ marks: FenceMarks, slotBytes: Int) throws {
        guard let slot = FenceSlots.slot(for: marks, slotBytes: slotBytes) else {
            let grown = slotBytes * 2
            precondition(grown <= FenceMarks.textBytesMax, "a fence has room for its logs")
            return try replace(marks, slotBytes: grown)
        }
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw failed("write") }
        defer { close(file) }
        try put(slot.bytes, at: slot.offset, in: file)
        guard fdatasync(file) == 0 else { throw Unsynced(error: failed("sync")) }
    }

    /// Puts a new file in the place of the old one, if there is one.
    func replace(_ marks: FenceMarks, slotBytes: Int) throws {
        let unfinished = path + ".new"
        unlink(unfinished)
        let file = open(unfinished, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, Self.mode)
        guard file >= 0 else { throw failed("write") }
        defer { close(file) }
        try put([UInt8](repeating: 0, count: 2 * slotBytes), at: 0, in: file)
        try put(Array(marks.description.utf8), at: Int(marks.write % 2) * slotBytes, in: file)
        guard fsync(file) == 0 else { throw Unsynced(error: failed("sync")) }
        guard rename(unfinished, path) == 0 else { throw failed("replace") }
        try syncFolder()
    }

    private func put(_ bytes: [UInt8], at offset: Int, in file: Int32) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                pwrite(file, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            }
            guard count >= 0 || errno == EINTR else { throw failed("write") }
            done += max(count, 0)
        }
    }

    private func syncFolder() throws {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unsynced(error: failed("sync the folder of")) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Unsynced(error: failed("sync the folder of")) }
    }

    private func failed(_ verb: String) -> OwnLogError {
        .fenceFailed(
            path: path, reason: "could not \(verb) it: \(String(cString: strerror(errno)))")
    }
}
