import NIOSSL
import NodeAPI
import Peering
import Roster
import SignIn
import Synchronization
import TestAlliance
import Testing

@Suite(.timeLimit(.minutes(30))) struct DeskPortTests {
    static let link = "/01/04006381333931/21/A1"

    @Test("without a certificate only what is for everybody is answered")
    func strangers() async throws {
        try await LiveDesk.with { desk in
            let stranger = try await desk.connect(nil)
            #expect(try await stranger.get(Self.link).status == 200)
            let refused = try await stranger.get("/me")
            #expect(refused.status == 401)
            #expect(refused.text.contains("no-certificate"))
            #expect(refused.headers["www-authenticate"] == "Certificate realm=\"touchstone\"")
            // A refusal ends nothing.
            #expect(try await stranger.get("/").status == 200)
        }
    }

    @Test("an alliance certificate identifies a member, for as long as the register has it")
    func members() async throws {
        try await LiveDesk.with { desk in
            let member = try await desk.connect("brand")
            #expect(try await member.get("/me").text == "\"brand\"")
            try desk.alliance.changeMember("brand") { $0.hasLeft = true }
            desk.authority.accept(desk.alliance.roster)
            let refused = try await member.get("/me")
            #expect(refused.status == 403)
            #expect(refused.text.contains("member-not-active"))
            // What is for everybody it still has, as a stranger.
            #expect(try await member.get(Self.link).status == 200)
            guard case .stranger? = desk.answers.asked.withLock({ $0.last?.caller }) else {
                Issue.record("a former member was taken for one")
                return
            }
        }
    }

    @Test("a certificate of another alliance gets no connection")
    func foreign() async throws {
        try await LiveDesk.with { desk in
            let leaf = try desk.alliance.ca.leaf(for: "brand", flaw: .otherAlliance)
            let material = desk.alliance.material(leaf)
            let tls = try TLSContexts.clientConfiguration(material)
            let connection = try await RawConnection(to: desk.port, tls: tls)
            try? await connection.send("GET / HTTP/1.1\r\nHost: desk\r\n\r\n")
            #expect(await connection.answer() == nil)
        }
    }

    @Test("TLS 1.2 gets no connection")
    func oldTLS() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil) {
                $0.minimumTLSVersion = .tlsv12
                $0.maximumTLSVersion = .tlsv12
            }
            try? await connection.send("GET / HTTP/1.1\r\nHost: desk\r\n\r\n")
            #expect(await connection.answer() == nil)
        }
    }

    @Test("with an expired register members are told so")
    func expired() async throws {
        try await LiveDesk.with { desk in
            desk.authority.setExpired(true)
            let member = try await desk.connect("brand")
            #expect(try await member.get("/me").status == 503)
        }
    }

    @Test("HEAD is GET without the body, and the connection goes on")
    func head() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            let whole = try await connection.get(Self.link, headers: "Accept: text/html\r\n")
            try await connection.send(
                "HEAD \(Self.link) HTTP/1.1\r\nHost: desk\r\nAccept: text/html\r\n\r\nGET /nothing HTTP/1.1\r\nHost: desk\r\nAccept: application/json\r\n\r\n"
            )
            let head = try #require(await connection.headAnswer())
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == whole.headers["content-length"])
            #expect(await connection.answer()?.status == 404)
        }
    }

    @Test("OPTIONS says what can be done, and lets other sites read what is public")
    func options() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            try await connection.send("OPTIONS \(Self.link) HTTP/1.1\r\nHost: desk\r\n\r\n")
            let open = try #require(await connection.answer())
            #expect(open.status == 204)
            #expect(open.headers["allow"] == "GET, HEAD, OPTIONS")
            #expect(open.headers["access-control-allow-origin"] == "*")
            #expect(open.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS")
            #expect(open.headers["content-length"] == nil)
            try await connection.send("OPTIONS /me HTTP/1.1\r\nHost: desk\r\n\r\n")
            let closed = try #require(await connection.answer())
            #expect(closed.headers["access-control-allow-origin"] == nil)
        }
    }

    @Test("another method is 405 and says which there are")
    func otherMethod() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect("brand")
            try await connection.send(
                "DELETE \(Self.link) HTTP/1.1\r\nHost: desk\r\nContent-Length: 0\r\n\r\n")
            let answer = try #require(await connection.answer())
            #expect(answer.status == 405)
            #expect(answer.text.contains("GET, HEAD, OPTIONS"))
            #expect(answer.headers["allow"] == "GET, HEAD, OPTIONS")
        }
    }

    @Test("a body goes to the routes that take one, from members only")
    func bodies() async throws {
        try await LiveDesk.with { desk in
            let member = try await desk.connect("brand")
            try await member.send(
                "POST /echo HTTP/1.1\r\nHost: desk\r\nContent-Length: 5\r\n\r\nhello")
            #expect(await member.answer()?.text == "hello")
            let stranger = try await desk.connect(nil)
            // Refused before the body has come.
            try await stranger.send(
                "POST /echo HTTP/1.1\r\nHost: desk\r\nContent-Length: 5\r\n\r\n")
            #expect(await stranger.answer()?.status == 401)
        }
    }

    @Test("every answer has the headers that keep a browser safe")
    func headers() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            let page = try await connection.get(Self.link, headers: "Accept: text/html\r\n")
            #expect(page.headers["x-content-type-options"] == "nosniff")
            #expect(page.headers["referrer-policy"] == "no-referrer")
            #expect(page.headers["cache-control"] == "no-store")
            #expect(page.headers["x-request-id"]?.count == 16)
            #expect(page.headers["date"]?.hasSuffix(" GMT") == true)
            let policy = page.headers["content-security-policy"] ?? ""
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            // Browsers do not know the alliance certificate, so they must not insist on it.
            #expect(page.headers["strict-transport-security"] == nil)
            let sheet = try await connection.get("/desk-6.css")
            #expect(sheet.headers["cache-control"] == "public, max-age=86400")
            #expect(sheet.headers["content-type"] == "text/css; charset=utf-8")
        }
    }

    @Test("a request without one host is refused")
    func host() async throws {
        try await LiveDesk.with { desk in
            for hosts in ["", "Host: a\r\nHost: b\r\n", "Host: a/b\r\n"] {
                let connection = try await desk.connect(nil)
                try await connection.send("GET / HTTP/1.1\r\n\(hosts)\r\n")
                #expect(await connection.answer()?.status == 400, "\(hosts)")
            }
        }
    }

    @Test("a connection that says nothing is closed")
    func silence() async throws {
        var limits = ConnectionLimits.patient
        limits.silence = .milliseconds(200)
        try await LiveDesk.with(limits: limits) { desk in
            let silent = try await RawConnection(to: desk.port, tls: nil)
            await silent.closed()
        }
    }

    @Test("a request that drips is told that it took too long")
    func dripping() async throws {
        var limits = ConnectionLimits.patient
        limits.request = .milliseconds(300)
        try await LiveDesk.with(limits: limits) { desk in
            let member = try await desk.connect("brand")
            try await member.send(
                "POST /echo HTTP/1.1\r\nHost: desk\r\nContent-Length: 5\r\n\r\nhe")
            #expect(await member.answer()?.status == 408)
        }
    }

    @Test("one caller has so many connections and no more")
    func connections() async throws {
        var limits = ConnectionLimits.patient
        limits.connectionsPerMemberMax = 2
        try await LiveDesk.with(limits: limits) { desk in
            let first = try await desk.connect(nil)
            let second = try await desk.connect(nil)
            #expect(try await first.get("/").status == 200)
            #expect(try await second.get("/").status == 200)
            let third = try await desk.connect(nil)
            #expect(try await third.get("/").status == 429)
            // Members are counted apart.
            let member = try await desk.connect("brand")
            #expect(try await member.get("/me").status == 200)
        }
    }

    @Test("a removed member's connection ends with the register that says so, and strangers' go on")
    func removedWhileIdle() async throws {
        try await LiveDesk.with { live in
            let (member, other, stranger) = (
                try await live.connect("brand"), try await live.connect("rival"),
                try await live.connect(nil)
            )
            for connection in [member, other] {
                #expect(try await connection.get("/me").status == 200)
            }
            #expect(try await stranger.get("/").status == 200)
            try live.alliance.changeMember("brand") { $0.hasLeft = true }
            // All clocks of a connection are patient: nothing else can end it.
            live.authority.accept(live.alliance.roster)
            try live.desk.rosterChanged()
            await member.closed()
            let fresh = try await live.connect("brand")
            #expect(try await fresh.get("/me").status == 403)
            #expect(try await other.get("/me").status == 200)
            #expect(try await stranger.get("/").status == 200)
        }
    }

    @Test("a certificate that runs out ends its connection by the clock alone")
    func certificateRunsOut() async throws {
        try await LiveDesk.with { live in
            let member = try await live.connect("brand")
            #expect(try await member.get("/me").status == 200)
            live.desk.review()
            #expect(try await member.get("/me").status == 200)
            live.authority.setTime(
                live.alliance.leaf(of: "brand").end.millisecondsSince1970 + 1_000)
            live.desk.review()
            await member.closed()
        }
    }

    @Test("an answer that was being made when its member was removed is not given")
    func removedWhileWorking() async throws {
        try await LiveDesk.with { live in
            let member = try await live.connect("brand")
            let (alliance, authority) = (live.alliance, live.authority)
            live.whileWorking.withLock {
                $0 = {
                    try? alliance.changeMember("brand") { $0.hasLeft = true }
                    authority.accept(alliance.roster)
                }
            }
            let answer = try await member.get("/slow")
            #expect(answer.status == 403 && !answer.text.contains("secret"))
        }
    }

    @Test("whoever is let in no more while it still sends is heard no further")
    func overWhileSending() async throws {
        let signIn = OneProgram()
        let (pieces, came) = AsyncStream.makeStream(of: Int.self)
        let route = DeskRoute(
            .post, "/list", for: .people(.view), streamedBytesMax: 1 << 20
        ) { request in
            defer { came.finish() }
            while let bytes = try await request.stream?.next() { came.yield(bytes.count) }
            return .json(Array("1".utf8))
        }
        try await LiveDesk.with(signIn: signIn, routes: [route]) { live in
            let program = try await live.connect(nil)
            let token = AccessToken.text(of: signIn.token)
            try await program.send(
                "POST /list HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer \(token)\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n"
            )
            var counts = pieces.makeAsyncIterator()
            #expect(await counts.next() == 5)
            live.desk.review()
            try await program.send("6\r\nsecond\r\n")
            #expect(await counts.next() == 6)
            signIn.end()
            // All clocks of the connection are patient, and the body goes on: nothing else can end it.
            live.desk.review()
            await program.closed()
            #expect(await counts.next() == nil)
        }
    }

    @Test("whoever hangs up keeps its place while its answer is still being made")
    func hungUp() async throws {
        var limits = ConnectionLimits.patient
        limits.connectionsPerMemberMax = 1
        let (hangUps, hungUp) = AsyncStream.makeStream(of: Void.self)
        let (gates, open) = AsyncStream.makeStream(of: Void.self)
        let route = DeskRoute(.post, "/list", for: .members, streamedBytesMax: 1_000) { request in
            do {
                while try await request.stream?.next() != nil {}
            } catch is RequestStream.BrokenOff {
                hungUp.yield()
            }
            for await _ in gates { break }
            return .json(Array("1".utf8))
        }
        try await LiveDesk.with(limits: limits, routes: [route]) { live in
            let first = try await live.connect("brand")
            try await first.send(
                "POST /list HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n")
            try await first.close()
            var seen = hangUps.makeAsyncIterator()
            await seen.next()
            let second = try await live.connect("brand")
            #expect(try await second.get("/me").status == 429)
            // Others have places of their own.
            let other = try await live.connect("rival")
            #expect(try await other.get("/me").status == 200)
            open.yield()
            var status = 429
            while status == 429 {
                status = try await live.connect("brand").get("/me").status
            }
            #expect(status == 200)
        }
    }

    @Test("HTTP/2 is not offered: who prefers it gets HTTP/1.1")
    func noHTTP2() async throws {
        try await LiveDesk.with { live in
            let both = try await live.connect("brand") {
                $0.applicationProtocols = ["h2", "http/1.1"]
            }
            #expect(try await both.get("/me").status == 200)
        }
    }

    @Test("the newest alliance certificate is shown to new connections, and open ones go on")
    func certificateReloaded() async throws {
        try await LiveDesk.with { live in
            let open = try await live.connect("brand")
            #expect(try await open.get("/me").status == 200)
            let leaf = try live.alliance.ca.leaf(for: "hub")
            try live.tls.rebuild(with: live.alliance.material(leaf))
            try live.desk.certificateChanged()
            let fresh = try await live.connect("brand")
            #expect(try await fresh.get("/me").status == 200)
            #expect(try await fresh.peerCertificate() == leaf.certificate)
            #expect(try await open.get("/me").status == 200)
        }
    }
}
