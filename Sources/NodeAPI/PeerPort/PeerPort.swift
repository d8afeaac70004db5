package import AllianceNames
import HummingbirdCore
package import Logging
package import NIOCore
package import NIOPosix
package import Peering
import ServiceLifecycle

/// The port that other members' nodes call: HTTP/1.1 over mutual TLS 1.3.
///
/// Who composes a node calls `rosterChanged` whenever `PeerAuthority` has a newer roster (and when
/// it expires), and `board.publish` whenever a log has a newer checkpoint to serve.
package struct PeerPort: Service {
    package typealias Address = PortAddress

    /// Connections that the system takes before this process does.
    static let backlog = 1_024

    package let board: FrontierBoard
    package let relay: QuestionRelay
    private let around: PeerExchange.Surroundings
    private let rooms: ConnectionRooms
    private let address: Address
    private let eventLoopGroup: any EventLoopGroup
    private let onRunning: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - certificates: nil where this node issues none.
    ///   - witness: nil for a node that never is one.
    ///   - mirror: takes what authors bring; nil for a node that does not.
    ///   - relay: shared with whoever asks through it in this process.
    ///   - threads: for the blocking calls of `source`, `questions` and `witness`; running.
    ///   - onRunning: called with the number of the port once connections are taken.
    package init(
        address: Address, authority: any PeerAuthority, source: any PeerPortSource,
        questions: any QuestionAnswering, certificates: (any CertificateIssuing)? = nil,
        witness: (any Witnessing)? = nil, mirror: (any Mirroring)? = nil,
        board: FrontierBoard, relay: QuestionRelay? = nil, tls: TLSContexts,
        limits: ConnectionLimits = .init(), threads: NIOThreadPool,
        eventLoopGroup: any EventLoopGroup, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.address = address
        self.board = board
        let relay = relay ?? QuestionRelay(nonce: UInt64.random(in: .min ... .max))
        self.relay = relay
        rooms = ConnectionRooms(limits)
        self.eventLoopGroup = eventLoopGroup
        self.onRunning = onRunning
        around = PeerExchange.Surroundings(
            authority: authority, source: source,
            questions: QuestionQueue(questions, threads: threads), certificates: certificates,
            witness: witness, mirror: mirror, board: board,
            router: PeerRouter(
                board: board, offersCertificates: certificates != nil, witness: witness,
                offersMirror: mirror != nil),
            relay: relay, tls: tls, limits: limits, threads: threads,
            ledger: ConnectionLedger(limits), logger: logger)
    }

    /// Serves until graceful shutdown; long polls are answered then, and answers under way finish.
    /// - Throws: `PortFailure` where it cannot listen.
    package func run() async throws {
        let around = around
        let opening = PortOpening(.peer, at: address)
        let setup = ConnectionSetup(
            limits: around.limits, rooms: rooms, tls: { around.tls.server },
            verification: {
                HandshakeVerification(
                    verifier: around.tls.verifier, authority: around.authority,
                    logger: around.logger)
            },
            service: { PeerExchange(around) }, logger: around.logger)
        let server = Server(
            childChannelSetup: setup,
            configuration: ServerConfiguration(
                address: .hostname(address.host, port: address.port), serverName: nil,
                backlog: PeerPort.backlog),
            onServerRunning: { [onRunning] channel in
                opening.opened()
                await onRunning(channel.localAddress?.port ?? 0)
            },
            eventLoopGroup: eventLoopGroup, logger: around.logger)
        try await withGracefulShutdownHandler {
            try await opening.run { try await server.serve() }
        } onGracefulShutdown: { [board, relay] in
            board.drain()
            relay.drain()
        }
    }

    /// Makes new TLS contexts, so that no session from before is resumed; ends the connections of
    /// members that the newest roster does not serve; and wakes all long polls.
    ///
    /// - Throws: `PeeringError` if the contexts cannot be made; connections are reviewed all the same.
    package func rosterChanged() throws(PeeringError) {
        defer {
            around.ledger.reviewAll()
            board.wakeAll()
        }
        try around.tls.rebuild()
    }

    /// Ends the connections and long polls of members that are not served any more, since time has
    /// passed: a certificate ran out, or the roster. To be called at least once a second.
    package func review() { around.ledger.reviewAll() }

    /// Connections that have a place now, for status and tests.
    package var connectionCount: Int { around.ledger.count }

    /// What a member has asked for and not taken yet, in long answers.
    package func unreadBytes(of member: MemberID) -> Int { around.ledger.unread(of: member) }

    /// Connections that have none yet.
    package var pendingCount: Int { rooms.count }
}
