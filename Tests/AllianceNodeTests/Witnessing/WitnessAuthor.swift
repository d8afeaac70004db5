import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Replication
import Roster
import TransparencyLog

/// The author of a `WitnessWorld` with its own log, written through the fence.
final class WitnessAuthor: Sendable {
    let world: WitnessWorld
    let store: any LogStore & WitnessStore
    private let log: FencedLog
    private let folder: String

    init(
        _ world: WitnessWorld, store: any LogStore & WitnessStore = InMemoryLogStore()
    ) throws {
        self.world = world
        self.store = store
        folder =
            FileManager.default.temporaryDirectory
            .appending(path: "author-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let fence = try SigningFence.create(at: "\(folder)/log.fence")
        guard let key = world.keys["author"]?.log else { preconditionFailure("no author") }
        log = FencedLog(
            store: store, fence: fence, key: key, claims: { try store.ownLogClaims() })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var origin: LogOrigin { world.origin() }

    func append(_ count: Int, from first: Int = 0) throws {
        _ = try log.append(OwnLogFixture.batch(count, from: first), to: origin)
    }

    /// The leaves of the log's first bundle.
    func leaves(_ count: Int) throws -> [Digest] {
        guard
            let entries = try store.entries(
                of: origin, BundleCoordinate(index: 0, width: count))
        else { return [] }
        return EntryBundle.leafHashes(
            of: entries, ranges: try EntryBundle.parse(entries, count: count))
    }

    /// The entries of the log's first bundle, as another store admits them.
    func admitted(_ count: Int) throws -> AdmittedEntries {
        let bundle = BundleCoordinate(index: 0, width: count)
        return AdmittedEntries(
            origin: origin, start: 0,
            slices: [
                BundleSlice(
                    bundle: 0, offset: 0, count: count,
                    entries: try store.entries(of: origin, bundle) ?? [],
                    payloads: try store.payloads(of: origin, bundle) ?? [],
                    leafHashes: try leaves(count))
            ])
    }

    /// Another store with the same log, and nothing of its cosignatures.
    func copy(_ count: Int) throws -> InMemoryLogStore {
        let copy = InMemoryLogStore()
        guard let record = try store.state(of: origin)?.served else { return copy }
        try copy.admit(admitted(count))
        try copy.believe(
            SignedCheckpoint(parsing: record.noteText).verified(
                by: world.logSigner().verifierKey),
            for: origin)
        return copy
    }
}
