import AllianceNames
import NIOCore
import NIOPosix
import Peering
import Replication
import Roster
import TestAlliance
import Testing
import TransparencyLog

private let hub = MemberID(unchecked: "hub")

/// The client against servers that are not what they should be; the honest one is in NodeAPITests.
@Suite(.timeLimit(.minutes(30))) struct PeerClientTests {
    @Test("an answer is taken from the member that was asked, whatever it says")
    func honest() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "hub")), answering: ok("a roster"))
        try await alliance.withClient(to: server) { client, _ in
            let body = try await client.fetch(
                .roster(version: 3), from: hub, deadline: .seconds(1_200))
            #expect(String(decoding: body, as: UTF8.self) == "a roster")
            #expect(server.requests.first?.hasPrefix("GET /roster/3 HTTP/1.1\r\n") == true)
        }
    }

    @Test("another member at the peer's address is found out before a request is sent")
    func otherMember() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "rival")), answering: ok("a roster"))
        try await alliance.withClient(to: server) { client, _ in
            let error = await client.failure()
            #expect(
                error
                    == .wrongIdentity(expected: hub, found: "its certificate names 'rival'"))
            #expect(server.requests == [])
        }
    }

    @Test("with an expired roster rosters are fetched, and nobody is asked a question")
    func expiredRoster() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "hub")), answering: ok("a roster"))
        try await alliance.withClient(to: server, isExpired: true) { client, _ in
            #expect(await client.failure() == nil)
            let before = server.requests.count
            await #expect {
                _ = try await client.ask([1], of: hub, deadline: .seconds(1_200))
            } throws: { ($0 as? PeerError)?.keyword == "peer-unreachable" }
            #expect(server.requests.count == before)
        }
    }

    @Test("a certificate over a key that the roster does not have is not the peer")
    func otherKey() async throws {
        let alliance = try TestAlliance()
        let leaf = try alliance.ca.leaf(for: "hub")
        let server = try await ScriptedServer(alliance.material(leaf), answering: ok("a roster"))
        try await alliance.withClient(to: server) { client, _ in
            #expect(await client.failure()?.keyword == "peer-wrong-identity")
            #expect(server.requests == [])
        }
    }

    @Test(
        "a certificate that breaks a rule for leaves is not the peer",
        arguments: [TestAuthority.Flaw.twoURIs, .clientOnly])
    func leafRules(flaw: TestAuthority.Flaw) async throws {
        let alliance = try TestAlliance()
        let leaf = try alliance.ca.leaf(for: "hub", flaw: flaw)
        let server = try await ScriptedServer(alliance.material(leaf), answering: ok("a roster"))
        try await alliance.withClient(to: server) { client, _ in
            let keyword = try #require(await client.failure()?.keyword)
            // BoringSSL itself refuses a server certificate that is for clients only.
            #expect(["peer-wrong-identity", "peer-unreachable"].contains(keyword))
            #expect(server.requests == [])
        }
    }

    @Test("a certificate of another CA is refused in the handshake")
    func otherAuthority() async throws {
        let alliance = try TestAlliance()
        let leaf = try TestAuthority(of: alliance.id).leaf(for: "hub")
        let server = try await ScriptedServer(alliance.material(leaf), answering: ok("a roster"))
        try await alliance.withClient(to: server) { client, _ in
            let error = try #require(await client.failure())
            #expect(error.keyword == "peer-unreachable")
            #expect(error.description.contains("handshake"))
            #expect(server.requests == [])
        }
    }

    @Test("whose certificate a peer refuses is told so, whenever the alert comes")
    func refused() async throws {
        let alliance = try TestAlliance()
        let hub = alliance.leaf(of: "hub")
        let server = try await ScriptedServer(
            TLSMaterial(
                certificateChain: [hub.certificate], privateKeyPEM: hub.keyPEM,
                anchors: TestAuthority(of: alliance.id).anchors),
            answering: ok("a roster"))
        try await alliance.withClient(to: server) { client, _ in
            for _ in 0..<100 {
                let error = try #require(await client.failure())
                #expect(error.description.contains("may not accept this node's certificate"))
            }
        }
    }

    @Test("a body of the limit is taken, and one byte more is too large, however it is framed")
    func bodyLimit() async throws {
        let alliance = try TestAlliance()
        let material = alliance.material(alliance.leaf(of: "hub"))
        let tile = PeerResource.tile(
            try alliance.origin("alliance", "hub"), TileCoordinate(level: 0, index: 0, width: 1))
        let (fits, large) = (String(repeating: "a", count: 32), String(repeating: "a", count: 33))
        for (text, isTaken) in [(fits, true), (large, false)] {
            for answer in [ok(text), chunked(text)] {
                let server = try await ScriptedServer(material, answering: answer)
                try await alliance.withClient(to: server) { client, _ in
                    #expect(await client.failure(tile) == (isTaken ? nil : .tooLarge(bytesMax: 32)))
                }
            }
        }
    }

    @Test("a caller that sets aside less memory gets no more than that")
    func callerLimit() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "hub")), answering: ok("12345"))
        try await alliance.withClient(to: server) { client, _ in
            #expect(await client.failure(bytesMax: 5) == nil)
            #expect(await client.failure(bytesMax: 4) == .tooLarge(bytesMax: 4))
        }
    }

    @Test("a redirect is a refusal, and is not followed")
    func redirect() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "hub")),
            answering: Array(
                "HTTP/1.1 302 Found\r\nLocation: /roster/2\r\nContent-Length: 0\r\n\r\n".utf8))
        try await alliance.withClient(to: server) { client, _ in
            #expect(
                await client.failure() == .refused(status: 302, detail: "it gave no reason"))
            #expect(server.requests.count == 1)
        }
    }

    @Test("a refusal carries the peer's own sentence, and no flood of it")
    func refusal() async throws {
        let alliance = try TestAlliance()
        let material = alliance.material(alliance.leaf(of: "hub"))
        let problem = PeerProblem(status: 403, keyword: "k", detail: "You have \"left\".")
        let server = try await ScriptedServer(
            material, answering: response("403 Forbidden", problem.bytes))
        try await alliance.withClient(to: server) { client, _ in
            #expect(
                await client.failure() == .refused(status: 403, detail: "You have \"left\"."))
        }
        let flood = try await ScriptedServer(
            material,
            answering: response("500 No", [UInt8](repeating: 97, count: PeerProblem.bytesMax + 1)))
        try await alliance.withClient(to: flood) { client, _ in
            #expect(
                await client.failure()
                    == .refused(
                        status: 500,
                        detail: "its explanation is longer than \(PeerProblem.bytesMax) bytes"))
        }
    }

    @Test("a peer that answers nothing, or only a part, ends with a timeout at the deadline")
    func timeout() async throws {
        let alliance = try TestAlliance()
        let material = alliance.material(alliance.leaf(of: "hub"))
        let half = Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".utf8)
        for answer in [[], half] {
            let server = try await ScriptedServer(material, answering: answer)
            try await alliance.withClient(to: server) { client, _ in
                let error = await client.failure(deadline: .milliseconds(300))
                #expect(error == .timeout(after: .milliseconds(300)))
            }
        }
    }

    @Test("a connection that ends before its answer is unreachable, and not tried twice")
    func cut() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "hub")), answering: nil)
        try await alliance.withClient(to: server) { client, _ in
            let error = try #require(await client.failure())
            #expect(error.keyword == "peer-unreachable")
            #expect(server.requests.count == 1)
        }
    }

    @Test("an answer that is not HTTP is malformed")
    func notHTTP() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "hub")),
            answering: Array("SSH-2.0-OpenSSH_9.2\r\n\r\n".utf8))
        try await alliance.withClient(to: server) { client, _ in
            #expect(await client.failure()?.keyword == "peer-malformed")
        }
    }

    @Test("a server without TLS, or nobody, is unreachable, in one sentence")
    func nobody() async throws {
        let alliance = try TestAlliance()
        let plain = try await ScriptedServer(nil, answering: ok("a roster"))
        let port = plain.port
        var limits = PeerClientLimits()
        limits.connect = .milliseconds(200)
        try await alliance.withClient(to: plain, limits: limits) { client, _ in
            #expect(await client.failure()?.keyword == "peer-unreachable")
        }
        // The server is gone now, and its port is free.
        try await alliance.withClient(to: nil) { client, _ in
            let error = try #require(await client.failure())
            #expect(error.keyword == "peer-unreachable")
            #expect(error.description.contains("127.0.0.1:\(port)"))
            #expect(error.description.contains("connection refused"))
        }
    }

    @Test("who has left, is unknown or has no address is not called at all")
    func noAddress() async throws {
        let alliance = try TestAlliance()
        try await alliance.withClient(to: nil) { client, _ in
            #expect(await client.failure(from: "nobody")?.keyword == "peer-unreachable")
            let outbound = try #require(await client.failure(from: "rival"))
            #expect(outbound.description.contains("no address"))
            try alliance.changeMember("rival") { $0.hasLeft = true }
            let left = try #require(await client.failure(from: "rival"))
            #expect(left.description.contains("no active member"))
        }
    }

    @Test("a cancelled call ends, and leaves nothing behind")
    func cancellation() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "hub")), answering: [])
        try await alliance.withClient(to: server) { client, _ in
            let call = Task { await client.failure(deadline: .seconds(600)) }
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
            call.cancel()
            #expect(await call.value?.keyword == "peer-unreachable")
        }
    }

    @Test("new credentials and a peer's new key take effect with the next call")
    func refresh() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "hub")), answering: ok("a roster"))
        try await alliance.withClient(to: server) { client, tls in
            #expect(await client.failure() == nil)
            // A certificate that the server's CA did not make: the next connection must show it.
            let foreign = try TestAuthority(of: alliance.id).leaf(for: "brand")
            try tls.rebuild(with: alliance.material(foreign))
            client.refresh()
            #expect(await client.failure()?.keyword == "peer-unreachable")
            try tls.rebuild(with: alliance.material(alliance.leaf(of: "brand")))
            #expect(await client.failure() == nil)
            try alliance.changeMember("hub") { $0.keyIsWithdrawn = true }
            #expect(await client.failure()?.keyword == "peer-wrong-identity")
        }
    }

    @Test("no call is made after shutdown")
    func shutdown() async throws {
        let alliance = try TestAlliance()
        let server = try await ScriptedServer(
            alliance.material(alliance.leaf(of: "hub")), answering: ok("a roster"))
        try await alliance.withClient(to: server) { client, _ in
            #expect(await client.failure() == nil)
            await client.shutdown()
            #expect(await client.failure()?.keyword == "peer-unreachable")
        }
    }

    // MARK: Answers

    private func ok(_ body: String) -> [UInt8] { response("200 OK", Array(body.utf8)) }

    private func response(_ status: String, _ body: [UInt8]) -> [UInt8] {
        Array("HTTP/1.1 \(status)\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
    }

    private func chunked(_ body: String) -> [UInt8] {
        let half = body.utf8.count / 2
        let text =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "\(String(half, radix: 16))\r\n\(body.prefix(half))\r\n"
            + "\(String(body.utf8.count - half, radix: 16))\r\n\(body.dropFirst(half))\r\n0\r\n\r\n"
        return Array(text.utf8)
    }
}
