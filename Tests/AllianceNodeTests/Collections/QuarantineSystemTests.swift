import AllianceNames
import AllianceNode
import Crypto
import Foundation
import JSON
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("Members in quarantine, as TAXII clients see them", .serialized)
struct QuarantineSystemTests {
    private func report(_ domain: String) throws -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: try Indicator(.domain, parsing: domain), basis: .testBuy,
                confidence: 80, tlp: .amber))
    }

    @Test(
        "what comes back is given to who asks for what was added since, and nothing else is given twice",
        .timeLimit(.minutes(30)))
    func polling() async throws {
        try await PostedIndicators.with { alliance, node, client in
            let objects = PostedIndicators.collection + "objects/?match[type]=domain-name"
            func page(after date: String = "") async throws -> (values: [String], last: String) {
                let query = date.isEmpty ? "" : "&added_after=\(date)"
                let reply = try await client.get(objects + query)
                return (
                    try reply.objects.compactMap { $0["value"]?.text },
                    reply.headers["x-taxii-date-added-last"] ?? ""
                )
            }
            let hub = try await TwoNodes.Running(alliance.home("hub"))
            try await hub.opened.report([report("hub.example")], to: .alliance)
            while try await page().values != ["hub.example"] {
                try await Task.sleep(for: .milliseconds(20))
            }
            let origin = hub.opened.writer.origin(in: .alliance)
            await hub.stop()
            try hub.opened.close()

            // It is found to have signed two histories.
            let served = try #require(try node.opened.logs.state(of: origin)?.served)
            try node.opened.logs.freeze(
                origin,
                ForkFinding(
                    origin: origin, contradiction: .twoRoots, believed: served, offered: served,
                    offeredBy: nil, foundAt: 0))
            while try await !page().values.isEmpty {
                try await Task.sleep(for: .milliseconds(20))
            }
            try await node.opened.report([report("own.example")], to: .alliance)
            while try await page().values != ["own.example"] {
                try await Task.sleep(for: .milliseconds(20))
            }
            let passed = try await page().last

            // The register ends the log as it is held here.
            var ends: [LogOrigin: LogEnd.Until] = [:]
            for log in node.opened.roster.logs
            where log.origin.member == origin.member && log.scope == .open {
                ends[log.origin] =
                    log.origin == origin
                    ? .checkpoint(size: served.size, root: served.root)
                    : .checkpoint(size: 0, root: MerkleHash.emptyRoot)
            }
            let key = Curve25519.Signing.PrivateKey().publicKey
            try alliance.publish { [ends] draft in
                try draft.beginEpoch(
                    of: origin.member,
                    key: Member.LogKey(
                        epoch: Epoch(2), publicKey: Array(key.rawRepresentation)),
                    logEnds: ends)
            }
            while try await page(after: passed).values != ["hub.example"] {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await page().values == ["own.example", "hub.example"])
        }
    }
}
