import HummingbirdCore
package import Logging
package import NIOCore
package import Peering
import ServiceLifecycle

/// The port for people and for other companies' systems: HTTP/1.1 over TLS 1.3, apart from the peer
/// port, so that one may be open to the world and the other need not be.
///
/// An alliance certificate identifies a member; without one only routes for everybody are answered.
/// What it answers is a table of routes (`DeskRoutes`). It serves no files.
package struct DeskPort: Service {
    private let around: DeskExchange.Surroundings
    private let rooms: ConnectionRooms
    private let address: PeerPort.Address
    private let eventLoopGroup: any EventLoopGroup
    private let onRunning: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - signIn: nil where nobody signs in, and what is for this member's people is nobody's.
    ///   - accounts: nil where rights holders have no accounts.
    ///   - audit: nil where nothing is shown that has to be recorded.
    ///   - publicOrigin: `https://host[:port]` as the world knows it; nil takes what a request names.
    ///   - executor: where answers are made, rather than on the cooperative pool: the threads that read the
    ///     databases, so that an answer changes threads but once.
    ///   - onRunning: called with the number of the port once connections are taken.
    package init(
        address: PeerPort.Address, authority: any PeerAuthority,
        signIn: (any DeskSignIn)? = nil, accounts: (any AccountSessions)? = nil,
        audit: (any AuditRecording)? = nil,
        routes: DeskRoutes, tls: DeskTLS,
        publicOrigin: String? = nil, limits: ConnectionLimits = .init(),
        eventLoopGroup: any EventLoopGroup, executor: (any TaskExecutor)? = nil, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.address = address
        rooms = ConnectionRooms(limits)
        self.eventLoopGroup = eventLoopGroup
        self.onRunning = onRunning
        around = DeskExchange.Surroundings(
            authority: authority, signIn: signIn, accounts: accounts, audit: audit, routes: routes,
            tls: tls,
            publicOrigin: publicOrigin,
            limits: limits,
            ledger: ConnectionLedger(limits, isStranger: { $0.member == nil }),
            executor: executor, logger: logger)
    }

    /// Serves until graceful shutdown; answers under way finish.
    /// - Throws: `PortFailure` where it cannot listen.
    package func run() async throws {
        let around = around
        let opening = PortOpening(.desk, at: address)
        let setup = ConnectionSetup(
            limits: around.limits, rooms: rooms, tls: { around.tls.server },
            verification: {
                HandshakeVerification(
                    verifier: around.tls.contexts.verifier, authority: around.authority,
                    logger: around.logger)
            }, checksHeaders: true, service: { DeskExchange(around) }, logger: around.logger)
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
        try await opening.run { try await server.serve() }
    }

    /// No TLS session from before is resumed any more, and the connections of members that are not
    /// served any more end.
    ///
    /// - Throws: `PeeringError` if a context cannot be made; the old one goes on, and connections are
    ///   reviewed all the same.
    package func rosterChanged() throws(PeeringError) {
        defer { review() }
        try around.tls.rebuild()
    }

    /// Ends the connections of members whose certificates have run out. To be called at least once a
    /// second.
    package func review() { around.ledger.reviewAll() }

    /// The node has a new certificate. New connections are shown it, unless the desk port has a web
    /// certificate of its own; open ones go on.
    package func certificateChanged() throws(PeeringError) { try around.tls.rebuild() }

    /// Connections that have a place now, for status and tests.
    package var connectionCount: Int { around.ledger.count }

    /// Connections that have none yet.
    package var pendingCount: Int { rooms.count }
}
