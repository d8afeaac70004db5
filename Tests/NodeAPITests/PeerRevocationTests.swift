import AllianceNames
import Credentials
import Foundation
import NIOSSL
import NodeAPI
import Peering
import Replication
import Roster
import TestAlliance
import Testing

/// Whoever is not served any more, however it is connected; and nobody else notices.
@Suite(.timeLimit(.minutes(30))) struct PeerRevocationTests {
    private func frontierToken(_ connection: RawConnection) async throws -> String {
        try FrontierAnswer(parsing: try await connection.get("/frontier").body).token
    }

    /// The end of the certificate that `name` shows, and a moment more.
    private func end(of name: String, _ live: LivePort) -> UInt64 {
        live.alliance.leaf(of: name).end.millisecondsSince1970 + 1_000
    }

    @Test(
        "a removal or a withdrawn key reaches every kind of connection with the register that says so"
    )
    func everyKind() async throws {
        for isRemoval in [true, false] {
            try await LivePort.with { live in
                let idle = try await live.connect("brand")
                let polling = try await live.connect("brand")
                let other = try await live.connect("rival")
                #expect(try await idle.get("/roster").status == 200)
                #expect(try await other.get("/roster").status == 200)
                let token = try await frontierToken(polling)
                try await live.park("/frontier?after=\(token)&wait=60", on: polling)

                try live.alliance.changeMember("brand") { member in
                    if isRemoval { member.hasLeft = true } else { member.keyIsWithdrawn = true }
                }
                // All clocks of a connection are patient, and the poll has a minute: nothing else ends them.
                try live.acceptNewestRoster()
                await idle.closed()
                let poll = try #require(await polling.answer())
                #expect(poll.status == 403)
                await polling.closed()
                let fresh = try await live.connect("brand")
                #expect(try await fresh.get("/roster").status == 403)
                await fresh.closed()
                #expect(try await other.get("/roster").status == 200)
            }
        }
    }

    @Test("a certificate that runs out ends idle connections and long polls, by the clock alone")
    func certificateRunsOut() async throws {
        try await LivePort.with { live in
            let idle = try await live.connect("brand")
            let polling = try await live.connect("brand")
            #expect(try await idle.get("/roster").status == 200)
            let token = try await frontierToken(polling)
            try await live.park("/frontier?after=\(token)&wait=60", on: polling)
            live.port.review()
            #expect(live.port.board.waiterCount == 1, "it is in its time")
            #expect(try await idle.get("/roster").status == 200)

            // It may have ended of itself, where this took its minute.
            if live.port.board.waiterCount == 0 {
                _ = await polling.answer()
                try await live.park("/frontier?after=\(token)&wait=60", on: polling)
            }
            live.authority.setTime(end(of: "brand", live))
            live.port.review()
            await idle.closed()
            let poll = try #require(await polling.answer())
            #expect(poll.status == 403 && poll.text.contains("certificate-expired"))
            await polling.closed()
        }
    }

    @Test(
        "a roster that runs out ends long polls and leaves connections, which may ask for the next")
    func rosterRunsOut() async throws {
        try await LivePort.with { live in
            let polling = try await live.connect("brand")
            let token = try await frontierToken(polling)
            try await live.park("/frontier?after=\(token)&wait=60", on: polling)
            live.authority.setExpired(true)
            live.port.review()
            let poll = try #require(await polling.answer())
            #expect(poll.status == 503 && poll.text.contains("roster-expired"))
            #expect(try await polling.get("/roster").status == 200)
        }
    }

    @Test("another certificate is shown to new connections, and open ones go on")
    func certificateReloaded() async throws {
        try await LivePort.with { live in
            let open = try await live.connect("brand")
            #expect(try await open.get("/roster").status == 200)
            let leaf = try live.alliance.ca.leaf(for: "hub")
            try live.tls.rebuild(with: live.alliance.material(leaf))
            let fresh = try await live.connect("brand")
            #expect(try await fresh.get("/roster").status == 200)
            #expect(try await fresh.peerCertificate() == leaf.certificate)
            #expect(try await open.get("/roster").status == 200)
            #expect(try await open.peerCertificate() == live.alliance.leaf(of: "hub").certificate)
        }
    }

    @Test("HTTP/2 is not offered: who prefers it gets HTTP/1.1, who insists no connection")
    func noHTTP2() async throws {
        try await LivePort.with { live in
            let both = try await live.connect("brand") {
                $0.applicationProtocols = ["h2", "http/1.1"]
            }
            #expect(try await both.get("/roster").status == 200)
            let only = try await live.connect("brand") { $0.applicationProtocols = ["h2"] }
            try? await only.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
            #expect(await only.answer()?.status ?? 400 >= 400)
            await only.closed()
        }
    }
}
