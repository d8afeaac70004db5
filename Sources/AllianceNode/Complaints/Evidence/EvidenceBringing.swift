package import AllianceNames
package import Logging
import Peering
package import Replication
import Roster
import ServiceLifecycle
import Synchronization
package import TransparencyLog

/// Brings the files that own statements name to the nodes that hold this member's logs, where nobody can call it to
/// fetch them. Does nothing while the register has an address for this member.
///
/// Each node says what it wants. It gets of that what the peer port of this node would serve it, and what is here and
/// undamaged.
package final class EvidenceBringing: Service {
    /// Between two rounds at most; a node that has just taken a statement is asked at once.
    package static let interval = Duration.seconds(60)
    /// For one request.
    static let deadline = Duration.seconds(60)
    /// Answers of one node that are looked at in one round.
    static let pagesMax = 64
    /// Requests for one file beyond its pieces: a node may say that it goes on elsewhere.
    static let conflictsMax = 3

    /// What one round did.
    package struct Round: Sendable {
        package var brought: [(file: Digest, to: MemberID)] = []
        /// What could not be brought, and why; no file where the node could not be asked.
        package var failures: [(file: Digest?, to: MemberID, reason: String)] = []
    }

    private let shelf: EvidenceShelf
    private let transport: any PeerTransport & MirrorTransport
    private let calls: BlockingCalls
    private let time: ReplicationTime
    private let logger: Logger
    private let pulse = Pulse()
    private let waits = Mutex(BringingWaits())

    package init(
        shelf: EvidenceShelf, transport: any PeerTransport & MirrorTransport, calls: BlockingCalls,
        time: ReplicationTime = .system(), logger: Logger
    ) {
        self.shelf = shelf
        self.transport = transport
        self.calls = calls
        self.time = time
        self.logger = logger
    }

    /// A node has just taken something of a desk's log. Returns at once.
    package func isThere(_ mirror: MemberID) {
        waits.withLock { $0.succeeded(.node(mirror)) }
        pulse.fire()
    }

    package func run() async throws {
        let rounds = PatientRounds(what: "files of evidence cannot be brought", logger: logger)
        try await cancelWhenGracefulShutdown {
            do {
                try await self.pulse.forEach(orEvery: Self.interval) {
                    try await rounds.run { try await self.roundTold() }
                }
            } catch is CancellationError {
                return
            }
        }
    }

    private func roundTold() async throws {
        for failure in try await round().failures {
            logger.info(
                "a file of evidence could not be brought",
                metadata: [
                    "file": "\(failure.file?.hex ?? "any")", "mirror": "\(failure.to)",
                    "reason": "\(failure.reason)",
                ])
        }
    }

    package func round() async throws -> Round {
        try await withThrowingTaskGroup(of: Round.self) { group in
            for (mirror, channels) in mirrors() {
                group.addTask { try await self.bring(to: mirror, readerOf: channels) }
            }
            return try await group.reduce(into: Round()) {
                $0.brought += $1.brought
                $0.failures += $1.failures
            }
        }
    }

    /// Who holds logs of own desks, and which channels each may read. A register that has run out does not say who may
    /// still be told.
    private func mirrors() -> [(MemberID, Set<ChannelID>)] {
        let (node, standing) = (shelf.node, shelf.node.register.standing())
        let roster = standing.roster
        guard !standing.isExpired, MirrorChoice.isOutboundOnly(node.member, roster) else {
            return []
        }
        let desks = roster.channels(readableBy: node.member).filter(\.isDesk)
        let mirrors = Set(
            desks.flatMap { MirrorChoice.mirrors(of: $0, roster, for: node.member) })
        return mirrors.sorted().map { ($0, Set(roster.channels(readableBy: $0))) }
    }

    // MARK: One node

    private func bring(to mirror: MemberID, readerOf channels: Set<ChannelID>) async throws -> Round
    {
        var round = Round()
        guard isDue(.node(mirror)) else { return round }
        do {
            var last: Digest?
            for _ in 0..<Self.pagesMax {
                let bytes = try await transport.fetch(
                    .wantedObjects(after: last), from: mirror, deadline: Self.deadline)
                let wanted = try WantedObjects(parsing: bytes).objects
                for object in wanted where isDue(.file(object.digest, to: mirror)) {
                    try await bring(object, to: mirror, readerOf: channels, &round)
                }
                guard wanted.count == WantedObjects.objectsMax else { break }
                last = wanted.last?.digest
            }
            waits.withLock { $0.succeeded(.node(mirror)) }
        } catch let error as PeerError {
            try Task.checkCancellation()
            failed(.node(mirror))
            round.failures.append((nil, mirror, error.description))
        }
        return round
    }

    private func bring(
        _ object: WantedObjects.Object, to mirror: MemberID, readerOf channels: Set<ChannelID>,
        _ round: inout Round
    ) async throws {
        let (shelf, digest) = (shelf, object.digest)
        let bytes = try await calls.run { try shelf.whole(digest, readableIn: channels) }
        // What is not here, or not for this node, is not spoken of.
        guard let bytes else { return }
        let waiting = BringingWaits.Key.file(digest, to: mirror)
        if let reason = try await post(bytes, digest, from: object.held, to: mirror) {
            failed(waiting)
            round.failures.append((digest, mirror, reason))
        } else {
            waits.withLock { $0.succeeded(waiting) }
            round.brought.append((digest, mirror))
        }
    }

    /// - Returns: why the node does not take it; nil where it has it now.
    /// - Throws: `PeerError` where the node takes nothing for now.
    private func post(
        _ bytes: [UInt8], _ digest: Digest, from start: Int, to mirror: MemberID
    ) async throws -> String? {
        let length = PeerResource.broughtPieceBytes
        var next = start
        for _ in 0...(bytes.count / length + Self.conflictsMax) {
            guard next < bytes.count else { return "it goes on beyond the file's end" }
            let reply = try await transport.mirror(
                Array(bytes[next..<min(next + length, bytes.count)]),
                as: .mirrorObject(digest, from: next), at: mirror, deadline: Self.deadline)
            switch reply {
            case .taken(let info) where info.next == bytes.count: return nil
            case .taken(let info), .conflict(let info): next = Int(clamping: info.next)
            case .refused(507, _, let detail): return detail
            case .refused(let status, _, let detail) where status >= 500 || status == 429:
                throw PeerError.refused(status: status, detail: detail)
            case .refused(_, _, let detail): return detail
            }
        }
        return "it does not get on with it"
    }

    // MARK: When

    private func isDue(_ key: BringingWaits.Key) -> Bool {
        waits.withLock { $0.isDue(key, at: time.uptime()) }
    }

    private func failed(_ key: BringingWaits.Key) {
        let (now, random) = (time.uptime(), time.random())
        waits.withLock { $0.failed(key, at: now, random: random) }
    }
}
