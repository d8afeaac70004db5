import Credentials
import Synchronization
import TransparencyLog

/// What crashes left in `evidence/` of files that were being written: `<SHA-256>.new-<process>-<number>`. They never get
/// their place, and no erasure of a statement finds them.
///
/// Nobody has the folder for itself: commands write into it beside the node. So a file is taken for left once nobody has
/// written to it for an hour, and never where this process writes it. What has another name stays. Calls block.
final class EvidenceLeftovers: Sendable {
    /// How long nobody has written to it; a file is written in seconds.
    static let idleSeconds = 3_600
    /// Between two looks through the folder, which may hold millions of names.
    static let lookMilliseconds: UInt64 = 3_600_000

    private let path: String
    /// What this process writes is no older, in seconds since 1970.
    private let openedAt: Int
    private let lookedAt = Mutex<UInt64?>(nil)

    /// - Parameter now: milliseconds since 1970.
    init(path: String, now: UInt64) {
        self.path = path
        openedAt = Self.seconds(now)
    }

    /// Erases them, where nobody has looked for them lately.
    func erase(now: UInt64) throws {
        let isDue = lookedAt.withLock { lookedAt in
            guard let last = lookedAt, last <= now else { return true }
            return now - last >= Self.lookMilliseconds
        }
        guard isDue, DurableFile.isFolder(path) else { return }
        let unfinished = try DurableFile.names(in: path) {
            UnfinishedFileName(parsing: $0).map { Digest(hex: $0.whole) != nil } ?? false
        }
        var failure: (any Error)?
        for name in unfinished where isLeft(name, now: Self.seconds(now)) {
            // One that stays keeps no other.
            do { try DurableFile.remove("\(path)/\(name)") } catch { failure = failure ?? error }
        }
        lookedAt.withLock { $0 = now }
        if let failure { throw failure }
    }

    private func isLeft(_ name: String, now: Int) -> Bool {
        let file = "\(path)/\(name)"
        guard let unfinished = UnfinishedFileName(parsing: name),
            // A file, and neither a folder nor a link.
            DurableFile.byteCount(of: file) != nil, let written = DurableFile.modifiedAt(file)
        else { return false }
        // In a container each start may have the same number.
        if unfinished.isOfThisProcess, written >= openedAt { return false }
        return written <= now - Self.idleSeconds
    }

    private static func seconds(_ milliseconds: UInt64) -> Int { Int(milliseconds / 1_000) }
}
