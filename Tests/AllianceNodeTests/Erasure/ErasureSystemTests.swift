import AllianceNames
import AllianceNode
import CRDT
import Foundation
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("Erasure between running nodes, over TLS", .serialized)
struct ErasureSystemTests {
    /// The value, its note, and the pieces in which an index keeps them.
    private static let texts = [
        "xqvonne.zwiebel@mail.example", "xqvonne", "XQVONNE", "qvonne.zwie", "zwiebel",
    ]

    private func eventually<Value>(_ look: () async throws -> Value?) async throws -> Value {
        while true {
            if let found = try await look() { return found }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func size(_ node: OpenedNode, _ origin: LogOrigin) throws -> TreeSize? {
        try node.logs.state(of: origin)?.size
    }

    private static func hits(_ node: OpenedNode, _ words: String) throws -> Int {
        try node.view.search(
            SearchQuery(channels: [.alliance], term: .words(words), pageSize: 10),
            scope: node.scope(), at: node.clock.now()
        ).hits.count
    }

    private static func root(_ node: OpenedNode) throws -> StateRoot {
        try node.view.stateRoot(of: .alliance, scope: node.scope())
    }

    /// Until a node has the log, its rows and its texts.
    private func waitForText(_ node: OpenedNode, _ words: String) async throws {
        _ = try await eventually { try Self.hits(node, words) > 0 ? true : nil }
    }

    private func waitForErasure(_ id: Digest, at node: OpenedNode) async throws {
        _ = try await eventually {
            try node.logs.erasure(id)?.state == .finished ? true : nil
        }
    }

    @Test(
        "goes to all who hold the log: who is there, who was away, who joins later; nothing is left in any file",
        .timeLimit(.minutes(30)))
    func everywhere() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub", "away", "late"])
        let brand = try await TwoNodes.Running(alliance.home("brand"))
        let hub = try await TwoNodes.Running(alliance.home("hub"))
        let away = try await TwoNodes.Running(alliance.home("away"))
        try await brand.opened.report(
            [
                ErasureWorld.person("someone"), ErasureWorld.person("xqvonne.zwiebel"),
                ErasureWorld.person("another"),
            ], to: .alliance)
        let origin = brand.opened.writer.origin(in: .alliance)
        for node in [brand, hub, away] { try await waitForText(node.opened, "xqvonne") }
        await away.stop()
        for name in ["brand", "hub", "away"] {
            #expect(try !alliance.files(of: name, with: Self.texts).isEmpty, "found before")
        }

        // The author's half alone erases nothing.
        let signer = try #require(try brand.opened.logSigner(origin))
        let certificate = try ErasureCertificate(
            origin: origin, entries: EntryRanges([1]), reason: .request,
            issuedAt: UTCTimestamp(millisecondsSince1970: brand.opened.clock.now()))
        var signed = SignedErasure(certificate, by: [signer])
        #expect(try brand.opened.erasureRegister.accept(signed).record.state == .proposed)
        for node in [brand, hub] {
            #expect(throws: ErasureError.self) { try node.opened.apply(signed) }
            #expect(try Self.hits(node.opened, "xqvonne") == 1)
        }
        signed.add(try alliance.signer())
        // One node is handed it; the running nodes carry it on, and out.
        try brand.opened.erasureRegister.accept(signed)
        for node in [brand, hub] {
            try await waitForErasure(certificate.id, at: node.opened)
            #expect(try Self.hits(node.opened, "xqvonne") == 0)
            #expect(try Self.hits(node.opened, "someone") == 1)
        }
        for name in ["brand", "hub"] {
            #expect(try alliance.files(of: name, with: Self.texts) == [])
        }
        // It travels to who was away, whose files hold the text, and to who joins only now.
        let back = try await TwoNodes.Running(alliance.home("away"))
        let late = try await TwoNodes.Running(alliance.home("late"))
        for node in [back, late] {
            try await waitForErasure(certificate.id, at: node.opened)
            _ = try await eventually { try Self.size(node.opened, origin) == 3 ? true : nil }
            try await waitForText(node.opened, "someone")
        }
        for name in ["away", "late"] {
            #expect(try alliance.files(of: name, with: Self.texts) == [])
        }
        // A node that held a part when the certificate came merges the rest a moment later.
        _ = try await eventually {
            let roots = try [brand, hub, back, late].map { try Self.root($0.opened) }
            return Set(roots.map(\.description)).count == 1 ? true : nil
        }
        for node in [brand, hub, back, late] {
            let audit = try LogAudit(
                of: origin, in: node.opened.logs,
                key: node.opened.roster.logKey(for: origin)
            ).run()
            #expect(audit.isSound)
            #expect(audit.payloadsAbsent == 1)
        }
        for node in [brand, hub, back, late] { await node.stop() }
        for name in ["brand", "hub", "away", "late"] {
            #expect(try alliance.files(of: name, with: Self.texts) == [])
        }
    }

    @Test(
        "goes to a member whose seat in the channel has ended, from an author that it polls and from one that it cannot",
        .timeLimit(.minutes(30)), arguments: [false, true])
    func leaver(isAuthorOutbound: Bool) async throws {
        let alliance = try await ErasureAlliance(
            ["brand", "platform"], outbound: isAuthorOutbound ? ["brand"] : [])
        let channel = try ChannelID(parsing: "luxury")
        try alliance.openDesk(channel)
        let brand = try await TwoNodes.Running(alliance.home("brand"))
        let leaver = try await TwoNodes.Running(alliance.home("platform"))
        try await brand.opened.report(
            [ErasureWorld.person("someone"), ErasureWorld.person("xqvonne.zwiebel")], to: channel)
        let origin = brand.opened.writer.origin(in: channel)
        _ = try await eventually { try Self.size(leaver.opened, origin) == 2 ? true : nil }
        #expect(try !alliance.files(of: "platform", with: Self.texts).isEmpty, "found before")
        try alliance.publish {
            try $0.endSeat(
                of: leaver.opened.member, in: channel,
                logEnds: [leaver.opened.writer.origin(in: channel): .void])
        }
        for node in [brand, leaver] {
            _ = try await eventually {
                node.opened.roster.mayRead(leaver.opened.member, channel) ? nil : true
            }
        }
        try await brand.opened.report([ErasureWorld.person("afterwards")], to: channel)

        let certificate = try ErasureCertificate(
            origin: origin, entries: EntryRanges([1]), reason: .request,
            issuedAt: UTCTimestamp(millisecondsSince1970: brand.opened.clock.now()))
        let signer = try #require(try brand.opened.logSigner(origin))
        try brand.opened.erasureRegister.accept(
            SignedErasure(certificate, by: [signer, alliance.signer()]))
        for node in [brand, leaver] { try await waitForErasure(certificate.id, at: node.opened) }
        #expect(try alliance.files(of: "platform", with: Self.texts) == [])
        // What it had and nobody erased it keeps, and it gets no more.
        #expect(try !alliance.files(of: "platform", with: ["someone@"]).isEmpty)
        #expect(try Self.size(leaver.opened, origin) == 2)
        for node in [brand, leaver] { await node.stop() }
        #expect(try alliance.files(of: "platform", with: Self.texts) == [])
    }

    @Test(
        "a retention limit erases by itself where a node has the author's key and the authority's",
        .timeLimit(.minutes(30)))
    func retention() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        try alliance.giveAuthorityKey(to: "brand")
        let brand = try await TwoNodes.Running(alliance.home("brand"))
        try await brand.opened.report(
            [
                ErasureWorld.person("someone", lastSeen: brand.opened.clock.now()),
                ErasureWorld.person("xqvonne.zwiebel", lastSeen: 1_000_000_000_000),
            ], to: .alliance)
        try await waitForText(brand.opened, "xqvonne")
        try alliance.publish {
            $0.set(
                retention: Roster.Retention([
                    .init(kind: .assertIndicator, naturalPersonsOnly: true, days: 365)
                ]))
        }
        let record = try await eventually {
            try brand.opened.logs.erasures().first { $0.state == .finished }
        }
        #expect(record.entries.description == "1")
        #expect(record.signed.certificate.reason == .retentionLimit)
        #expect(try Self.hits(brand.opened, "xqvonne") == 0)
        #expect(try Self.hits(brand.opened, "someone") == 1)
        #expect(try alliance.files(of: "brand", with: Self.texts) == [])
        await brand.stop()
    }
}
