import AllianceNames
import Credentials
import Foundation
import Logging
import NIOCore
import NIOPosix
import NodeAPI
import Peering
import Replication
import Roster
import ServiceLifecycle
import Synchronization
import TestAlliance
import TransparencyLog

/// The newest roster of a test alliance; clock and expiry at the test's will.
final class TestPeerAuthority: PeerAuthority {
    private struct State {
        var roster: VerifiedRoster
        /// Certificates are made by the real clock, so this begins at it.
        var time = TestAuthority.now.millisecondsSince1970
        var isExpired = false
    }
    private let state: Mutex<State>

    init(_ roster: VerifiedRoster) { state = Mutex(State(roster: roster)) }

    func standing() -> RosterStanding {
        state.withLock {
            RosterStanding(roster: $0.roster, time: $0.time, isExpired: $0.isExpired)
        }
    }

    func accept(_ roster: VerifiedRoster) { state.withLock { $0.roster = roster } }
    func setExpired(_ isExpired: Bool) { state.withLock { $0.isExpired = isExpired } }
    func setTime(_ time: UInt64) { state.withLock { $0.time = time } }
}

/// A peer port of the member `hub` on 127.0.0.1, with all it stands on.
struct LivePort: Sendable {
    let alliance: TestAlliance
    let authority: TestPeerAuthority
    let source: TestSource
    let questions: TestQuestions
    let tls: TLSContexts
    let port: PeerPort
    let number: Int
    let group: MultiThreadedEventLoopGroup
    private let clients = ClientList()

    /// Runs `body` against a port, and takes it down afterwards.
    static func with(
        _ alliance: TestAlliance? = nil, limits: ConnectionLimits = .patient,
        certificates: (any CertificateIssuing)? = nil, witness: (any Witnessing)? = nil,
        mirror: (any Mirroring)? = nil, board: FrontierBoard = FrontierBoard(nonce: 7),
        _ body: (LivePort) async throws -> Void
    ) async throws {
        let alliance = try alliance ?? TestAlliance()
        let authority = TestPeerAuthority(alliance.roster)
        let group = MultiThreadedEventLoopGroup.singleton
        let source = TestSource(alliance)
        let questions = TestQuestions()
        let tls = try TLSContexts(alliance.material(of: "hub"), alliance: alliance.id)
        let (numbers, ready) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let port = PeerPort(
            address: .init(host: "127.0.0.1", port: 0), authority: authority, source: source,
            questions: questions, certificates: certificates, witness: witness, mirror: mirror,
            board: board,
            relay: QuestionRelay(nonce: 7, absence: .seconds(3_600)), tls: tls, limits: limits,
            threads: .singleton, eventLoopGroup: group, logger: logger,
            onRunning: { ready.yield($0) })
        let services = ServiceGroup(
            configuration: .init(services: [port], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { ready.finish() }
                try await services.run()
            }
            guard let number = await numbers.first(where: { _ in true }) else {
                return try await tasks.waitForAll()
            }
            let live = LivePort(
                alliance: alliance, authority: authority, source: source, questions: questions,
                tls: tls, port: port, number: number, group: group)
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(live))
            } catch {
                result = .failure(error)
            }
            await live.clients.shutdown()
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }

    /// The transport of a member, calling this port as `hub`.
    func client(
        _ name: String, as leaf: TestLeaf? = nil, seen: SeenCertificates = SeenCertificates()
    ) throws -> PeerClient {
        let authority = TestPeerAuthority(try rosterWithAddress())
        let leaf = leaf ?? alliance.leaf(of: name)
        let client = PeerClient(
            authority: authority,
            tls: try TLSContexts(alliance.material(leaf), alliance: alliance.id, seen: seen),
            limits: .patient, eventLoopGroup: group, logger: Logger(label: "test"))
        clients.add(client)
        return client
    }

    /// What the caller's roster says, which names the port that this one happens to have.
    private func rosterWithAddress() throws -> VerifiedRoster {
        if alliance.roster.endpoint(of: MemberID(unchecked: "hub")).map({ Int($0.port) }) != number
        {
            try alliance.changeMember("hub") { $0.port = number }
        }
        return alliance.roster
    }

    /// The newest roster of the alliance reaches this node.
    func acceptNewestRoster() throws {
        authority.accept(alliance.roster)
        try port.rosterChanged()
    }
}

/// Clients that end with their test, whether it passes or not.
private final class ClientList: Sendable {
    private let clients = Mutex<[PeerClient]>([])

    func add(_ client: PeerClient) { clients.withLock { $0.append(client) } }

    func shutdown() async {
        for client in clients.withLock({ $0 }) { await client.shutdown() }
    }
}

extension TestAlliance {
    func material(_ leaf: TestLeaf) -> TLSMaterial {
        TLSMaterial(
            certificateChain: [leaf.certificate], privateKeyPEM: leaf.keyPEM,
            anchors: ca.anchors)
    }

    func material(of name: String) -> TLSMaterial { material(leaf(of: name)) }
}
