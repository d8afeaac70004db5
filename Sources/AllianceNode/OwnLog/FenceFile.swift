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
    static let slotBytesMin = FenceSlots.slotBytesMin

    /// A sync failed, so nobody knows what the file will hold.
    struct Unsynced: Error {
        let error: OwnLogError
    }

    private let file: LockedFile
    var path: String { file.path }

    init(path: String) { file = LockedFile(path: path) }

    var exists: Bool { access(path, F_OK) == 0 }

    func locked<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try file.locked(body)
        } catch FileLockError.held(let seconds) {
            throw OwnLogError.fenceLocked(path: path, seconds: seconds)
        } catch FileLockError.failed(let reason) {
            throw OwnLogError.fenceFailed(path: path, reason: reason)
        }
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
        guard let size = LockedFile.size(of: file) else { throw failed("read") }
        guard size > 0, size <= 2 * FenceMarks.textBytesMax else {
            throw OwnLogError.fenceDamaged(path: path)
        }
        guard let bytes = LockedFile.bytes(of: file, from: 0, count: size) else {
            throw failed("read")
        }
        return bytes
    }

    /// Durable when it returns. Where it throws, the marks before are there, or these.
    func write(_ marks: FenceMarks, slotBytes: Int) throws {
        guard let slot = FenceSlots.slot(for: marks, slotBytes: slotBytes) else {
            let grown = slotBytes * 2
            precondition(grown <= FenceMarks.textBytesMax, "a fence has room for its logs")
            return try replace(marks, slotBytes: grown)
        }
        try written { try $0.put(slot.bytes, at: slot.offset, isEnd: false, of: path) }
    }

    /// Puts a new file in the place of the old one, if there is one.
    func replace(_ marks: FenceMarks, slotBytes: Int) throws {
        let text = Array(marks.description.utf8)
        var bytes = [UInt8](repeating: 0, count: 2 * slotBytes)
        let start = Int(marks.write % 2) * slotBytes
        bytes.replaceSubrange(start..<start + text.count, with: text)
        try written { try $0.replace(path, with: bytes) }
    }

    private func written(_ body: (any FileDisk) throws -> Void) throws {
        do {
            try body(file.disk)
        } catch FileDiskError.failed(let reason) {
            throw OwnLogError.fenceFailed(path: path, reason: reason)
        } catch FileDiskError.unsynced(let reason) {
            throw Unsynced(error: .fenceFailed(path: path, reason: reason))
        }
    }

    private func failed(_ verb: String) -> OwnLogError {
        .fenceFailed(path: path, reason: FileDiskError.reason(verb))
    }
}
