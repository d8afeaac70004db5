import AllianceNames
import Complaints
package import Logging
package import Replication
import Roster
import SQLiteStore
import ServiceLifecycle
import Statements
package import TransparencyLog

/// Fetches the files that other members' statements name, in the background and before anybody looks at them, and
/// erases those that none names any more.
///
/// A file comes from whoever named it, or from another reader of the channel. What is not of the length, the digest and
/// the type that the statement says is not kept, and not asked for again where it never can be.
package struct EvidenceFetching: Service {
    /// Between two rounds at most; a statement that arrives begins one at once.
    package static let interval = Duration.seconds(60)
    /// Longest time for one piece of a file.
    static let deadline = Duration.seconds(30)
    /// Files of one round.
    static let ofRoundMax = 256
    /// Who is asked for a file, its author among them.
    static let sourcesMax = 3
    /// After a failure, and the longest, in milliseconds.
    static let wait: (first: UInt64, longest: UInt64) = (30_000, 6 * 3_600_000)

    /// What one round did.
    package struct Round: Sendable {
        package var fetched: [Digest] = []
        package var erased: [Digest] = []
        /// What could not be had, and why.
        package var failures: [(file: Digest, reason: String)] = []
        /// Files that were due, also those that are here already.
        package var looked = 0
        /// Whether there may be more that are due.
        package var isCutShort = false
    }

    private let shelf: EvidenceShelf
    private let transport: any PeerTransport
    private let calls: BlockingCalls
    private let pulse: Pulse
    private let logger: Logger

    /// - Parameter pulse: fired when there may be new statements.
    package init(
        shelf: EvidenceShelf, transport: any PeerTransport, calls: BlockingCalls, pulse: Pulse,
        logger: Logger
    ) {
        self.shelf = shelf
        self.transport = transport
        self.calls = calls
        self.pulse = pulse
        self.logger = logger
    }

    package func run() async throws {
        // A full disk or a busy file ends a round, and not the node.
        let rounds = PatientRounds(what: "files of evidence cannot be seen to", logger: logger)
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
        let round = try await round()
        for failure in round.failures {
            logger.info(
                "a file of evidence could not be fetched",
                metadata: ["file": "\(failure.file.hex)", "reason": "\(failure.reason)"])
        }
        if round.isCutShort { pulse.fire() }
    }

    package func round() async throws -> Round {
        var (round, shares) = (Round(), RoundShares())
        let shelf = shelf
        try await calls.run { try shelf.catchUp() }
        // First, for what others serve may take its time.
        round.erased = try await calls.run { try shelf.eraseUnnamed() }
        // Logs of authors whose share of the round is used up: what of theirs is due keeps nobody else's out of it.
        var passedOver: Set<LogOrigin> = []
        var isDone = false
        while !isDone, round.looked < Self.ofRoundMax {
            let (others, limit) = (passedOver, Self.ofRoundMax - round.looked)
            let due = try await calls.run {
                try shelf.index.due(
                    now: shelf.node.clock.now(), limit: limit, butOf: others)
            }
            for file in due {
                let (log, begun) = (file.entry.origin, shelf.node.clock.now())
                guard !shares.isUsedUp(by: log.member) else {
                    passedOver.insert(log)
                    continue
                }
                round.looked += 1
                try await look(at: file, &round)
                shares.add(log.member, from: begun, to: shelf.node.clock.now())
            }
            isDone = passedOver == others
        }
        round.isCutShort = round.looked >= Self.ofRoundMax || !passedOver.isEmpty
        return round
    }

    private func look(at file: NamedFile, _ round: inout Round) async throws {
        do {
            if try await take(file) { round.fetched.append(file.digest) }
        } catch {
            try Task.checkCancellation()
            round.failures.append((file.digest, "\(error)"))
            let shelf = shelf
            try await calls.run {
                try shelf.index.postpone(file, now: shelf.node.clock.now(), wait: Self.wait)
            }
        }
    }

    /// Why a file was not taken.
    enum Failure: Error, CustomStringConvertible {
        /// What came is not what the statement says; another may have it.
        case unlike(EvidenceContent.Fault)
        case nobodyServes
        /// By its author, whom nobody can call; others may have it meanwhile.
        case isToBeBrought
        case noRoom

        var description: String {
            switch self {
            case .unlike(let fault): "what came is not what the statement names, by its \(fault)"
            case .nobodyServes: "nobody who can be reached serves it"
            case .isToBeBrought: "its author takes no connections, and has not brought it yet"
            case .noRoom: "there is no room for more evidence of this member"
            }
        }
    }

    /// - Returns: whether it was fetched: not where it is here already, or can never be what the statement says.
    private func take(_ named: NamedFile) async throws -> Bool {
        let shelf = shelf
        let held = try await calls.run { try shelf.folder.bytes(of: named.digest) }
        if let held, Digest.sha256(held) == named.digest {
            // Its length or type is a lie for ever, or it is fine: nothing is left to do.
            try await calls.run {
                try shelf.adopt(named.digest, bytes: UInt64(held.count))
                try shelf.index.settle(named)
            }
            return false
        }
        let author = named.entry.origin.member
        var failure: any Error =
            MirrorChoice.isOutboundOnly(author, shelf.node.roster)
            ? Failure.isToBeBrought : Failure.nobodyServes
        for source in sources(of: named).prefix(Self.sourcesMax) {
            do {
                let bytes = try await transport.file(
                    named.digest, byteCount: Int(named.byteCount), from: source,
                    deadline: Self.deadline)
                if let fault = EvidenceContent.fault(of: bytes, named: named.file) {
                    if fault == .type {
                        // These are the bytes that it names, and they are something else than it says.
                        try await calls.run { try shelf.index.settle(named) }
                    }
                    throw Failure.unlike(fault)
                }
                let isKept = try await calls.run {
                    guard
                        try shelf.keep(bytes, named.digest, for: author, isNamed: true)
                    else { return false }
                    try shelf.index.settle(named)
                    return true
                }
                guard isKept else { throw Failure.noRoom }
                return true
            } catch Failure.noRoom {
                throw Failure.noRoom
            } catch {
                try Task.checkCancellation()
                failure = error
            }
        }
        throw failure
    }

    /// Its author first, then others that read the channel and can be reached.
    private func sources(of named: NamedFile) -> [MemberID] {
        let (node, author) = (shelf.node, named.entry.origin.member)
        let roster = node.roster
        return ([author] + roster.activeMembers.map(\.id).filter { $0 != author }.sorted()).filter {
            $0 != node.member && roster.endpoint(of: $0) != nil
                && roster.mayRead($0, named.entry.origin.channel)
        }
    }
}
