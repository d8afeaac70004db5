import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Peering
import Replication
import Roster
import Testing
import TransparencyLog

/// A running node with both ports, and a register that shuts a member out while that member is connected to them.
@Suite("A member that the register shuts out, at a running node", .serialized)
struct RemovalSystemTests {
    private static let bound = Duration.seconds(1)
    /// Of threads, until the test has seen an end: the observer's, the connection's, the answer's, the test's own. Each
    /// may be as late as this machine is meanwhile; that alone is added to the bound.
    private static let turns = 4
    /// What every member is answered at the desk port; nobody has this product.
    private static let question = "/checkConnectivity?gtin=04006381333931&reqGLN=4006381000017"

    /// How the member is shut out, and what it is told.
    enum Way: CaseIterable {
        case removed, keyWithdrawn

        var keyword: String {
            switch self {
            case .removed: "member-not-active"
            case .keyWithdrawn: "key-not-accepted"
            }
        }
    }

    private static func publish(_ way: Way, in alliance: ErasureAlliance) throws {
        let (brand, certs) = (MemberID(unchecked: "brand"), alliance.home("brand").certs)
        let log = LogOrigin(
            alliance: try AllianceID(parsing: "erasure.example"), channel: .alliance,
            member: brand, epoch: Epoch(1))
        let key = try certs.tlsIdentity().spkiDigest
        try alliance.publish { draft in
            switch way {
            case .removed: try draft.remove(brand, logEnds: [log: .void])
            case .keyWithdrawn: try draft.endTLSKey(key, of: brand)
            }
        }
    }

    private static func material(_ home: HomeFolder) throws -> TLSMaterial {
        TLSMaterial(try home.certs.tlsIdentity(), anchors: try home.certs.trustAnchors())
    }

    /// Waits at the node, each time again where it is told of something, until it is told something else.
    private static func poll(_ connection: HeldConnection, after first: String) async throws
        -> HeldConnection.Answer
    {
        var token = first
        while true {
            let answer = try await connection.get("/frontier?after=\(token)&wait=60")
            guard answer.status == 200 else { return answer }
            token = try FrontierAnswer(parsing: Array(answer.text.utf8)).token
        }
    }

    /// A running node, a member that is about to be shut out, and another.
    private struct Scene {
        let alliance: ErasureAlliance
        let node: TwoNodes.Running
        let peerPort: Int
        let deskPort: Int
        let brand: TLSMaterial
        let rival: TLSMaterial

        init() async throws {
            alliance = try await ErasureAlliance(["brand", "hub", "rival"])
            node = try await TwoNodes.Running(alliance.home("hub"), hasDesk: true)
            let member = node.opened.member
            peerPort = Int(try #require(node.opened.roster.endpoint(of: member)).port)
            deskPort = try #require(node.desk)
            brand = try RemovalSystemTests.material(alliance.home("brand"))
            rival = try RemovalSystemTests.material(alliance.home("rival"))
        }

        /// What the member asks for at each port.
        var asked: [(name: String, path: String, port: Int)] {
            [("peer", "/roster", peerPort), ("desk", question, deskPort)]
        }

        /// Publishes the register, and waits until the node has told of it whoever was told before.
        ///
        /// - Parameter meanwhile: done once it is published.
        func publish(_ way: Way, meanwhile: () async throws -> Void = {}) async throws {
            // Told after whoever observed before, which the node did when it was made.
            let (told, tell) = AsyncStream.makeStream(of: Void.self)
            node.opened.register.observe { roster in if roster.version == 2 { tell.finish() } }
            try RemovalSystemTests.publish(way, in: alliance)
            try await meanwhile()
            for await _ in told {}
        }

        func end() async throws {
            await node.stop()
            try node.opened.close()
        }
    }

