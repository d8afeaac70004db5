import AllianceNames
import AllianceNode
import Credentials
import Foundation
import JSON
import NodeAPI
import Notices
import SignIn
import Statements
import Testing

/// The watch over a member's own marks, between two nodes that run.
@Suite(.serialized) struct OwnMarkSystemTests {
    private static func report(
        _ name: String, marks: [String] = [], by node: OpenedNode
    ) async throws {
        try await node.report(
            [
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: try Indicator(.company, parsing: name), basis: .testBuy,
                        confidence: 80, tlp: .amber, marks: marks))
            ], to: .alliance)
    }

    /// Notices of the owner's systems, the oldest first, and what each is about.
    private static func notices(
        _ client: TAXIIClient, after: Int = 0
    ) async throws -> [[String: JSONValue]] {
        let reply = try await client.send(
            "GET", "/api/v1/notices?after=\(after)", headers: [("accept", "application/json")])
        #expect(reply.status == 200)
        return try reply.list("notices").compactMap { notice in
            guard case .object(let members) = notice, case .object(let about)? = members["about"]
            else { return nil }
            return about
        }
    }

    /// The owner's node, as it runs once.
    private static func run(
        _ home: HomeFolder, _ body: (OpenedNode, TAXIIClient) async throws -> Void
    ) async throws {
        let node = try await TwoNodes.Running(home, hasDesk: true)
        let result: Result<Void, any Error>
        do {
            try await TAXIIClient.with(home, port: node.desk) { try await body(node.opened, $0) }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await node.stop()
        try result.get()
    }

    @Test(
        "what another member reports with an own mark in it is told to the owner once, unasked, over a stop of the node",
        .timeLimit(.minutes(4)))
    func watch() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let other = try await TwoNodes.Running(alliance.home("other"))
        do {
            let home = alliance.home("own")
            try await Self.run(home) { _, client in
                let right =
                    #"{"kind":"trademark","office":"EM","number":"1","title":"Gucci","aliases":[{"language":"zh","name":"古驰"}]}"#
                let stated = try await client.send(
                    "POST", "/api/v1/rights?channel=alliance", right,
                    headers: [("content-type", "application/json")])
                #expect(stated.status == 201)
                // Nobody has subscribed: the owner's systems follow their marks since the right is there.
                try await eventually {
                    try await client.send(
                        "GET", "/api/v1/subscriptions", headers: [("accept", "application/json")]
                    ).list("subscriptions").contains { $0.compact.contains("own-marks") }
                }
                try await Self.report("Nothing Special", by: other.opened)
                try await Self.report("Gυccí 0utlet", by: other.opened)
                try await eventually { try await !Self.notices(client).isEmpty }
                let told = try await Self.notices(client)
                #expect(told.count == 1)
                let text = JSONValue.object(told[0]).compact
                #expect(text.contains("confusable") && text.contains(#""in":"identifier""#))
                #expect(text.contains("EM/1") && text.contains(#""start":0"#))
            }
            // While the owner's node is stopped.
            try await Self.report("古驰 专卖", by: other.opened)
            try await Self.run(home) { own, client in
                try await eventually { try await Self.notices(client).count == 2 }
                // Its own reports are no news to it; what comes after them is.
                try await Self.report("Gucci of our own", by: own)
                try await Self.report("Last one", marks: ["GUCCI"], by: other.opened)
                try await eventually { try await Self.notices(client).count >= 3 }
                let all = try await Self.notices(client).map { JSONValue.object($0).compact }
                #expect(all.count == 3)
                #expect(!all.contains { $0.contains("of our own") })
                #expect(all[2].contains(#""in":"mark""#))
            }
        } catch {
            await other.stop()
            throw error
        }
        await other.stop()
    }

    @Test("who does not want to be told of own marks is not made to follow them again")
    func declined() async throws {
        let world = try await NoticeWorld()
        try await world.run { running in
            let anna = try await running.add("anna", .investigator)
            let root = try await running.add("root", .administrator)
            try running.catchUp()
            #expect(try await running.desk.account(of: anna).subscriptions.isEmpty)
            try await RightsDeskTests.state("Gucci", ["古驰"], by: running.node)
            try running.catchUp()
            let followed = try await running.desk.account(of: anna).subscriptions
            #expect(followed.map(\.topic) == [.ownMarks])
            #expect(try await running.desk.account(of: root).subscriptions.isEmpty)
            try await running.desk.unsubscribe(try #require(followed.first).id, of: anna)
            try running.catchUp()
            // Who comes later is asked once as well.
            let ben = try await running.add("ben", .analyst)
            try running.catchUp()
            #expect(try await running.desk.account(of: anna).subscriptions.isEmpty)
            #expect(
                try await running.desk.account(of: ben).subscriptions.map(\.topic) == [.ownMarks])
        }
        try await world.run { running in
            try await running.persons.refresh()
            try running.catchUp()
            let anna = Subscriber.person(try PersonID(parsing: "anna"))
            #expect(try await running.desk.account(of: anna).subscriptions.isEmpty)
        }
    }
}
