import AllianceNames
import GS1
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import NodeAPI
import Peering
import ProductAuthentication
import ServiceLifecycle
import SignIn
import Synchronization
import TestAlliance

/// A desk port of the member `hub` on 127.0.0.1, whose answers a test sets.
struct LiveDesk: Sendable {
    let alliance: TestAlliance
    let authority: TestPeerAuthority
    let answers: FixedAnswers
    let desk: DeskPort
    let tls: TLSContexts
    /// Called by the route `/slow` before it answers.
    let whileWorking: Hook
    let port: Int

    final class Hook: Sendable {
        private let body = Mutex<(@Sendable () -> Void)?>(nil)
        func withLock(_ change: (inout (@Sendable () -> Void)?) -> Void) {
            body.withLock { change(&$0) }
        }
        func run() { body.withLock { $0 }?() }
    }

    /// - Parameters:
    ///   - more: routes beside the resolver's, those of verification and three for tests.
    ///   - web: a certificate of its own, as a browser would know it.
    static func with(
        limits: ConnectionLimits = .patient, signIn: any DeskSignIn = NobodySignsIn(),
        routes more: [DeskRoute] = [],
        web: ((TLSContexts) throws -> DeskTLS)? = nil, _ body: (LiveDesk) async throws -> Void
    ) async throws {
        let alliance = try TestAlliance()
        let authority = TestPeerAuthority(alliance.roster)
        let tls = try TLSContexts(alliance.material(of: "hub"), alliance: alliance.id)
        let answers = FixedAnswers()
        var routes = DeskRoutes(ResolverRoutes(answers).routes)
        routes.add(VerificationRoutes(answers, now: { 0 }).routes)
        let whileWorking = Hook()
        routes.add([
            DeskRoute(.get, "/slow", for: .members) { _ in
                whileWorking.run()
                return .json(Array("\"secret\"".utf8))
            },
            DeskRoute(.get, "/me", for: .members) { request in
                .json(Array("\"\(request.caller.member?.rawValue ?? "nobody")\"".utf8))
            },
            DeskRoute(.post, "/echo", for: .members) { request in
                DeskAnswer(mediaType: "application/octet-stream", body: request.body)
            },
        ])
        routes.add(more)
        let (numbers, ready) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let desk = DeskPort(
            address: .init(host: "127.0.0.1", port: 0), authority: authority,
            signIn: signIn, routes: routes, tls: try web?(tls) ?? DeskTLS(tls),
            limits: limits, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            onRunning: { ready.yield($0) })
        let services = ServiceGroup(configuration: .init(services: [desk], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { ready.finish() }
                try await services.run()
            }
            guard let number = await numbers.first(where: { _ in true }) else {
                return try await tasks.waitForAll()
            }
            let result: Result<Void, any Error>
            do {
                result = .success(
                    try await body(
                        LiveDesk(
                            alliance: alliance, authority: authority, answers: answers,
                            desk: desk, tls: tls, whileWorking: whileWorking, port: number)))
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }

    /// - Parameter name: nil comes without a certificate.
    func connect(
        _ name: String?, _ change: (inout TLSConfiguration) -> Void = { _ in }
    ) async throws -> RawConnection {
        var tls = try TLSContexts.clientConfiguration(alliance.material(of: name ?? "brand"))
        if name == nil {
            tls.certificateChain = []
            tls.privateKey = nil
        }
        change(&tls)
        return try await RawConnection(to: port, tls: tls)
    }
}

/// The desk of `hub`, where no person signs in.
protocol PersonlessSignIn: DeskSignIn {}

extension PersonlessSignIn {
    var member: MemberID { MemberID(unchecked: "hub") }

    func person(with session: Secret) -> DeskPerson? { nil }
    func refresh() async throws {}
    func takeAttempt(from place: String) -> Bool { true }
    func takeRefusal() -> UInt64? { nil }
    func person(ofLink link: Secret) async throws -> Person? { nil }
    func begin(usingLink link: Secret) async throws -> Secret? { nil }
    func state(_ purpose: Purpose, for session: Secret) async throws {}
    func end(_ session: Secret) async throws {}
}

/// And no program either.
struct NobodySignsIn: PersonlessSignIn {
    func machine(with token: Secret) -> DeskMachine? { nil }
}

/// But one program comes with a token, until that is over.
final class OneProgram: PersonlessSignIn {
    let token = Secret.random()
    private let isOver = Mutex(false)

    func end() { isOver.withLock { $0 = true } }

    func machine(with token: Secret) -> DeskMachine? {
        guard token == self.token, !isOver.withLock({ $0 }) else { return nil }
        return DeskMachine(
            member: member, name: TokenName(unchecked: "siem"), role: .readOnlyMachine)
    }
}

/// Answers what a test has set; by default one registered product, its number issued.
final class FixedAnswers: DeskAnswering {
    let finding = Mutex<DeskFinding>(.notInAlliance)
    let judgement = Mutex(Judgement([Finding(.serialIssued, .genuine, confidence: 90)]))
    /// The name of who judged.
    let responder = Mutex<String?>(nil)
    let policy = Mutex(VerificationPolicy())
    let asked = Mutex<[DeskInquiry]>([])

    init() {
        guard let gtin = try? GTIN(parsing: "04006381333931") else { return }
        finding.withLock {
            $0 = .registered(
                DeskProduct(
                    gtin: gtin, brand: "Verel", owner: "Maison Verel", isSerialised: true))
        }
    }

    func product(_ gtin: GTIN) async throws -> DeskFinding { finding.withLock { $0 } }

    func authenticate(
        _ item: ItemIdentifiers, for inquiry: DeskInquiry
    ) async throws -> DeskVerdict {
        asked.withLock { $0.append(inquiry) }
        return DeskVerdict(
            judgement: judgement.withLock { $0 }, responderName: responder.withLock { $0 },
            answeredAt: 1_795_435_200_000)
    }

    func verificationPolicy(of gtin: GTIN) -> VerificationPolicy { policy.withLock { $0 } }
}
