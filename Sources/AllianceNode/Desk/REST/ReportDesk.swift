package import AllianceNames
import CRDT
package import MergedView
package import NodeAPI
import Peering
import Replication
package import SQLiteStore
package import Statements
import Synchronization
import TransparencyLog

/// Signs what programs and people say at the desk, each request with a key once.
package final class ReportDesk: ReportSigning {
    private let node: OpenedNode
    private let keys: SQLiteRequestKeys
    private let calls: BlockingCalls
    /// Requests with a key that are being done.
    private let underWay = Mutex<Set<String>>([])

    package init(node: OpenedNode, keys: SQLiteRequestKeys, calls: BlockingCalls) {
        self.node = node
        self.keys = keys
        self.calls = calls
    }

    package func sign(
        in channel: ChannelID, for request: KeyedRequest?,
        _ statements: @escaping @Sendable () async throws -> [Statement]
    ) async throws -> SigningOutcome {
        guard let request else { return try await sign(in: channel, statements) { _ in true } }
        let name = "\(request.caller)\n\(request.key)"
        guard underWay.withLock({ $0.insert(name).inserted }) else { return .keyInUse }
        defer { underWay.withLock { _ = $0.remove(name) } }
        let (keys, now) = (keys, node.clock.now())
        let kept = try await calls.run {
            try keys.find(request.key, of: request.caller, at: now)
        }
        if let kept {
            guard kept.begun.fingerprint == request.fingerprint else { return .keyUsedOtherwise }
            if let again = try await outcome(of: kept, request) { return again }
        }
        let outcome = try await sign(in: channel, statements) { [node] batch in
            let origin = node.writer.origin(in: channel)
            let begun = SQLiteRequestKeys.Begun(
                fingerprint: request.fingerprint, origin: origin,
                size: try node.logs.state(of: origin)?.size ?? 0,
                leafHash: batch.leafHashes[0], count: UInt64(batch.count), at: now)
            return try keys.begin(request.key, of: request.caller, begun)
        }
        if case .signed(let entries, _) = outcome { try await note(entries, request) }
        return outcome
    }

    private func note(_ entries: SignedEntries, _ request: KeyedRequest) async throws {
        let keys = keys
        try await calls.run {
            try keys.finish(
                request.key, of: request.caller,
                .init(first: entries.indexes.lowerBound, treeSize: entries.treeSize))
        }
    }

    // MARK: Signing

    /// - Parameter begin: called off the cooperative pool before anything is written; false where it must not
    ///   be.
    private func sign(
        in channel: ChannelID, _ statements: @Sendable () async throws -> [Statement],
        _ begin: @escaping @Sendable (SealedBatch) throws -> Bool
    ) async throws -> SigningOutcome {
        try await OwnLogError.told {
            try await node.readyToSign(in: channel)
            return try await node.unlessOvertaken { [node] in
                let size = try await calls.run { try node.totalsBasis(in: channel) }
                let said = try await statements()
                let basis = said.contains(where: Self.mayRestOnTotals) ? size : nil
                return try await sign(said, in: channel, basis: basis, begin)
            }
        }
    }

    /// Whether a statement may be worked out from what this member says of sightings.
    private static func mayRestOnTotals(_ statement: Statement) -> Bool {
        switch statement {
        case .sight, .retract: true
        default: false
        }
    }

    private func sign(
        _ said: [Statement], in channel: ChannelID, basis: TreeSize?,
        _ begin: @escaping @Sendable (SealedBatch) throws -> Bool
    ) async throws -> SigningOutcome {
        guard !said.isEmpty else { return .nothing }
        let batch = try node.writer.sealer.seal(said)
        guard try await calls.run({ try begin(batch) }) else { return .tooManyKeys }
        let written = try await node.writer.append(batch, to: channel, basis: basis)
        let merger = node.merger
        _ = try await calls.run { try merger.catchUp() }
        return .signed(
            SignedEntries(
                log: written.origin, indexes: written.indexes,
                leafHash: written.leafHashes[0],
                treeSize: written.checkpoint?.size ?? written.indexes.upperBound),
            isAgain: false)
    }

    package func signEach(
        _ statements: [Statement], in channel: ChannelID
    ) async throws -> EachSigned {
        try await OwnLogError.told {
            try await node.readyToSign(in: channel)
            let (batch, refusals) = node.writer.sealer.sealAccepted(statements)
            let refused = Dictionary(uniqueKeysWithValues: refusals.map { ($0.number, $0.error) })
            let log = node.writer.origin(in: channel)
            guard batch.count > 0 else {
                return EachSigned(log: log, first: 0, refused: refused, treeSize: nil)
            }
            let written = try await node.writer.append(batch, to: channel)
            let merger = node.merger
            _ = try await calls.run { try merger.catchUp() }
            return EachSigned(
                log: log, first: written.indexes.lowerBound, refused: refused,
                treeSize: written.checkpoint?.size)
        }
    }

    // MARK: What this member says

    package func ownStatements(
        _ kind: EntryKind, of indicator: Indicator, in channel: ChannelID
    ) async throws -> [StatementDot] {
        let node = node
        return try await calls.run {
            try node.ownStatements(kind, of: indicator, in: channel)
        }
    }

    package func ownSighting(
        of indicator: Indicator, in channel: ChannelID
    ) async throws -> Sighting? {
        let node = node
        return try await calls.run { try node.ownSighting(of: indicator, in: channel) }
    }

    // MARK: Again

    /// Nil where the earlier request wrote nothing.
    private func outcome(
        of kept: SQLiteRequestKeys.Kept, _ request: KeyedRequest
    ) async throws -> SigningOutcome? {
        let begun = kept.begun
        func entries(_ written: SQLiteRequestKeys.Written) -> SignedEntries {
            SignedEntries(
                log: begun.origin, indexes: written.first..<(written.first + begun.count),
                leafHash: begun.leafHash, treeSize: written.treeSize)
        }
        if let written = kept.written { return .signed(entries(written), isAgain: true) }
        let (logs, merger) = (node.logs, node.merger)
        guard
            let first = try await calls.run({
                try StoredEntries(logs).index(
                    ofLeaf: begun.leafHash, in: begun.origin, from: begun.size)
            })
        else { return nil }
        // It was written, and whoever wrote it ended before saying so, or before signing.
        let channel = begun.origin.channel
        if node.writer.origin(in: channel) == begun.origin {
            try await OwnLogError.told {
                try await node.readyToSign(in: channel)
                try await node.writer.recover([channel])
            }
        }
        let signed = try await calls.run {
            _ = try merger.catchUp()
            return try logs.state(of: begun.origin)?.served?.size ?? 0
        }
        // In a log that has ended meanwhile they stay unsigned, and nobody ever has them.
        guard signed >= first + begun.count else { return nil }
        let found = entries(.init(first: first, treeSize: signed))
        try await note(found, request)
        return .signed(found, isAgain: true)
    }
}
