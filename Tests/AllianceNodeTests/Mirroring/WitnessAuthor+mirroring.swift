import AllianceNames
import Replication
import Statements
import Testing
import TransparencyLog

/// What an author posts to a mirror, made by hand.
extension WitnessAuthor {
    func tree(_ size: TreeSize) -> TiledTree { store.tree(of: origin, size: size) }

    /// The newest checkpoint, proven from `old`.
    func checkpoint(from old: TreeSize) throws -> [UInt8] {
        let record = try #require(try store.state(of: origin)?.served)
        let path = try tree(record.size).consistencyProof(from: old).path
        return Array(
            AddCheckpointRequest(
                oldSize: old, path: path,
                checkpoint: try SignedCheckpoint(parsing: record.noteText)
            ).description.utf8)
    }

    /// All entries of the first bundle from one on.
    func entries(from start: Int, to end: Int, below size: TreeSize) throws -> [UInt8] {
        let bundle = BundleCoordinate(index: 0, width: end)
        let bytes = try #require(try store.entries(of: origin, bundle))
        let payloads = try #require(try store.payloads(of: origin, bundle))
        func tail(_ cut: Int?, _ bytes: [UInt8]) -> [UInt8] { Array(bytes[(cut ?? 0)...]) }
        let package = EntryPackage(
            start: EntryIndex(start), count: end - start,
            entries: tail(BundleCut.entries(start, in: bytes), bytes),
            path: try tree(size).subtreeConsistencyProof(
                of: Subtree(start: 0, end: EntryIndex(end))
            ).path,
            payloads: tail(BundleCut.payloads(start, in: payloads), payloads))
        return AddEntriesRequest(
            origin: origin, start: EntryIndex(start), end: size, packages: [package]
        ).bytes
    }
}
