import AllianceNames
import Replication
import Statements
import TransparencyLog

/// A history of a log whose author keeps no fence.
struct AuthoredLog {
    let origin: LogOrigin
    let store: InMemoryLogStore

    init(_ origin: LogOrigin, store: InMemoryLogStore = InMemoryLogStore()) {
        self.origin = origin
        self.store = store
    }

    func copy() -> AuthoredLog { AuthoredLog(origin, store: store.copy()) }

    var size: TreeSize { ((try? store.state(of: origin)) ?? nil)?.size ?? 0 }

    func append(_ batch: SealedBatch) throws {
        let start = size
        try store.admit(
            AdmittedEntries(origin: origin, start: start, slices: batch.slices(from: start)))
        guard let edge = try store.state(of: origin)?.edge else { return }
        let signed = try SignedCheckpoint(
            signing: Checkpoint(origin: origin.description, size: edge.size, root: edge.root),
            by: Keys.log(origin))
        try store.believe(signed.verified(by: Keys.log(origin).verifierKey), for: origin)
    }
}

extension LogStore {
    /// The leaf hashes of the first `size` entries.
    func leaves(of origin: LogOrigin, _ size: TreeSize) throws -> [Digest] {
        try BundleCoordinate.bundles(of: size).flatMap { bundle in
            let tile = TileCoordinate(level: 0, index: bundle.index, width: bundle.width)
            return try self.tile(of: origin, tile).map { Digest.all(in: $0) } ?? []
        }
    }
}
