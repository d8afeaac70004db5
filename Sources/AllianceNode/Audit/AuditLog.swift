package import AllianceNames
package import AuditTrail
package import Credentials
import Crypto
package import Replication
import Roster
package import SQLiteStore
import SignIn
import Statements
package import TransparencyLog

/// This folder's audit log: entries, tiles and checkpoints as every log has them, in a file of its own and
/// signed with a key of its own, so that a long import into the member's logs holds up no page.
///
/// It does not leave the node: no peer may read it, and a witness sees size and root. Command and node may
/// write to it at the same time. A folder that never had one begins it when it is first opened.
package final class AuditLog: Sendable {
    package let origin: LogOrigin
    package let store: SQLiteLogStore
    /// What its checkpoints are verified with; it stands in the origin.
    package let key: VerifierKey
    /// Signs as the log does: what is erased of it.
    let signer: NoteSigner
    private let log: FencedLog
    private let sealer: StatementSealer
    private let writer: OwnLogWriter

    /// - Throws: `AuditError.cannotGoOn`; `CredentialsError`, `SQLiteStoreError`.
    package init(
        _ home: HomeFolder, alliance: AllianceID, member: MemberID, clock: WallClock
    ) throws {
        let privateKey: Curve25519.Signing.PrivateKey
        let fence: SigningFence
        do {
            (privateKey, fence) = try Self.keyAndFence(home.certs)
        } catch let error as OwnLogError {
            throw AuditError(error)
        }
        origin = .audit(
            of: member, in: alliance, publicKey: Array(privateKey.publicKey.rawRepresentation))
        guard let key = origin.auditKey else {
            throw AuditError.cannotGoOn(reason: "certs/audit.key is no key that may sign")
        }
        self.key = key
        do {
            signer = try NoteSigner(name: origin.description, privateKey: privateKey)
        } catch {
            throw AuditError.cannotGoOn(reason: "certs/audit.key is no key that may sign")
        }
        store = try SQLiteLogStore(path: home.auditDatabase)
        log = FencedLog(store: store, fence: fence, key: privateKey)
        sealer = StatementSealer(wallClock: clock.now, fill: BlockwiseRandom.system)
        writer = OwnLogWriter(
            log: log, sealer: sealer, alliance: alliance, member: member, epoch: origin.epoch)
        do {
            // Nobody else holds entries of it whom one could ask how far it goes. Whether it went back with
            // all of the folder shows at the witnesses.
            try log.confirm(origin)
            _ = try log.recover(origin)
            if try store.state(of: origin) == nil {
                let first = AuditRecord(
                    who: .node, action: .begin, details: try Self.before(origin, in: store))
                _ = try log.append(sealer.seal([Self.statement(first)]), to: origin)
            }
        } catch let error as OwnLogError {
            throw AuditError(error)
        }
    }

    /// The fence is made first, so that a key without one is a key whose fence was lost.
    private static func keyAndFence(
        _ certs: CertsFolder
    ) throws -> (Curve25519.Signing.PrivateKey, SigningFence) {
        if try certs.auditSigningKey() == nil {
            if !DurableFile.exists(certs.auditFence) {
                do {
                    _ = try SigningFence.create(at: certs.auditFence, clocks: .unwatched)
                } catch OwnLogError.fenceExists {
                    // Another process was faster.
                }
            }
            try certs.createAuditKey()
        }
        guard let key = try certs.auditSigningKey() else {
            throw CredentialsError.missing(path: certs.auditKey)
        }
        return (key, try SigningFence(path: certs.auditFence, clocks: .unwatched))
    }

    /// The audit logs that are in the file already, with their sizes: what this one goes on from.
    private static func before(
        _ origin: LogOrigin, in store: SQLiteLogStore
    ) throws -> [AuditDetail: String] {
        let earlier = try store.states().filter { $0.origin != origin }
        let newest = { try AuditReading(store, $0).newestAt() }
        guard
            let last = try earlier.max(by: { try newest($0.origin) < newest($1.origin) })
        else { return [:] }
        return [
            .after: last.origin.description, .size: String(last.size),
            .root: last.edge.root.base64,
        ]
    }

    private static func statement(_ record: AuditRecord) -> Statement {
        .unknown(.auditRecord, payload: record.bytes)
    }

    /// Durable and signed when it returns; records of many callers at once share one transaction.
    /// - Returns: their place.
    /// - Throws: `OwnLogError`, `SQLiteStoreError`: nothing that depends on being recorded may go on.
    @discardableResult
    package func append(_ records: [AuditRecord]) async throws -> OwnEntries {
        try await writer.append(records.map(Self.statement), to: origin.channel)
    }

    /// The same for commands, which have nothing else to do meanwhile. Blocks.
    /// - Returns: the place of the first.
    @discardableResult
    package func appendNow(_ records: [AuditRecord]) throws -> EntryIndex {
        try log.append(sealer.seal(records.map(Self.statement)), to: origin).indexes.lowerBound
    }

    package var reading: AuditReading { AuditReading(store, origin) }

    package func close() throws { try store.close() }
}
