import AllianceNames
import Foundation
import NIOSSL
import NodeAPI
import Peering
import Replication
import Roster
import TestAlliance
import Testing
import TransparencyLog

private let hub = MemberID(unchecked: "hub")
private let deadline = Duration.seconds(1_200)

/// Who is let in, and for how long.
@Suite(.timeLimit(.minutes(30))) struct PeerAdmissionTests {
    @Test("a client without a certificate gets no answer")
    func noCertificate() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand") {
                $0.certificateChain = []
                $0.privateKey = nil
            }
            try? await connection.send("GET /roster HTTP/1.1\r\nHost: hub\r\n\r\n")
            #expect(await connection.answer() == nil)
        }
    }

    @Test(
        "a certificate of another CA, out of its time, or with two names gets no answer",
        arguments: ["other CA", "expired", "two names", "other alliance"])
    func wrongCertificate(kind: String) async throws {
        try await LivePort.with { live in
            let alliance = live.alliance
            let leaf =
                switch kind {
                case "other CA": try TestAuthority(of: alliance.id).leaf(for: "brand")
                case "expired": try alliance.ca.leaf(for: "brand", flaw: .expired)
                case "two names": try alliance.ca.leaf(for: "brand", flaw: .twoURIs)
                default: try alliance.ca.leaf(for: "brand", flaw: .otherAlliance)
                }
            let connection = try await live.connect("brand", as: alliance.material(leaf))
            try? await connection.send("GET /roster HTTP/1.1\r\nHost: hub\r\n\r\n")
            #expect(await connection.answer() == nil)
            let client = try live.client("brand", as: leaf)
            await #expect {
                try await client.fetch(.roster(version: nil), from: hub, deadline: deadline)
            } throws: { ($0 as? PeerError)?.keyword == "peer-unreachable" }
        }
    }

    @Test("each end knows until when the other's certificate is good, of members only")
    func seenCertificates() async throws {
        try await LivePort.with { live in
            let (seen, brand) = (SeenCertificates(), MemberID(unchecked: "brand"))
            #expect(live.tls.seen.end(of: brand) == nil)
            let client = try live.client("brand", seen: seen)
            _ = try await client.fetch(.roster(version: nil), from: hub, deadline: deadline)
            #expect(seen.end(of: hub) == live.alliance.leaf(of: "hub").end)
            #expect(live.tls.seen.end(of: brand) == live.alliance.leaf(of: "brand").end)
            // Of the alliance's CA, but in no register.
            let stranger = try live.client(
                "brand", as: live.alliance.ca.leaf(for: "stranger"))
            await #expect(throws: PeerError.self) {
                try await stranger.fetch(.roster(version: nil), from: hub, deadline: deadline)
            }
            #expect(live.tls.seen.end(of: MemberID(unchecked: "stranger")) == nil)
        }
    }

    @Test("TLS 1.2 is refused, however good the certificate")
    func oldTLS() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand") {
                $0.minimumTLSVersion = .tlsv12
                $0.maximumTLSVersion = .tlsv12
            }
            await connection.closed()
            let failures = await connection.failures
            #expect(failures.contains { "\($0)".contains("PROTOCOL_VERSION") }, "\(failures)")
        }
    }

    @Test("a certificate of a key that the roster does not have is refused by name")
    func unknownKey() async throws {
        try await LivePort.with { live in
            let leaf = try live.alliance.ca.leaf(for: "brand")
            let connection = try await live.connect("brand", as: live.alliance.material(leaf))
            let answer = try await connection.get("/roster")
            #expect(answer.status == 403)
            #expect(answer.text.contains("key-not-accepted"))
            await connection.closed()
        }
    }

    @Test("a certificate of a member that the roster does not have is refused by name")
    func unknownMember() async throws {
        try await LivePort.with { live in
            let leaf = try live.alliance.ca.leaf(for: "stranger")
            let connection = try await live.connect("brand", as: live.alliance.material(leaf))
            let answer = try await connection.get("/roster")
            #expect(answer.status == 403)
            #expect(answer.text.contains("member-not-active"))
            await connection.closed()
        }
    }

    @Test("an idle connection ends when its member is removed, and others go on")
    func removedWhileIdle() async throws {
        try await LivePort.with { live in
            let brand = try await live.connect("brand")
            let rival = try await live.connect("rival")
            #expect(try await brand.get("/roster").status == 200)
            #expect(try await rival.get("/roster").status == 200)
            try live.alliance.changeMember("brand") { $0.hasLeft = true }
            try live.acceptNewestRoster()
            await brand.closed()
            #expect(try await rival.get("/roster").status == 200)
        }
    }

    @Test("a removed member's next request is refused, even before anybody was told to look")
    func removedOnOpenConnection() async throws {
        try await LivePort.with { live in
            let brand = try await live.connect("brand")
            #expect(try await brand.get("/roster").status == 200)
            try live.alliance.changeMember("brand") { $0.hasLeft = true }
            live.authority.accept(live.alliance.roster)
            let answer = try await brand.get("/roster")
            #expect(answer.status == 403)
            #expect(answer.headers["connection"] == "close")
            await brand.closed()
        }
    }

    @Test("an answer that was being made when its member was removed is not given")
    func removedWhileWorking() async throws {
        try await LivePort.with { live in
            let brand = try await live.connect("brand")
            let origin = try live.alliance.origin("alliance", "hub")
            let (alliance, authority) = (live.alliance, live.authority)
            live.source.setGate {
                try? alliance.changeMember("brand") { $0.hasLeft = true }
                authority.accept(alliance.roster)
            }
            let answer = try await brand.get("/log/\(origin)/tile/entries/000")
            #expect(answer.status == 403)
            #expect(!answer.text.contains("tile/entries"))
        }
    }

    @Test("a withdrawn key is refused on an open connection")
    func withdrawnKey() async throws {
        try await LivePort.with { live in
            let brand = try await live.connect("brand")
            #expect(try await brand.get("/roster").status == 200)
            try live.alliance.changeMember("brand") { $0.keyIsWithdrawn = true }
            live.authority.accept(live.alliance.roster)
            #expect(try await brand.get("/roster").text.contains("key-not-accepted"))
        }
    }

    @Test("a certificate that runs out on an open connection is refused")
    func certificateRunsOut() async throws {
        try await LivePort.with { live in
            let brand = try await live.connect("brand")
            #expect(try await brand.get("/roster").status == 200)
            live.authority.setTime(
                live.alliance.leaf(of: "brand").end.adding(days: 1).millisecondsSince1970)
            let answer = try await brand.get("/roster")
            #expect(answer.status == 403)
            #expect(answer.text.contains("certificate-expired"))
        }
    }

    @Test("with an expired roster only the roster is served")
    func expiredRoster() async throws {
        try await LivePort.with { live in
            let origin = try live.alliance.origin("alliance", "hub")
            live.port.board.publish([(origin, "note\n")])
            live.authority.setExpired(true)
            let brand = try await live.connect("brand")
            #expect(try await brand.get("/roster").status == 200)
            #expect(try await brand.get("/roster/1").status == 200)
            for path in ["/frontier", "/log/\(origin)/checkpoint", "/log/\(origin)/tile/0/000"] {
                let answer = try await brand.get(path)
                #expect(answer.status == 503)
                #expect(answer.text.contains("roster-expired"))
            }
            live.authority.setExpired(false)
            #expect(try await brand.get("/log/\(origin)/checkpoint").status == 200)
        }
    }

    @Test("what a member may not read looks like what does not exist")
    func uniformRefusal() async throws {
        try await LivePort.with { live in
            let luxury = try live.alliance.origin("luxury", "hub")
            live.port.board.publish([(luxury, "note\n")])
            live.source.setPayloads([0, 0, 0, 0])
            let rival = try await live.connect("rival")
            var answers: Set<String> = []
            for channel in ["luxury", "nowhere"] {
                let base = "/log/\(try live.alliance.origin(channel, "hub"))"
                for path in [
                    "checkpoint", "tile/0/000", "tile/entries/000", "payload/000.p/1",
                ] {
                    let answer = try await rival.get("\(base)/\(path)")
                    answers.insert(
                        "\(answer.status) \(answer.headers.sorted { $0.key < $1.key }) \(answer.text)"
                    )
                }
            }
            let elsewhere = try await rival.get("/log/other.example/alliance/hub/e1/checkpoint")
            answers.insert(
                "\(elsewhere.status) \(elsewhere.headers.sorted { $0.key < $1.key }) \(elsewhere.text)"
            )
            #expect(answers.count == 1)
            #expect(elsewhere.status == 404)
            #expect(live.source.calls == 0, "nothing was looked up for it")
            let frontier = try FrontierAnswer(parsing: try await rival.get("/frontier").body)
            #expect(frontier.checkpoints == [])
        }
    }

    @Test("a seat that ends takes the channel away on an open connection")
    func seatEnds() async throws {
        try await LivePort.with { live in
            let luxury = try live.alliance.origin("luxury", "hub")
            live.port.board.publish([(luxury, "note\n")])
            let brand = try await live.connect("brand")
            #expect(try await brand.get("/log/\(luxury)/checkpoint").status == 200)
            try live.alliance.leave("luxury", "brand")
            live.authority.accept(live.alliance.roster)
            #expect(try await brand.get("/log/\(luxury)/checkpoint").status == 404)
        }
    }

    @Test("one connection more than a member may have is told so, and closed")
    func connectionLimit() async throws {
        // As few as show it.
        var limits = ConnectionLimits.patient
        limits.connectionsPerMemberMax = 6
        try await LivePort.with(limits: limits) { live in
            var connections: [RawConnection] = []
            for _ in 0..<limits.connectionsPerMemberMax {
                let connection = try await live.connect("brand")
                #expect(try await connection.get("/roster").status == 200)
                connections.append(connection)
            }
            let tooMany = try await live.connect("brand")
            let answer = try await tooMany.get("/roster")
            #expect(answer.status == 429)
            #expect(answer.text.contains("connection-limit"))
            await tooMany.closed()
            let rival = try await live.connect("rival")
            #expect(try await rival.get("/roster").status == 200)
            // A place that is given up can be taken.
            try await connections[0].close()
            var again = try await live.connect("brand").get("/roster")
            while again.status == 429 { again = try await live.connect("brand").get("/roster") }
            #expect(again.status == 200)
        }
    }

    @Test("whoever hangs up keeps its place while its answer is still being made")
    func hungUp() async throws {
        var limits = ConnectionLimits.patient
        limits.connectionsPerMemberMax = 1
        try await LivePort.with(limits: limits) { live in
            let (calls, called) = AsyncStream.makeStream(of: Void.self)
            let release = DispatchSemaphore(value: 0)
            // However this ends, no thread of the pool is left waiting.
            defer { release.signal() }
            live.source.setGate {
                called.yield()
                release.wait()
            }
            let first = try await live.connect("brand")
            let origin = try live.alliance.origin("alliance", "hub")
            try await first.send("GET /log/\(origin)/tile/0/000 HTTP/1.1\r\nHost: hub\r\n\r\n")
            var seen = calls.makeAsyncIterator()
            await seen.next()
            try await first.close()
            // The port has seen that it is gone before the last of these.
            for _ in 0..<3 {
                #expect(try await live.connect("brand").get("/roster").status == 429)
            }
            // Others have places of their own.
            #expect(try await live.connect("rival").get("/roster").status == 200)
            release.signal()
            var status = 429
            while status == 429 {
                status = try await live.connect("brand").get("/roster").status
            }
            #expect(status == 200)
        }
    }

    @Test("who asks on many connections and reads none of the answers gets no more of them")
    func unreadAnswers() async throws {
        // More than the kernel takes off the port's hands.
        let length = 16 * 1024 * 1024
        var limits = ConnectionLimits.patient
        limits.unreadBytesPerMemberMax = 2 * length
        try await LivePort.with(limits: limits) { live in
            live.source.setPayloads([UInt8](repeating: 0, count: length))
            let path = "/log/\(try live.alliance.origin("alliance", "hub"))/payload/000"
            let request = "GET \(path) HTTP/1.1\r\nHost: hub\r\n\r\n"
            let brand = MemberID(unchecked: "brand")
            func unread() -> Int { live.port.unreadBytes(of: brand) }
            var lazy: [RawConnection] = []
            for count in 1...2 {
                let connection = try await live.connect("brand")
                #expect(try await connection.get("/roster").status == 200)
                try await connection.stopReading()
                try await connection.send(request)
                while unread() < count * length { try await Task.sleep(for: .milliseconds(1)) }
                lazy.append(connection)
            }
            let another = try await live.connect("brand")
            let refused = try await another.get(path)
            #expect(refused.status == 429 && refused.text.contains("answers-unread"))
            await another.closed()
            // What is short is answered as ever, and others are not concerned.
            #expect(try await live.connect("brand").get("/roster").status == 200)
            let rival = try await live.connect("rival")
            try await rival.send(request)
            #expect(await rival.headAnswer()?.status == 200)
            // An answer that is read at last makes room, and so does a connection that ends.
            try await lazy[0].startReading()
            while unread() > length { try await Task.sleep(for: .milliseconds(1)) }
            try await lazy[1].close()
            while unread() > 0 { try await Task.sleep(for: .milliseconds(1)) }
            let again = try await live.connect("brand")
            try await again.send(request)
            #expect(await again.headAnswer()?.status == 200)
        }
    }

    @Test(
        "where all members together leave too much unread, each gets one long answer and no second")
    func unreadByAll() async throws {
        let length = 16 * 1024 * 1024
        var limits = ConnectionLimits.patient
        limits.unreadBytesMax = 2 * length + length / 2
        try await LivePort.with(limits: limits) { live in
            live.source.setPayloads([UInt8](repeating: 0, count: length))
            let path = "/log/\(try live.alliance.origin("alliance", "hub"))/payload/000"
            var lazy: [RawConnection] = []
            for (member, count) in [("brand", 1), ("brand", 2), ("rival", 1)] {
                let connection = try await live.connect(member)
                #expect(try await connection.get("/roster").status == 200)
                try await connection.stopReading()
                try await connection.send("GET \(path) HTTP/1.1\r\nHost: hub\r\n\r\n")
                let asker = MemberID(unchecked: member)
                while live.port.unreadBytes(of: asker) < count * length {
                    try await Task.sleep(for: .milliseconds(1))
                }
                lazy.append(connection)
            }
            let refused = try await live.connect("rival").get(path)
            #expect(refused.status == 429 && refused.text.contains("answers-unread"))
            #expect(try await live.connect("rival").get("/roster").status == 200)
            // What another member gives up makes room.
            try await lazy[0].close()
            try await lazy[1].close()
            while live.port.unreadBytes(of: MemberID(unchecked: "brand")) > 0 {
                try await Task.sleep(for: .milliseconds(1))
            }
            let second = try await live.connect("rival")
            try await second.send("GET \(path) HTTP/1.1\r\nHost: hub\r\n\r\n")
            #expect(await second.headAnswer()?.status == 200)
            // The port waits for what is under way before it stops.
            try await lazy[2].close()
        }
    }

    @Test("the first piece of an answer leaves room for the session tickets, later ones are whole")
    func firstPiece() async throws {
        let length = 64 * 1024
        try await LivePort.with { live in
            live.source.setPayloads([UInt8](repeating: 0, count: length))
            let records = RecordLengths()
            let connection = try await live.connect("brand", records: records)
            let path = "/log/\(try live.alliance.origin("alliance", "hub"))/payload/000"
            #expect(try await connection.get(path).body.count == length)
            let all = records.take()
            // What the handshake sends is smaller.
            let first = try #require(all.firstIndex { $0 > 4_096 })
            #expect(all[first] <= 9 * 1024, "\(all)")
            #expect(try #require(all.max()) > 15 * 1024, "\(all)")
            _ = try await connection.get(path)
            #expect(try #require(records.take().first { $0 > 4_096 }) > 15 * 1024)
        }
    }

    @Test("a connection for which the port has no place is told so, and closed")
    func totalLimit() async throws {
        var limits = ConnectionLimits.patient
        limits.connectionsMax = 2
        try await LivePort.with(limits: limits) { live in
            let first = try await live.connect("brand")
            let second = try await live.connect("rival")
            #expect(try await first.get("/roster").status == 200)
            #expect(try await second.get("/roster").status == 200)
            let third = try await live.connect("brand")
            let answer = try await third.get("/roster")
            #expect(answer.status == 503)
            #expect(answer.text.contains("busy"))
            await third.closed()
            #expect(live.port.connectionCount == 2)
            try await first.close()
            var again = try await live.connect("brand").get("/roster")
            while again.status == 503 { again = try await live.connect("brand").get("/roster") }
            #expect(again.status == 200)
        }
    }
}
