import AllianceNames
import AllianceNode
import Foundation
import JSON
import MergedView
import Replication
import Statements
import Testing

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
