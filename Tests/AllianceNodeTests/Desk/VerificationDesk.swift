import AllianceNames
import AllianceNode
import AsyncHTTPClient
import Credentials
import Foundation
import GS1
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NodeAPI
import Peering
import ProductAuthentication
import Replication
import Roster
import SQLiteStore
import ServiceLifecycle
import Statements
import Synchronization
import TestAlliance

/// The desk port of `maison` on 127.0.0.1 over TLS, with its registry in SQLite, and a member
/// (`brand` of the test alliance) who sends verification messages.
struct VerificationDesk {
    /// Mismatches are told, recalled and expired are refused.
    static let strict = "04006381333931"
    /// Recalled and expired verify; lot EXT was granted a later expiry.
    static let lenient = "04006381333948"
    /// Says nothing about what differs.
    static let silent = "04006381333955"

    static let policies = """
        {"responderGLN": "4006381000000", "products": {
          "\(lenient)": {"recalled": "verified", "expired": "verified",
            "extensions": [{"lot": "EXT", "until": "271231"}]},
          "\(silent)": {"mismatches": "withheld"}}}
        """

    let port: Int
    let alliance: TestAlliance
    let client: HTTPClient

    /// - Parameter peers: whom questions about other members' products reach.
    static func with(
        peers: ScriptedPeers = ScriptedPeers { _, _ in throw PeerError.malformed("not asked") },
        links: String = "gtin,linkType,href,title\n", scans: any QuestionScans = NoScans(),
        _ body: (VerificationDesk) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let registry = try SQLiteItemRegistry(path: folder.appending(path: "registry").path())
        try fill(registry)
        let people = try TestAlliance()
        let tls = try TLSContexts(people.material("hub"), alliance: people.id)
        let authority = FixedAuthority(people.roster)
        let routes = try routes(registry, peers, links, scans)
        let (numbers, ready) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let desk = DeskPort(
            address: .init(host: "127.0.0.1", port: 0), authority: authority, routes: routes,
            tls: try DeskTLS(tls),
            publicOrigin: "https://desk.example", limits: .patient,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger,
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
            var configuration = HTTPClient.Configuration(
                tlsConfiguration: try TLSContexts.clientConfiguration(people.material("brand")))
            configuration.redirectConfiguration = .disallow
            let client = HTTPClient(configuration: configuration)
            let result: Result<Void, any Error>
            do {
                result = .success(
                    try await body(
                        VerificationDesk(port: number, alliance: people, client: client)))
            } catch {
                result = .failure(error)
            }
            try await client.shutdown()
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
        try registry.close()
    }

    struct Reply {
        let status: Int
        let headers: [String: String]
        let body: String
    }

    func get(_ path: String, headers: [(String, String)] = []) async throws -> Reply {
        var request = HTTPClientRequest(url: "https://127.0.0.1:\(port)\(path)")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let response = try await client.execute(request, timeout: .seconds(1_200))
        let body = try await response.body.collect(upTo: 1 << 20)
        return Reply(
            status: Int(response.status.code),
            headers: Dictionary(
                response.headers.map { ($0.name.lowercased(), $0.value) },
                uniquingKeysWith: { $0 + ", " + $1 }), body: String(buffer: body))
    }

    private static func routes(
        _ registry: SQLiteItemRegistry, _ peers: ScriptedPeers, _ links: String,
        _ scans: any QuestionScans
    ) throws -> DeskRoutes {
        let questions = try QuestionAlliance()
        let roster = questions.roster
        let knowledge = FixedKnowledge()
        knowledge.registered.withLock { $0 = Facts.Product(isSerialised: true) }
        let calls = BlockingCalls.concurrent(label: "test")
        let signer = try questions.maison.signer()
        let router = QuestionRouter(
            member: QuestionAlliance.maison, roster: { roster }, transport: peers,
            responder: QuestionResponder(
                member: QuestionAlliance.maison, registry: registry, knowledge: knowledge,
                scans: scans, signer: { signer }, now: { QuestionAlliance.now },
                logger: Logger(label: "test")),
            knowledge: knowledge, calls: calls, now: { QuestionAlliance.now })
        let answers = DeskAnswers(
            member: QuestionAlliance.maison, standing: { (roster, false) }, router: router,
            find: { try product($0, roster) },
            links: try LinkTable(parsing: Array(links.utf8), path: "links.csv"),
            policies: try VerificationPolicies(
                parsing: Array(policies.utf8), path: "verification.json"),
            calls: calls, now: { QuestionAlliance.now })
        return DeskRoutes(
            ResolverRoutes(answers).routes
                + VerificationRoutes(answers, now: { QuestionAlliance.now }).routes)
    }

    private static func product(
        _ gtin: GTIN, _ roster: VerifiedRoster
    ) throws -> ProductDirectory.Finding {
        guard let owner = roster.owners(of: gtin).all.first.flatMap({ roster.member($0) }) else {
            return .notInAlliance
        }
        guard [strict, lenient, silent].contains(gtin.digits14) else {
            return .notRegistered(owner: owner)
        }
        return .registered(
            .init(
                owner: owner,
                registration: ProductRegistration(
                    code: .gtin(gtin), brand: "Maison <Verel>",
                    names: [
                        LocalizedName(language: "en", name: "Serum No. 1"),
                        LocalizedName(language: "zh", name: "一号精华"),
                    ], serialisation: .serialised)))
    }

    private static func fill(_ registry: SQLiteItemRegistry) throws {
        func item(
            _ gtin: String, _ serial: String, _ state: ItemState = .active, lot: String = "L1",
            expiry: String = "281231"
        ) throws -> RegisteredItem {
            RegisteredItem(
                product: .gtin(try GTIN(parsing: gtin)), serial: serial,
                record: ItemRecord(
                    state: state, lot: try Lot(parsing: lot),
                    expiry: try ExpiryDate(parsing: expiry), updatedAt: QuestionAlliance.now))
        }
        try registry.store([
            item(strict, "FIT"), item(strict, "RECALLED", .recalled),
            item(strict, "OLD", expiry: "260101"), item(strict, "DESTROYED", .destroyed),
            item(strict, "STOLEN", .stolen), item(strict, "SAMPLE", .sample),
            item(lenient, "EXTENDED", lot: "EXT", expiry: "260101"),
            item(lenient, "RECALLED", .recalled), item(lenient, "OLD", expiry: "260101"),
            item(silent, "FIT"),
        ])
    }
}

/// The newest roster of a test alliance, at the real time, by which certificates are made.
private struct FixedAuthority: PeerAuthority {
    let roster: VerifiedRoster

    init(_ roster: VerifiedRoster) { self.roster = roster }

    func standing() -> RosterStanding {
        RosterStanding(
            roster: roster, time: TestAuthority.now.millisecondsSince1970, isExpired: false)
    }
}

extension TestAlliance {
    func material(_ name: String) -> TLSMaterial {
        let leaf = leaf(of: name)
        return TLSMaterial(
            certificateChain: [leaf.certificate], privateKeyPEM: leaf.keyPEM, anchors: ca.anchors)
    }
}
