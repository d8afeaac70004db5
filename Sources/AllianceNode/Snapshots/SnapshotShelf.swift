package import AllianceNames
import CRDT
package import ProductAuthentication
import Synchronization
import TransparencyLog

/// The snapshots that this node holds of other members, ready to be asked. The last used are kept in
/// memory, read and checked.
package final class SnapshotShelf: SnapshotSource {
    /// Snapshots kept in memory, in bytes of their files.
    package static let cachedBytesMax: UInt64 = 128 << 20

    private struct Cached {
        let file: Digest
        let bytes: UInt64
        let snapshot: KeyedSnapshot
    }

    private let folder: ObjectFolder
    private let snapshots: PublishedSnapshots
    private let channels: @Sendable () -> Set<ChannelID>
    private let calls: BlockingCalls
    private let now: @Sendable () -> UInt64
    /// The last used at the end.
    private let cache = Mutex<[Cached]>([])

    /// - Parameter channels: those that this member reads.
    package init(
        folder: ObjectFolder, snapshots: PublishedSnapshots,
        channels: @escaping @Sendable () -> Set<ChannelID>, calls: BlockingCalls,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.folder = folder
        self.snapshots = snapshots
        self.channels = channels
        self.calls = calls
        self.now = now
    }

    /// The newest that holds and is here; where none is, the newest that has expired. A damaged file
    /// is erased, so that the keeper fetches it again.
    package func newest(of product: ProductKey, by owner: MemberID) async -> HeldSnapshot? {
        try? await calls.run { [self] in try find(product, owner) }
    }

    private func find(_ product: ProductKey, _ owner: MemberID) throws -> HeldSnapshot? {
        let stated = try snapshots.all(of: product, in: channels()).filter { $0.owner == owner }
        let now = now()
        for candidate in stated where now < candidate.expiresAt {
            if let snapshot = try? load(candidate) {
                return held(candidate) { snapshot.contains($0) }
            }
        }
        // Of one that never came nothing is said: the reason would be another.
        return stated.first { now >= $0.expiresAt }.map { held($0) { _ in false } }
    }

    private func held(
        _ stated: StatedSnapshot, contains: @escaping @Sendable (String) -> Bool
    ) -> HeldSnapshot {
        HeldSnapshot(
            owner: stated.owner, issuedAt: stated.issuedAt, expiresAt: stated.expiresAt,
            evidence: "\(stated.dot.log) \(stated.dot.index)", contains: contains)
    }

    private func load(_ stated: StatedSnapshot) throws -> KeyedSnapshot? {
        let known = cache.withLock { cache -> KeyedSnapshot? in
            guard let place = cache.firstIndex(where: { $0.file == stated.file }) else {
                return nil
            }
            let found = cache.remove(at: place)
            cache.append(found)
            return found.snapshot
        }
        guard folder.holds(stated.file) else { return nil }
        if let known, known.snapshot.product == stated.product { return known }
        let read: KeyedSnapshot
        do {
            guard let found = try folder.snapshot(stated.file), found.agrees(with: stated) else {
                return nil
            }
            read = found
        } catch is SnapshotError {
            try folder.erase(stated.file)
            return nil
        }
        cache.withLock { cache in
            cache.removeAll { $0.file == stated.file }
            cache.append(Cached(file: stated.file, bytes: stated.fileBytes, snapshot: read))
            while cache.count > 1, cache.reduce(0, { $0 + $1.bytes }) > Self.cachedBytesMax {
                cache.removeFirst()
            }
        }
        return read
    }
}

extension KeyedSnapshot {
    /// Whether the file is what its author's statement says.
    func agrees(with stated: StatedSnapshot) -> Bool {
        snapshot.product == stated.product && snapshot.expiresAt == stated.expiresAt
            && snapshot.keyDigest == stated.keyDigest && snapshot.count == stated.items
    }
}
