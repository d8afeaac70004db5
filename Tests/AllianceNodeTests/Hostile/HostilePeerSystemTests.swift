import AllianceNames
import AllianceNode
import Credentials
import HostilePeers
import Peering
import ProductAuthentication
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

/// A running node that follows a peer which cannot be trusted in anything, over TLS.
@Suite("A hostile peer and a node that follows it, over TLS", .serialized)
struct HostilePeerSystemTests {
    /// How often each occasional thing is asked for between two looks at what is covered.
    private static let occasions = 4

    private func size(_ node: OpenedNode, _ origin: LogOrigin) throws -> TreeSize {
        try node.logs.state(of: origin)?.size ?? 0
    }

    /// The hostile member's folder, holding its own logs and the honest member's.
    private func prepare(_ world: HostileWorld, _ honest: RunningNode) async throws -> OpenedNode {
        let name = world.hostiles[0]
        try await honest.opened.report(HostileWorld.reports(30, "honest"), to: .alliance)
        try await honest.opened.report(
            HostileWorld.reports(5, "secret"), to: HostileWorld.luxury)
        let running = try await world.run(name)
        try await running.opened.report(HostileWorld.reports(700, "false"), to: .alliance)
        try await running.opened.report(
            HostileWorld.reports(300, "narrow"), to: HostileWorld.luxury)
        for channel in [ChannelID.alliance, HostileWorld.luxury] {
            let origin = world.origin(HostileWorld.honest, in: channel)
            try await eventually { try size(running.opened, origin) > 0 }
        }
        await running.stop()
        return try OpenedNode(world.home(name))
    }

    /// One round of things to fetch: reports in the hostile member's log, one in the honest member's, one
    /// of the follower's own for its witnesses, and a piece of evidence.
    private func goOn(
        _ round: Int, _ hostile: OpenedNode, _ honest: OpenedNode, _ follower: OpenedNode
    ) async throws {
        let log = hostile.writer.origin(in: .alliance)
        try await hostile.report(HostileWorld.reports(600, "false-\(round)"), to: .alliance)
        try await honest.report(HostileWorld.reports(1, "honest-\(round)"), to: .alliance)
        try await follower.report(HostileWorld.reports(1, "own-\(round)"), to: .alliance)
        let proposal = try ErasureCertificate(
            origin: log, entries: EntryRanges([EntryIndex(round)]), reason: .request,
            issuedAt: UTCTimestamp(millisecondsSince1970: hostile.clock.now()))
        let signer = try #require(try hostile.logSigner(log))
        try hostile.erasureRegister.accept(SignedErasure(proposal, by: [signer]))
    }

    /// The resources that are asked for here, in all fifteen slots; the first six by the follower itself, again and again.
    ///
    /// No attack is put into answers to `mirrorEntries`, `mirrorEvidence`, `wantedObjects`, `mirrorObject`,
    /// `routedQuestion` and `routedAnswer`: they are of the two slots that belong to members which take no connections, of
    /// whom there is none here, and which `mirrorCheckpoint` and `waitingQuestions` fill.
    private static let asked: Set<String> = [
        "roster", "frontier", "evidence", "tile", "entries", "payloads", "checkpoint", "object",
        "snapshotKey", "questions", "certificate", "addCheckpoint", "witnessCheckpoint",
        "mirrorCheckpoint", "waitingQuestions",
    ]

    /// The slots that are still open: in which not every attack was made yet; nil where all were, in all fifteen.
    private static func open(
        _ counts: [HostilePeer.Slot: [HostileAttack: Int]]
    ) -> Set<HostilePeer.Slot>? {
        let open = HostilePeer.Slot.allCases.filter { slot in
            !HostileAttack.allCases.allSatisfy { counts[slot]?[$0] ?? 0 > 0 }
        }
        return open.isEmpty ? nil : Set(open)
    }

