import AllianceNames
import AllianceNode
import AsyncHTTPClient
import Credentials
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NodeAPI
import Peering
import Roster
import SQLiteStore
import ServiceLifecycle
import SignIn
import Synchronization
import TestAlliance

/// The desk port of the member `hub` on 127.0.0.1 over TLS, with its list of persons in SQLite as commands
/// change it, and browsers that come to it.
struct SignInDesk: Sendable {
    static let origin = "https://desk.example"

    let port: Int
    let alliance: TestAlliance
    let authority: ChangingAuthority
    let store: SQLiteAccessStore
    let register: PersonRegister
    let clock: TestClock
    private let clients: [String: HTTPClient]

    /// - Parameter more: routes beside those of signing in.
    static func with(
        routes more: [DeskRoute] = [],
        signInRoutes: ((PersonRegister, @escaping @Sendable () -> UInt64) -> [DeskRoute])? = nil,
        accounts: AccountDesk? = nil,
        _ body: (SignInDesk) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "access.sqlite").path()
        let alliance = try TestAlliance()
        let authority = ChangingAuthority(alliance.roster)
        let clock = TestClock()
        let register = try PersonRegister(
            member: MemberID(parsing: "hub"), store: SQLiteAccessStore(path: path),
            calls: .concurrent(label: "test"), now: { clock.now })
        let (numbers, ready) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var routes = DeskRoutes(
            signInRoutes?(register, { clock.now }) ?? SignInRoutes(register).routes)
        routes.add(more)
        let desk = DeskPort(
            address: .init(host: "127.0.0.1", port: 0), authority: authority, signIn: register,
            accounts: accounts, routes: routes,
            tls: try DeskTLS(TLSContexts(alliance.material("hub"), alliance: alliance.id)),
            publicOrigin: origin, limits: .patient,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger, onRunning: { ready.yield($0) })
        let services = ServiceGroup(configuration: .init(services: [desk], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { ready.finish() }
                try await services.run()
            }
            guard let number = await numbers.first(where: { _ in true }) else {
                return try await tasks.waitForAll()
            }
            let clients = try Self.clients(alliance)
            let result: Result<Void, any Error>
            do {
                result = .success(
                    try await body(
                        // As a command opens the list, in a process of its own.
                        SignInDesk(
                            port: number, alliance: alliance, authority: authority,
                            store: SQLiteAccessStore(path: path), register: register,
                            clock: clock, clients: clients)))
            } catch {
                result = .failure(error)
            }
            for client in clients.values { try await client.shutdown() }
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }

    private init(
        port: Int, alliance: TestAlliance, authority: ChangingAuthority,
        store: SQLiteAccessStore, register: PersonRegister, clock: TestClock,
        clients: [String: HTTPClient]
    ) {
        self.port = port
        self.alliance = alliance
        self.authority = authority
        self.store = store
        self.register = register
        self.clock = clock
        self.clients = clients
    }

