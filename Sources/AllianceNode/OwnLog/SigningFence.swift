package import Replication
import Synchronization

/// The file outside the database that says how far each log was signed, and the lock that keeps two
/// processes from signing at once.
///
/// **Leave it out of backups**: its worth is that it never goes back in time. It is written before
/// the checkpoint is signed, so no checkpoint exists that it does not know of. Calls block.
package final class SigningFence: LogFence {
    package let path: String
    private var file: FenceFile { FenceFile(path: path) }
    /// Why it no longer writes. After a failed fsync the next one may succeed although the bytes are
    /// gone, so there is no next one.
    private let stopped = Mutex<OwnLogError?>(nil)

    /// Uses the fence at `path`.
    /// - Throws: `OwnLogError.fenceAbsent`, `.fenceDamaged`, `.fenceFailed`.
    package init(path: String) throws {
        self.path = path
        _ = try read()
    }

    /// Makes the fence of a log key that has never signed, at the time that the key is made.
    /// - Throws: `OwnLogError.fenceExists`: a fence is never replaced.
    package static func create(at path: String) throws -> SigningFence {
        let file = FenceFile(path: path)
        try file.locked {
            guard !file.exists else { throw OwnLogError.fenceExists(path: path) }
            try file.replace(FenceMarks(), slotBytes: FenceFile.slotBytesMin)
        }
        return try SigningFence(path: path)
    }

    /// The marks as they are now.
    package func read() throws -> FenceMarks { try file.read().marks }

    /// Runs `body` while no other holder of this fence, in whatever process, runs its own.
    /// - Throws: `OwnLogError.fenceLocked` and as `init`.
    package func withLock<Result>(_ body: (inout HeldFence) throws -> Result) throws -> Result {
        if let error = stopped.withLock({ $0 }) { throw error }
        return try file.locked {
            let (marks, slotBytes) = try file.read()
            var held = HeldFence(marks) { try self.write($0, slotBytes: slotBytes) }
            return try body(&held)
        }
    }

    private func write(_ marks: FenceMarks, slotBytes: Int) throws {
        if let error = stopped.withLock({ $0 }) { throw error }
        do {
            try file.write(marks, slotBytes: slotBytes)
        } catch let failure as FenceFile.Unsynced {
            stopped.withLock { $0 = $0 ?? failure.error }
            throw failure.error
        }
    }
}
