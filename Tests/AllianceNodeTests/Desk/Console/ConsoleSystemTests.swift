import AllianceNames
import AllianceNode
import Foundation
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("The console at the desk port of a running node, over TLS", .serialized)
struct ConsoleSystemTests {
    private func with(
        _ body: (OpenedNode, TAXIIClient) async throws -> Void
    ) async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let node = try await TwoNodes.Running(alliance.home("brand"), hasDesk: true)
        let result: Result<Void, any Error>
        do {
            try await TAXIIClient.with(alliance.home("brand"), port: node.desk) { client in
                try await body(node.opened, client)
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await node.stop()
        try result.get()
    }

    private func page(_ client: TAXIIClient, _ path: String, language: String = "en") async throws
        -> String
    {
        let reply = try await client.send(
            "GET", path, headers: [("accept", "text/html"), ("accept-language", language)])
        #expect(reply.status == 200, "\(path)")
        return String(decoding: reply.body, as: UTF8.self)
    }

    private func post(_ client: TAXIIClient, _ path: String, list: String) async throws -> String {
        let body =
            "--x\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n\(list)\r\n--x--\r\n"
        let reply = try await client.send(
            "POST", path, body,
            headers: [
                ("accept", "text/html"), ("content-type", "multipart/form-data; boundary=x"),
            ])
        #expect(reply.status == 200)
        return String(decoding: reply.body, as: UTF8.self)
    }

    @Test(
        "a report is on the overview, found by words, prefix and exactly, and proved; a list is compared and signs nothing",
        .timeLimit(.minutes(30)))
    func walk() async throws {
        try await with { node, client in
            let shop = try Indicator(.domain, parsing: "cheapverel.example")
            let phone = try Indicator(.phone, parsing: "+44 7700 900777")
            try await node.report(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: shop, basis: .testBuy, confidence: 85, tlp: .amber,
                            marks: ["Verel"], note: "Bought <twice>",
                            attributes: [Attribute(name: "payment", value: "card")])),
                    .link(try OperatorLink(shop, phone, basis: .inspection)),
                ], to: .alliance)
            try node.indexText()
            for language in ["en", "zh"] {
                let overview = try await page(client, "/console", language: language)
                #expect(overview.contains("cheapverel.example"))
            }
            for query in ["verel", "%3Dhttps-not", "cheapv*", "%3DCHEAPVEREL.example"] {
                let found = try await page(client, "/console/search?q=\(query)")
                #expect(found.contains("cheapverel.example</bdi>") == (query != "%3Dhttps-not"))
            }
            #expect(
                !(try await page(client, "/console/search?q=verel&confidence=low"))
                    .contains("cheapverel.example</bdi>"))
            let record = try await page(
                client, "/console/identifier?kind=domain&value=cheapverel.example")
            for words in [
                "Bought &lt;twice&gt;", "test buy", "payment", "card", "awaiting confirmation",
                "+447700900777",
            ] {
                #expect(record.contains(words), "\(words)")
            }
            let links = try await page(client, "/console/linked")
            #expect(links.contains("+447700900777"))

            let origin = node.writer.origin(in: .alliance)
            let proof = try await page(client, "/console/evidence?log=\(origin)&entry=0")
            let parsed = try TLogProof(parsing: proof)
            let key = try #require(node.roster.logKey(for: origin))
            let bundle = try #require(BundleCoordinate(containing: 0, size: 2))
            let entries = try #require(try node.logs.entries(of: origin, bundle))
            let first = try EntryBundle.parse(entries, count: 2)[0]
            try parsed.verify(leaf: MerkleHash.leaf(Array(entries[first])), logKey: key)

            let before = try node.logs.state(of: origin)?.size
            let checked = try await post(
                client, "/console/check", list: "site\ncheapverel.example\nfine.example\n")
            #expect(checked.contains("cheapverel.example"))
            #expect(!checked.contains("fine.example</bdi></a>"))
            #expect(try node.logs.state(of: origin)?.size == before)
            _ = try await page(client, "/console/members", language: "zh")
            _ = try await page(client, "/console/product")
        }
    }
}
