import AllianceNames
import AllianceNode
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// One log as it is served: its newest signed checkpoint, verified, and the tree under it. Proofs and
/// exports are of it.
struct ServedTree {
    let origin: LogOrigin
    let key: VerifierKey
    let checkpoint: VerifiedCheckpoint
    private let logs: SQLiteLogStore

    /// - Throws: a sentence where nothing is signed yet, or the member register knows no key;
    ///   `TransparencyLogError` for a checkpoint in the record that does not verify.
    init(_ state: LogState, in node: OpenedNode) throws {
        guard let key = node.roster.logKey(for: state.origin) else {
            throw CommandError(
                "the member register names no key of log \(state.origin), so nothing can be proved about it"
            )
        }
        try self.init(state, key: key, in: node.logs)
    }

    /// The same of a log whose key is known from elsewhere.
    init(_ state: LogState, key: VerifierKey, in logs: SQLiteLogStore) throws {
        origin = state.origin
        self.logs = logs
        guard let served = state.served else {
            throw CommandError(
                "log \(origin) has no signed checkpoint over the entries held yet; wait until it is replicated"
            )
        }
        self.key = key
        checkpoint = try SignedCheckpoint(parsing: served.noteText).verified(by: key)
    }

    var size: TreeSize { checkpoint.size }

    var tree: TiledTree { TiledTree(size: size, readTile: tile) }

    func tile(_ tile: TileCoordinate) throws -> [UInt8] {
        guard let bytes = try logs.tile(of: origin, tile) else { throw missing(tile.path) }
        return bytes
    }

    func entries(_ bundle: BundleCoordinate) throws -> [UInt8] {
        guard let bytes = try logs.entries(of: origin, bundle) else { throw missing(bundle.path) }
        return bytes
    }

    /// The bytes of one entry: what its leaf hash is over.
    /// - Throws: a sentence for an entry that is not under the checkpoint.
    func entry(_ index: EntryIndex) throws -> [UInt8] {
        guard let bundle = BundleCoordinate(containing: index, size: size) else {
            throw CommandError(
                "entry \(index) is not under the signed checkpoint of log \(origin), which covers \(size) entries"
            )
        }
        let bytes = try entries(bundle)
        let ranges = try EntryBundle.parse(bytes, count: bundle.width)
        return Array(bytes[ranges[Int(index - bundle.firstEntry)]])
    }

    private func missing(_ path: String) -> CommandError {
        CommandError(
            "\(logs.path) lacks \(path) of log \(origin); 'touchstone log audit' says what else is wrong"
        )
    }
}
