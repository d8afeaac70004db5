package import AllianceNames
package import Logging
import ProductAuthentication
package import Replication
import ServiceLifecycle
import Synchronization
package import TransparencyLog

/// Fetches the snapshots that other members state, in the background and before they are needed, and
/// erases what has ended.
///
/// Of each owner and product the newest that holds is kept. The key comes from the owner, the file from
/// the owner or another reader of its channel.
package struct SnapshotKeeper: Service {
    /// Between two rounds at most; a statement that arrives begins one at once.
    package static let interval = Duration.seconds(60)
    /// Longest time for one piece of a file.
    static let deadline = Duration.seconds(30)
    /// All files together.
    package static let heldBytesMax: UInt64 = 1 << 30
    /// Those of one owner, so that none crowds out the others.
    package static let heldOfOneOwnerBytesMax: UInt64 = 256 << 20
    /// Who is asked for a file, the owner among them.
    static let sourcesMax = 3

    /// What one round did.
    package struct Round: Sendable {
        package var fetched: [Digest] = []
        package var erased: [Digest] = []
        /// What could not be had, and why.
        package var failures: [(file: Digest, reason: String)] = []
        /// Files of owners whose share of the round was used up: they are the next one's.
        package var left = 0
    }

    private let member: MemberID
    private let folder: ObjectFolder
    private let snapshots: PublishedSnapshots
    private let channels: @Sendable () -> Set<ChannelID>
    private let mirrors: @Sendable (ChannelID) -> [MemberID]
    private let transport: any PeerTransport
    private let calls: BlockingCalls
    private let now: @Sendable () -> UInt64
    private let pulse: Pulse
    private let logger: Logger
    /// When it was said last that something could not be fetched, by this member's name: it is one line for all.
    private let told = Repeats<MemberID>()
    private let failed = FailedFiles()

    /// - Parameters:
    ///   - channels: those that this member reads.
    ///   - mirrors: whom to ask for files of a channel.
    ///   - now: milliseconds since 1970.
    ///   - pulse: fired when there may be new statements.
    package init(
        member: MemberID, folder: ObjectFolder, snapshots: PublishedSnapshots,
        channels: @escaping @Sendable () -> Set<ChannelID>,
        mirrors: @escaping @Sendable (ChannelID) -> [MemberID], transport: any PeerTransport,
        calls: BlockingCalls, now: @escaping @Sendable () -> UInt64, pulse: Pulse, logger: Logger
    ) {
        self.member = member
        self.folder = folder
        self.snapshots = snapshots
        self.channels = channels
        self.mirrors = mirrors
        self.transport = transport
        self.calls = calls
        self.now = now
        self.pulse = pulse
        self.logger = logger
    }

    package func run() async throws {
        // A full disk, or a view that is damaged, ends a round, and not the node.
        let rounds = PatientRounds(what: "serial snapshots cannot be kept up", logger: logger)
        try await cancelWhenGracefulShutdown {
            do {
                try await pulse.forEach(orEvery: Self.interval) {
                    try await rounds.run { try await self.roundTold() }
                }
            } catch is CancellationError {
                return
            }
        }
    }

    private func roundTold() async throws {
        let failures = try await round().failures
        // Now and then, and of one of them: an owner states as many as it likes.
        guard let failure = failures.first, told.isDue(member, at: now()) else { return }
        logger.info(
            "serial snapshots could not be fetched",
            metadata: [
                "file": "\(failure.file.hex)", "reason": "\(failure.reason)",
                "files": "\(failures.count)",
            ])
    }

    /// Brings `objects/` to what the statements say now.
    package func round() async throws -> Round {
        var (round, shares) = (Round(), RoundShares())
        let wanted = try await calls.run { try self.wanted() }
        for stated in inTurn(wanted) {
            guard !shares.isUsedUp(by: stated.owner) else {
                round.left += 1
                continue
            }
            let begun = now()
            defer { shares.add(stated.owner, from: begun, to: now()) }
            do {
                try await fetch(stated)
                round.fetched.append(stated.file)
            } catch {
                try Task.checkCancellation()
                failed.times.withLock { $0[stated.file] = now() }
                round.failures.append((stated.file, "\(error)"))
            }
        }
        round.erased = try await calls.run { try self.erase(but: wanted) }
        return round
    }

    /// What is not here yet, in the order of `wanted`, but for what failed: that comes behind the rest, and the longest
    /// ago first, so that a file which uses up its owner's time keeps no other from its turn.
    private func inTurn(_ wanted: [StatedSnapshot]) -> [StatedSnapshot] {
        let missing = wanted.filter { !folder.holds($0.file) }
        let failed = failed.times.withLock { times in
            let files = Set(missing.map(\.file))
            times = times.filter { files.contains($0.key) }
            return times
        }
        func time(_ stated: StatedSnapshot) -> UInt64 { failed[stated.file] ?? 0 }
        // Stable, since it counts how the round began.
        return missing.enumerated().sorted {
            (time($0.element), $0.offset) < (time($1.element), $1.offset)
        }.map(\.element)
    }

    /// Newest first, until the room is used up.
    private func wanted() throws -> [StatedSnapshot] {
        let now = now()
        var seen: Set<OwnedProduct> = []
        var ofOwner: [MemberID: UInt64] = [:]
        var total: UInt64 = 0
        return try snapshots.all(in: channels()).filter { stated in
            guard stated.owner != member, now < stated.expiresAt,
                seen.insert(OwnedProduct(stated)).inserted,
                ofOwner[stated.owner, default: 0] + stated.fileBytes
                    <= Self.heldOfOneOwnerBytesMax,
                total + stated.fileBytes <= Self.heldBytesMax
            else { return false }
            ofOwner[stated.owner, default: 0] += stated.fileBytes
            total += stated.fileBytes
            return true
        }
    }

    private struct OwnedProduct: Hashable {
        let owner: MemberID
        let product: ProductKey

        init(_ stated: StatedSnapshot) {
            owner = stated.owner
            product = stated.product
        }
    }

    /// - Throws: `PeerError` of the last source asked; `SnapshotError` for what the statement does not
    ///   say.
    private func fetch(_ stated: StatedSnapshot) async throws {
        let keyBytes = try await transport.fetch(
            .snapshotKey(stated.file), from: stated.owner, deadline: Self.deadline)
        guard let key = SnapshotKey(keyBytes), key.digest == stated.keyDigest else {
            throw SnapshotError.wrongKey
        }
        let sources =
            [stated.owner]
            + mirrors(stated.channel).filter { $0 != stated.owner && $0 != member }
        var failure: any Error = PeerError.unreachable("nobody serves the file")
        for source in sources.prefix(Self.sourcesMax) {
            do {
                let bytes = try await file(stated, from: source)
                guard
                    try KeyedSnapshot(SerialSnapshot(parsing: bytes), key: key)
                        .agrees(with: stated)
                else {
                    throw SnapshotError.notASnapshot(
                        field: "what the file says of itself", found: "another",
                        expected: "what the statement says")
                }
                let folder = folder
                try await calls.run { try folder.keep(bytes, key: key) }
                return
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private func file(_ stated: StatedSnapshot, from source: MemberID) async throws -> [UInt8] {
        let whole = Int(stated.fileBytes)
        let bytes = try await transport.file(
            stated.file, byteCount: whole, from: source, deadline: Self.deadline)
        guard bytes.count == whole, Digest.sha256(bytes) == stated.file else {
            throw SnapshotError.fileLength(found: bytes.count, expected: whole)
        }
        return bytes
    }

    /// Own snapshots stay while they hold and stand, and an older one until the newest is here. What no
    /// statement ever named (another process is about to) stays until its own time has ended.
    private func erase(but wanted: [StatedSnapshot]) throws -> [Digest] {
        let now = now()
        let missing = Set(wanted.filter { !folder.holds($0.file) }.map(OwnedProduct.init))
        let stand = try snapshots.all(in: channels()).filter { now < $0.expiresAt }
        let kept = Set(
            stand.filter { $0.owner == member || missing.contains(OwnedProduct($0)) }.map(\.file)
                + wanted.map(\.file))
        var erased: [Digest] = []
        for name in try folder.names() where !kept.contains(name) {
            if try !snapshots.wasStated(name) {
                guard let expiry = try folder.expiry(of: name), now >= expiry else { continue }
            }
            try folder.erase(name)
            erased.append(name)
        }
        return erased
    }
}

/// When each file that is still wanted could not be had last, in milliseconds since 1970.
private final class FailedFiles: Sendable {
    let times = Mutex<[Digest: UInt64]>([:])
}