    @Test(
        "idle and polling connections and those of the desk end within 1 s of the register's arrival, and new ones are refused",
        .timeLimit(.minutes(30)), arguments: Way.allCases)
    func shutOut(way: Way) async throws {
        let scene = try await Scene()
        let idle = try await HeldConnection(to: scene.peerPort, as: scene.brand)
        let polling = try await HeldConnection(to: scene.peerPort, as: scene.brand)
        let desk = try await HeldConnection(to: scene.deskPort, as: scene.brand)
        let others = [
            (try await HeldConnection(to: scene.peerPort, as: scene.rival), "/roster", 200),
            (try await HeldConnection(to: scene.deskPort, as: scene.rival), Self.question, 404),
        ]
        // A node is up before it has posted its logs for the first time.
        try await eventually { try await polling.get("/frontier").status == 200 }
        let token = try FrontierAnswer(
            parsing: Array(try await polling.get("/frontier").text.utf8)
        ).token
        #expect(try await idle.get("/roster").status == 200)
        #expect(try await desk.get(Self.question).text.contains("gtin-not-found"))
        for (other, path, status) in others {
            #expect(try await other.get(path).status == status)
        }

        async let refused = Self.poll(polling, after: token)
        let register = scene.node.opened.register
        let watch = Task { await Self.watch(for: 2, in: register) }
        var ends: [(String, ContinuousClock.Instant)] = []
        try await scene.publish(way) {
            ends = try await [
                ("the idle connection", idle.ended()),
                ("the polling connection", polling.ended()),
                ("the desk's connection", desk.ended()),
            ]
        }
        let poll = try await refused
        #expect(poll.status == 403 && poll.text.contains(way.keyword), "\(poll)")
        watch.cancel()
        let (arrival, lateness) = await watch.value
        let arrived = try #require(arrival)
        for (what, end) in ends + [("the poll's answer", poll.moment)] {
            let taken = arrived.duration(to: end)
            #expect(
                taken < Self.bound + lateness * Self.turns, "\(what): \(taken), \(lateness)")
        }

        for (_, path, port) in scene.asked {
            let answer = try await Self.answer(path, at: port, as: scene.brand)
            #expect(answer.status == 403 && answer.text.contains(way.keyword), "\(answer)")
        }
        for (other, path, status) in others {
            #expect(try await other.get(path).status == status, "nobody else notices")
            await other.close()
        }
        try await scene.end()
    }

    @Test(
        "no session from before the register is resumed, at either port",
        .enabled(if: OpenSSLSessions.isThere, "openssl is not installed"),
        .timeLimit(.minutes(30)), arguments: Way.allCases)
    func sessions(way: Way) async throws {
        let scene = try await Scene()
        let sessions = try OpenSSLSessions(scene.alliance.home("brand").certs)
        for (name, path, port) in scene.asked {
            _ = try await sessions.begin(name, path, at: port)
            // Where the register is the old one, a session is worth something.
            let resumed = try await sessions.resume(name, path, at: port)
            #expect(resumed.contains("Reused, TLSv1.3") && !resumed.contains(way.keyword))
        }
        try await scene.publish(way)
        for (name, path, port) in scene.asked {
            // `ConnectionReview` ends connections too, twice a second; new contexts come with a register alone.
            let output = try await sessions.resume(name, path, at: port)
            #expect(output.contains("New, TLSv1.3"), "\(output)")
            for served in ["HTTP/1.1 200", "gtin-not-found"] {
                #expect(!output.contains(served), "\(output)")
            }
        }
        try await scene.end()
    }

    /// What a new connection is answered. One that is shut out may be ended before it has asked anything.
    private static func answer(
        _ path: String, at port: Int, as material: TLSMaterial
    ) async throws -> HeldConnection.Answer {
        while true {
            do {
                return try await HeldConnection(to: port, as: material).get(path)
            } catch is HeldConnection.Ended {
                continue
            }
        }
    }

    /// Looks at a register every millisecond until it is cancelled.
    ///
    /// - Returns: when it showed a version; and by how much the longest pause was too long. So late is this machine
    ///   with what has to be done at once.
    private static func watch(
        for version: UInt64, in register: RosterRegister
    ) async -> (arrival: ContinuousClock.Instant?, lateness: Duration) {
        let pause = Duration.milliseconds(1)
        var (arrival, lateness) = (ContinuousClock.Instant?.none, Duration.zero)
        var last = ContinuousClock.now
        while !Task.isCancelled {
            if arrival == nil, register.newest?.version == version { arrival = last }
            try? await Task.sleep(for: pause)
            let now = ContinuousClock.now
            lateness = max(lateness, last.duration(to: now) - pause)
            last = now
        }
        return (arrival, lateness)
    }
}
