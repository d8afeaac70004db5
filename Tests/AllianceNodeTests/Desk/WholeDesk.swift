import AllianceNames
import AllianceNode
import AsyncHTTPClient
import Casework
import Credentials
import Foundation
import Logging
import NIOPosix
import NIOSSL
import NodeAPI
import Peering
import ProductAuthentication
import Replication
import Roster
import SQLiteStore
import ServiceLifecycle
import SignIn
import Statements

/// All routes of a member's desk, as its node has them, over TLS: with a folder, a record and a register of
/// its own.
struct WholeDesk: Sendable {
    let routes: DeskRoutes
    let node: OpenedNode
    /// What its people follow.
    let notices: NoticeDesk
    /// What this desk records.
    let audit: AuditLog?
    let recorder: AuditRecorder
    let exports: ExportDesk
    /// Where it has any.
    let accounts: AccountDesk?
    let port: Int
    private let store: SQLiteAccessStore
    private let clients: [String: HTTPClient]

    /// The channel in which `own` complains and `other`, the platform, decides, where there is one.
    static let complaintChannel = ChannelID(unchecked: "desk-own")

    /// - Parameters:
    ///   - exportRows: that one may take away alone.
    ///   - complaints: whether it files complaints.
    ///   - accounts: whether it has the pages of accounts and marketplaces, as a platform's desk has them.
    ///   - isPlatform: whether `own` is a platform too, so that its desk does what only a platform's does.
    ///   - marketplaces: that it speaks with, where it has pages of them.
    static func with(
        exportRows: UInt64 = 1_000, secondLook: SecondLook = .never, complaints: Bool = false,
        accounts hasAccounts: Bool = false, isPlatform: Bool = false,
        marketplaces set: MarketplaceSet = MarketplaceSet([]),
        notices services: NoticeServices = NoticeServices(),
        _ body: (WholeDesk) async throws -> Void
    ) async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        if complaints {
            try alliance.publish { draft in
                try draft.grant(.platform, to: MemberID(parsing: "other"))
                if isPlatform { try draft.grant(.platform, to: MemberID(parsing: "own")) }
                draft.openChannel(Self.complaintChannel, marking: .amber)
                for name in ["own", "other"] {
                    try draft.seat(MemberID(parsing: name), in: Self.complaintChannel)
                }
            }
        }
        let node = try OpenedNode(alliance.home("own"))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let calls = BlockingCalls.concurrent(label: "test")
        let group = MultiThreadedEventLoopGroup.singleton
        let tls = try node.tlsContexts()
        let registry = try node.openRegistry()
        let scans = try node.openScans(of: registry)
        let client = try node.peerClient(
            tls: tls, limits: .patient, eventLoopGroup: group, logger: logger)
        let responder = node.questionResponder(
            registry: registry, scans: scans, logger: logger)
        let persons = try node.personRegister(calls: calls)
        let audit = node.auditRecorder(logger: logger)
        let exports = node.exportDesk(audit, rowsMax: exportRows)
        let casework = try node.caseworkDesk(
            secondLook: secondLook, persons: persons, calls: calls)
        let notices = try node.noticeDesk(
            services, persons: persons, casework: casework, calls: calls)
        let accounts =
            hasAccounts
            ? try AccountDesk(
                store: SQLiteAccountStore(path: node.home.accountDatabase), mail: nil,
                calls: calls, now: node.clock.now, logger: logger) : nil
        let held = try complaints ? node.complaintsOfDesks() : nil
        let marketplaces =
            hasAccounts
            ? try held.map {
                try node.marketplaceParts(
                    set, register: $0.register, pulse: Pulse(), calls: calls,
                    logger: logger)
            } : nil
        let routes = try node.deskRoutes(
            node.deskAnswers(
                router: node.questionRouter(responder: responder, transport: client, calls: calls),
                calls: calls), scans: scans, collections: node.collectionKeeper(),
            signIn: persons,
            audit: node.consoleAudit(audit, exports: exports, calls: calls),
            recorder: audit, casework: casework, notices: notices,
            complaints: held, marketplaces: marketplaces, accounts: accounts,
            calls: calls, logger: logger)
        let (numbers, ready) = AsyncStream.makeStream(of: Int.self)
        let desk = DeskPort(
            address: .init(host: "127.0.0.1", port: 0), authority: node.register,
            signIn: persons, accounts: accounts, audit: audit, routes: routes,
            tls: try DeskTLS(tls),
            limits: .patient, eventLoopGroup: group, executor: calls.executor, logger: logger,
            onRunning: { ready.yield($0) })
        let services = ServiceGroup(configuration: .init(services: [desk], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { ready.finish() }
                try await services.run()
            }
            guard let port = await numbers.first(where: { _ in true }) else {
                return try await tasks.waitForAll()
            }
            let clients = try Self.clients(alliance)
            let result: Result<Void, any Error>
            do {
                result = .success(
                    try await body(
                        WholeDesk(
                            routes: routes, node: node, notices: notices, recorder: audit,
                            exports: exports, accounts: accounts, port: port,
                            store: SQLiteAccessStore(path: node.home.accessDatabase),
                            clients: clients)))
            } catch {
                result = .failure(error)
            }
            for client in clients.values { try await client.shutdown() }
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
        await client.shutdown()
        try node.close()
    }

