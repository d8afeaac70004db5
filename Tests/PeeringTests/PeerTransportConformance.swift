import AllianceNames
import Peering
import Replication
import TestAlliance
import Testing

private let hub = MemberID(unchecked: "hub")

/// What every `PeerTransport` promises, asked of each implementation.
@Suite(.timeLimit(.minutes(30))) struct PeerTransportConformance {
    enum Implementation: String, CaseIterable, Sendable {
        case inMemory, overTLS
    }

    /// What the peer does with every call.
    enum Behaviour: Sendable {
        case answers(String)
        case refuses(Int, String)
        case isSilent
    }

    @Test("an answer comes back as it was given", arguments: Implementation.allCases)
    func answers(implementation: Implementation) async throws {
        try await with(implementation, .answers("a roster")) { transport in
            let bytes = try await transport.fetch(
                .roster(version: nil), from: hub, deadline: .seconds(1_200))
            #expect(String(decoding: bytes, as: UTF8.self) == "a roster")
        }
    }

    @Test("a refusal has the peer's status and sentence", arguments: Implementation.allCases)
    func refuses(implementation: Implementation) async throws {
        try await with(implementation, .refuses(404, "Not here.")) { transport in
            #expect(
                await failure(transport, .seconds(1_200))
                    == .refused(status: 404, detail: "Not here.")
            )
        }
    }

    @Test("one byte over the caller's limit is too large", arguments: Implementation.allCases)
    func tooLarge(implementation: Implementation) async throws {
        try await with(implementation, .answers("12345")) { transport in
            #expect(await failure(transport, .seconds(1_200), bytesMax: 5) == nil)
            #expect(
                await failure(transport, .seconds(1_200), bytesMax: 4) == .tooLarge(bytesMax: 4))
        }
    }

    @Test("a silent peer ends with a timeout", arguments: Implementation.allCases)
    func timeout(implementation: Implementation) async throws {
        try await with(implementation, .isSilent) { transport in
            let deadline = Duration.milliseconds(100)
            #expect(await failure(transport, deadline) == .timeout(after: deadline))
        }
    }

    @Test("a member that is not there is unreachable", arguments: Implementation.allCases)
    func unreachable(implementation: Implementation) async throws {
        try await with(implementation, .answers("")) { transport in
            #expect(
                await failure(transport, .seconds(1_200), from: "nobody")?.keyword
                    == "peer-unreachable")
        }
    }

    private func failure(
        _ transport: any PeerTransport, _ deadline: Duration, from peer: String = "hub",
        bytesMax: Int = .max
    ) async -> PeerError? {
        do {
            _ = try await transport.fetch(
                .roster(version: nil), from: MemberID(unchecked: peer), deadline: deadline,
                bytesMax: bytesMax)
            return nil
        } catch {
            return error
        }
    }

    private func with(
        _ implementation: Implementation, _ behaviour: Behaviour,
        _ body: (any PeerTransport) async throws -> Void
    ) async throws {
        switch implementation {
        case .inMemory:
            let peers = InMemoryPeers { try? await Task.sleep(for: $0) }
            peers.connect(hub) { (_, _) async throws(PeerError) in
                switch behaviour {
                case .answers(let text): return Array(text.utf8)
                case .refuses(let status, let detail):
                    throw .refused(status: status, detail: detail)
                case .isSilent:
                    try? await Task.sleep(for: .seconds(600))
                    throw .unreachable("the test is over")
                }
            }
            try await body(peers.transport(of: MemberID(unchecked: "brand")))
        case .overTLS:
            let alliance = try TestAlliance()
            let answer: [UInt8]
            switch behaviour {
            case .answers(let text): answer = Self.response(200, Array(text.utf8))
            case .refuses(let status, let detail):
                answer = Self.response(
                    status, PeerProblem(status: status, keyword: "test", detail: detail).bytes)
            case .isSilent: answer = []
            }
            let server = try await ScriptedServer(
                alliance.material(alliance.leaf(of: "hub")), answering: answer)
            try await alliance.withClient(to: server) { client, _ in try await body(client) }
        }
    }

    private static func response(_ status: Int, _ body: [UInt8]) -> [UInt8] {
        Array("HTTP/1.1 \(status) X\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}
