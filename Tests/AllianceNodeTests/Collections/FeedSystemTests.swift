import AllianceNames
import AllianceNode
import Credentials
import Foundation
import JSON
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("Feeds for a MISP at the desk port of a running node, over TLS", .serialized)
struct FeedSystemTests {
    private static let feed = "/misp/alliance/"

    @Test(
        "reports of a day are an event, which changes when one is withdrawn",
        .timeLimit(.minutes(30)))
    func feed() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let node = try await TwoNodes.Running(alliance.home("brand"), hasDesk: true)
        let result: Result<Void, any Error>
        do {
            try await TAXIIClient.with(alliance.home("brand"), port: node.desk) { client in
                try await read(node, client)
            }
            try await TAXIIClient.with(alliance.home("hub"), port: node.desk) { hub in
                let reply = try await hub.get(Self.feed + "manifest.json")
                #expect(reply.status == 403)
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await node.stop()
        try result.get()
    }

    @Test(
        "what is erased after it was withdrawn is told, also by collections that were lost and made again",
        .timeLimit(.minutes(30)))
    func anew() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let home = alliance.home("brand")
        /// The one event: its time, and the values of its attributes.
        func event(_ client: TAXIIClient) async throws -> (changed: Int, values: [String]) {
            let manifest = try await client.get(Self.feed + "manifest.json").json.members ?? [:]
            let uuid = try #require(manifest.keys.first)
            let event = try await client.get(Self.feed + "\(uuid).json").json.members?["Event"]
            let changed = manifest[uuid]?.members?["timestamp"]?.text.flatMap { Int($0) }
            guard case .array(let list)? = event?.members?["Attribute"] else { return (0, []) }
            return (
                try #require(changed),
                list.map {
                    let isDeleted = $0.members?["deleted"] == .bool(true)
                    return ($0.members?["value"]?.text ?? "") + (isDeleted ? " deleted" : "")
                }
            )
        }
        func with(
            _ body: (TwoNodes.Running, TAXIIClient) async throws -> Void
        ) async throws {
            let node = try await TwoNodes.Running(home, hasDesk: true)
            let result: Result<Void, any Error>
            do {
                try await TAXIIClient.with(home, port: node.desk) { try await body(node, $0) }
                result = .success(())
            } catch {
                result = .failure(error)
            }
            await node.stop()
            try result.get()
        }
        try await with { node, client in
            let written = try await node.opened.report(
                [ErasureWorld.person("xqvonne.zwiebel"), ErasureWorld.person("someone")],
                to: .alliance)
            _ = try await client.get(Self.feed + "manifest.json")
            try await node.opened.report(
                [.retract(Retraction(dots: [.init(origin: written.origin, index: 0)]))],
                to: .alliance)
            var withdrawn = try await event(client)
            while !withdrawn.values.contains(where: { $0.hasSuffix(" deleted") }) {
                try await Task.sleep(for: .milliseconds(20))
                withdrawn = try await event(client)
            }
            #expect(withdrawn.values[0].contains("xqvonne"))
            let certificate = try ErasureCertificate(
                origin: written.origin, entries: EntryRanges([0]), reason: .request,
                issuedAt: UTCTimestamp(millisecondsSince1970: node.opened.clock.now()))
            var signed = SignedErasure(
                certificate, by: [try #require(try node.opened.logSigner(written.origin))])
            signed.add(try alliance.signer())
            try node.opened.erasureRegister.accept(signed)
            while try node.opened.logs.erasure(certificate.id)?.state != .finished {
                try await Task.sleep(for: .milliseconds(20))
            }
            let erased = try await event(client)
            #expect(erased.values.first == "erased deleted")
            #expect(erased.changed > withdrawn.changed)
        }
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: home.collectionDatabase + suffix)
        }
        let start = Int(WallClock.system.now() / 1_000)
        try await with { _, client in
            let anew = try await event(client)
            #expect(anew.values.first == "erased deleted")
            #expect(anew.values.count == 2)
            #expect(anew.changed >= start)
        }
    }

    private func read(_ node: TwoNodes.Running, _ client: TAXIIClient) async throws {
        func report(_ domain: String, _ tlp: TLP = .amber) throws -> Statement {
            .assertIndicator(
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: domain), basis: .testBuy,
                    confidence: 80, tlp: tlp))
        }
        let written = try await node.opened.report(
            [
                try report("a.example"), try report("b.example"),
                try report("secret.example", .red),
            ], to: .alliance)
        let manifest = try #require(
            try await client.get(Self.feed + "manifest.json").json.members)
        let (uuid, summary) = try #require(manifest.first)
        #expect(manifest.count == 1)
        func attributes() async throws -> [String: Bool] {
            let event = try await client.get(Self.feed + "\(uuid).json").json.members?["Event"]
            guard case .array(let list)? = event?.members?["Attribute"] else { return [:] }
            return Dictionary(
                uniqueKeysWithValues: list.compactMap { one in
                    one.members?["value"]?.text.map { ($0, one.members?["deleted"] == .bool(true)) }
                })
        }
        #expect(try await attributes() == ["a.example": false, "b.example": false])
        let hashes = try await client.get(Self.feed + "hashes.csv").body
        #expect(hashes.split(separator: UInt8(ascii: "\n")).count == 2)
        // One is taken back.
        try await node.opened.report(
            [
                .retract(
                    Retraction(dots: [
                        .init(origin: written.origin, index: written.indexes.lowerBound)
                    ]))
            ], to: .alliance)
        var changed = summary
        while changed == summary {
            try await Task.sleep(for: .milliseconds(20))
            changed = try #require(
                try await client.get(Self.feed + "manifest.json").json.members?[uuid])
        }
        let times = [summary, changed].compactMap {
            $0.members?["timestamp"]?.text.flatMap { Int($0) }
        }
        #expect(times.count == 2 && times[0] < times[1])
        #expect(try await attributes() == ["a.example": true, "b.example": false])
        for path in ["\(uuid).xml", "\(uuid.replacingOccurrences(of: "-", with: "")).json"] {
            #expect(try await client.get(Self.feed + path).status == 404)
        }
        #expect(try await client.get("/misp/luxury/manifest.json").status == 404)
    }
}