    private init(
        routes: DeskRoutes, node: OpenedNode, notices: NoticeDesk, recorder: AuditRecorder,
        exports: ExportDesk,
        accounts: AccountDesk?, port: Int, store: SQLiteAccessStore, clients: [String: HTTPClient]
    ) {
        self.routes = routes
        self.node = node
        self.notices = notices
        audit = recorder.log
        self.recorder = recorder
        self.exports = exports
        self.accounts = accounts
        self.port = port
        self.store = store
        self.clients = clients
    }

    private static func clients(_ alliance: ErasureAlliance) throws -> [String: HTTPClient] {
        var clients: [String: HTTPClient] = [:]
        for name in ["", "own", "other"] {
            let certs = alliance.home(name.isEmpty ? "own" : name).certs
            var tls = try TLSContexts.clientConfiguration(
                TLSMaterial(certs.tlsIdentity(), anchors: certs.trustAnchors()))
            if name.isEmpty {
                tls.certificateChain = []
                tls.privateKey = nil
            }
            var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
            configuration.redirectConfiguration = .disallow
            clients[name] = HTTPClient(configuration: configuration)
        }
        return clients
    }

    /// - Parameter certificate: whose; nobody's where it is empty.
    func browser(_ certificate: String = "") -> Browser {
        guard let client = clients[certificate] else {
            preconditionFailure("no client with certificate '\(certificate)'")
        }
        return Browser(port: port, client, origin: "https://127.0.0.1:\(port)")
    }

    func token() throws -> String {
        let (secret, now) = (Secret.random(), node.clock.now())
        try store.add(
            AccessToken(
                name: TokenName(parsing: "machine"), hash: secret.hash(for: .token),
                role: .readOnlyMachine, createdAt: now, expiresAt: now + 3_600_000))
        return AccessToken.text(of: secret)
    }

    /// A new person of a role, in a session of its own.
    func signedIn(
        _ role: Role, for purpose: Purpose.Ground? = .investigation
    ) async throws -> (Browser, Secret) {
        let id = try PersonID(parsing: "\(role.rawValue)-\(store.people().count)")
        let now = node.clock.now()
        try store.add(Person(id: id, displayName: role.rawValue, roles: [role], addedAt: now))
        let secret = Secret.random()
        try store.begin(
            Session(
                hash: secret.hash(for: .session), person: id, method: .link, begunAt: now,
                seenAt: now, purpose: try purpose.map { try Purpose($0, reference: "2026-17") }))
        let browser = browser()
        browser.set("__Host-touchstone", secret.text)
        return (browser, secret)
    }
}