    /// One without a certificate, one of the own member's systems, one of another member's.
    private static func clients(_ alliance: TestAlliance) throws -> [String: HTTPClient] {
        var clients: [String: HTTPClient] = [:]
        for name in ["", "hub", "brand"] {
            var tls = try TLSContexts.clientConfiguration(
                alliance.material(name.isEmpty ? "brand" : name))
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

    func browser(certificate: String = "") -> Browser {
        guard let client = clients[certificate] else {
            preconditionFailure("no client with certificate '\(certificate)'")
        }
        return Browser(port: port, client, origin: Self.origin)
    }

    @discardableResult
    func add(_ name: String, _ roles: Role...) throws -> PersonID {
        let id = try PersonID(parsing: name)
        try store.add(
            Person(
                id: id, displayName: name.capitalized, roles: Set(roles), addedAt: clock.now))
        return id
    }

    func link(for person: PersonID, minutes: UInt64 = 15) throws -> Secret {
        let secret = Secret.random()
        try store.add(
            SignInLink(
                hash: secret.hash(for: .link), person: person,
                expiresAt: clock.now + minutes * 60_000), at: clock.now)
        return secret
    }

    func token(_ name: String, days: UInt64 = 1) throws -> String {
        let secret = Secret.random()
        try store.add(
            AccessToken(
                name: TokenName(parsing: name), hash: secret.hash(for: .token),
                role: .readOnlyMachine, createdAt: clock.now,
                expiresAt: clock.now + days * 86_400_000))
        return AccessToken.text(of: secret)
    }

    /// A browser in which that person has signed in by link.
    func signedIn(_ person: PersonID) async throws -> Browser {
        let browser = browser()
        let path = "\(SignInPath.link)/\(try link(for: person).text)"
        let answer = try await browser.post(path)
        guard answer.status == 303,
            answer.headers["location"] == [Self.origin + "/console"]
        else {
            throw SignInDeskError(description: "not signed in: \(answer.status) \(answer.body)")
        }
        return browser
    }
}

struct SignInDeskError: Error, CustomStringConvertible {
    let description: String
}

/// Keeps cookies as browsers do, as far as these tests need it.
final class Browser: Sendable {
    struct Answer: Sendable {
        let status: Int
        let headers: [String: [String]]
        let body: String
        /// The same, where it is no text.
        let bytes: [UInt8]
    }

    private let port: Int
    private let client: HTTPClient
    let origin: String
    private let kept = Mutex<[String: String]>([:])

    init(port: Int, _ client: HTTPClient, origin: String) {
        self.port = port
        self.client = client
        self.origin = origin
    }

    var cookies: [String: String] { kept.withLock { $0 } }

    func set(_ name: String, _ value: String?) { kept.withLock { $0[name] = value } }

    func get(_ path: String, headers: [(String, String)] = []) async throws -> Answer {
        try await send(.GET, path, headers: headers)
    }

    /// As the desk's own page posts a form.
    func post(
        _ path: String, _ body: String = "", headers: [(String, String)]? = nil
    ) async throws -> Answer {
        try await send(
            .POST, path, body: body,
            headers: headers ?? [("origin", origin), ("sec-fetch-site", "same-origin")])
    }

    func send(
        _ method: HTTPMethod, _ path: String, body: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "https://127.0.0.1:\(port)\(path)")
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let cookies = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        if !cookies.isEmpty, !request.headers.contains(name: "cookie") {
            request.headers.add(name: "cookie", value: cookies.joined(separator: "; "))
        }
        if let body {
            request.body = .bytes(Array(body.utf8))
            if !request.headers.contains(name: "content-type") {
                request.headers.add(
                    name: "content-type", value: "application/x-www-form-urlencoded")
            }
        }
        let response = try await client.execute(request, timeout: .seconds(1_200))
        let text = try await response.body.collect(upTo: 1 << 20)
        let answer = Answer(
            status: Int(response.status.code),
            headers: Dictionary(
                response.headers.map { ($0.name.lowercased(), [$0.value]) }, uniquingKeysWith: +),
            body: String(buffer: text), bytes: Array(text.readableBytesView))
        keep(answer.headers["set-cookie"] ?? [])
        return answer
    }

    private func keep(_ fields: [String]) {
        for field in fields {
            let pair = field.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            set(String(pair[0]), field.contains("Max-Age=0") ? nil : String(pair[1]))
        }
    }
}

/// Milliseconds since 1970, as a test sets them.
final class TestClock: Sendable {
    private let time = Mutex(TestAuthority.now.millisecondsSince1970)

    var now: UInt64 { time.withLock { $0 } }

    func advance(milliseconds: UInt64) { time.withLock { $0 += milliseconds } }
}

/// A register that a test may let expire, or change.
final class ChangingAuthority: PeerAuthority {
    private let state: Mutex<(roster: VerifiedRoster, isExpired: Bool)>

    init(_ roster: VerifiedRoster) { state = Mutex((roster, false)) }

    func accept(_ roster: VerifiedRoster) { state.withLock { $0.roster = roster } }

    func expire() { state.withLock { $0.isExpired = true } }

    func standing() -> RosterStanding {
        state.withLock {
            RosterStanding(
                roster: $0.roster, time: TestAuthority.now.millisecondsSince1970,
                isExpired: $0.isExpired)
        }
    }
}
