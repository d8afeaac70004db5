import AllianceNames
import AllianceNode
import Crypto
import Foundation
import Replication
import Statements
import TransparencyLog

/// One member's home: a store, a fence, a log key; any part of which can be put back in time.
struct OwnLogFixture {
    let folder: String
    let store: any LogStore
    let origin = LogOrigin(
        alliance: AllianceID(unchecked: "demo"), channel: .alliance,
        member: MemberID(unchecked: "maison"), epoch: Epoch(1))
    let key: Curve25519.Signing.PrivateKey

    init(store: any LogStore = InMemoryLogStore()) throws {
        self.store = store
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("touchstone-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        key = try Curve25519.Signing.PrivateKey(
            rawRepresentation: [UInt8](repeating: 9, count: 32))
        _ = try SigningFence.create(at: fencePath)
    }

    var fencePath: String { "\(folder)/log.fence" }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// As after a start, with another store if one is given.
    func log(in other: (any LogStore)? = nil) throws -> FencedLog {
        FencedLog(store: other ?? store, fence: try SigningFence(path: fencePath), key: key)
    }

    func writer(in other: (any LogStore)? = nil) throws -> OwnLogWriter {
        OwnLogWriter(
            log: try log(in: other), sealer: Self.sealer(), alliance: origin.alliance,
            member: origin.member, epoch: origin.epoch)
    }

    static func sealer() -> StatementSealer {
        StatementSealer(wallClock: { 1_700_000_000_000 }, fill: BlockwiseRandom.system)
    }

    /// `count` statements about sellers' domains, numbered from `first`.
    static func statements(_ count: Int, from first: Int = 0) throws -> [Statement] {
        try (first..<(first + count)).map { number in
            .dispute(
                Dispute(
                    indicator: try Indicator(.domain, parsing: "seller-\(number).example"),
                    reason: .falsePositive))
        }
    }

    /// A total of sightings of a seller's domain.
    static func total(_ total: UInt64) throws -> Statement {
        .sight(
            Sighting(
                indicator: try Indicator(.domain, parsing: "seller.example"), total: total,
                first: 1_700_000_000_000, last: 1_700_000_000_000))
    }

    static func batch(_ count: Int, from first: Int = 0) throws -> SealedBatch {
        try sealer().seal(statements(count, from: first))
    }

    var verifierKey: VerifierKey {
        get throws {
            try NoteSigner(name: origin.description, privateKey: key).verifierKey
        }
    }

    func audit(_ other: (any LogStore)? = nil) throws -> LogAuditReport {
        try LogAudit(of: origin, in: other ?? store, key: verifierKey).run()
    }

    /// Copies the log's entries, and its checkpoints up to that size or another, into a new store: a
    /// backup of then.
    func backup(at size: TreeSize, checkpoints sizeMax: TreeSize? = nil) throws -> InMemoryLogStore
    {
        let copy = InMemoryLogStore()
        var slices: [BundleSlice] = []
        for bundle in BundleCoordinate.bundles(of: size) {
            guard let entries = try store.entries(of: origin, bundle),
                let payloads = try store.payloads(of: origin, bundle)
            else { continue }
            let ranges = try EntryBundle.parse(entries, count: bundle.width)
            slices.append(
                BundleSlice(
                    bundle: bundle.index, offset: 0, count: bundle.width, entries: entries,
                    payloads: payloads,
                    leafHashes: EntryBundle.leafHashes(of: entries, ranges: ranges)))
        }
        try copy.admit(AdmittedEntries(origin: origin, start: 0, slices: slices))
        for record in try store.checkpoints(of: origin) where record.size <= sizeMax ?? size {
            try copy.believe(
                SignedCheckpoint(parsing: record.noteText).verified(by: verifierKey), for: origin)
        }
        return copy
    }
}