    /// What came of an answer.
    private enum Reading {
        case taken
        /// It did not come: what fetches it has refused it, or it was cut.
        case notCome
        /// By what reads it.
        case refused
    }

    /// Whatever comes proves itself, or is refused for a reason that can be told.
    @discardableResult private static func ask(
        _ questions: OccasionalQuestions, _ slot: HostilePeer.Slot
    ) async -> Reading? {
        do {
            try await questions.ask(slot)
            return .taken
        } catch is PeerError {
            return .notCome
        } catch is TransparencyLogError, is CredentialsError, is ProductAuthenticationError,
            is OccasionalQuestions.Refused
        {
            return .refused
        } catch {
            Issue.record("an answer in \(slot) ends in \(error)")
            return nil
        }
    }

    /// An honest answer gets to what reads it, in each of the slots that are asked for here in the follower's name: so
    /// an attack in its place did too.
    private static func checkReached(_ questions: OccasionalQuestions) async {
        for slot in OccasionalQuestions.slots {
            let expected: Reading =
                OccasionalQuestions.provable.contains(slot) ? .taken : .refused
            #expect(await ask(questions, slot) == expected, "an honest answer in \(slot)")
        }
    }

    @Test(
        "whatever it puts into any slot is refused and named; honest logs arrive, and its own once it is honest",
        .timeLimit(.minutes(30)))
    func everySlot() async throws {
        let world = try HostileWorld.make(hostiles: 1)
        let name = world.hostiles[0]
        let honest = try await world.run(HostileWorld.honest)
        let hostile = try await prepare(world, honest)
        let peer = HostilePeer(
            hostile.logs, tls: try hostile.tlsContexts(), seed: 2_026,
            forms: try OccasionalQuestions.forms(of: hostile))
        try await peer.start(port: world.ports[name] ?? 0)
        peer.set(rage: 5)
        let follower = try await world.run(
            HostileWorld.follower, replication: HostileWorld.impatient)
        let honestLog = world.origin(HostileWorld.honest)
        let hostileLog = world.origin(name)

        try await follower.opened.withPeerClient(limits: .patient) { client in
            let occasional = OccasionalQuestions(
                node: follower.opened, peer: hostileLog.member, log: hostileLog, client: client)
            var round = 0
            while let open = Self.open(peer.counts) {
                try await goOn(round, hostile, honest.opened, follower.opened)
                round += 1
                for slot in OccasionalQuestions.slots where open.contains(slot) {
                    for _ in 0..<Self.occasions { await Self.ask(occasional, slot) }
                }
                // What the honest author says arrives, whatever its neighbour does.
                let held = try size(honest.opened, honestLog)
                try await eventually { try size(follower.opened, honestLog) == held }
            }
            peer.set(rage: 0)
            await Self.checkReached(occasional)
        }
        #expect(peer.asked == Self.asked)

        let end = try size(hostile, hostileLog)
        try await eventually { try size(follower.opened, hostileLog) == end }
        let logs = follower.opened.logs
        for (origin, author) in [(honestLog, honest.opened), (hostileLog, hostile)] {
            let audit = try LogAudit(
                of: origin, in: logs, key: follower.opened.roster.logKey(for: origin)
            ).run()
            #expect(audit.isSound)
            #expect(
                try logs.state(of: origin)?.edge.root
                    == author.logs.state(of: origin)?.edge.root)
        }
        #expect(
            try logs.states().allSatisfy { $0.origin.channel == .alliance },
            "nothing of a channel without a seat was taken")
        #expect(try logs.forkedLogs().isEmpty, "nobody is accused of what a relay made up")
        #expect(follower.opened.roster.version == 1)
        try await eventually {
            try logs.peerStatuses().contains {
                $0.peer == hostileLog.member && $0.lastRefusal != nil
            }
        }
        #expect(peer.endlessBytesMax < 64 << 20, "a body without an end was cut off")
        await follower.stop()
        await honest.stop()
        try await peer.stop()
        try hostile.close()
    }
}
