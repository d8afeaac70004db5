import AllianceNames
import AllianceNode
import Credentials
import Foundation
import JSON
import MergedView
import NodeAPI
import SQLiteStore
import Statements
import Synchronization
import Testing

@Suite("What posted sightings count at a running node", .serialized)
struct CollectionCountingTests {
    private struct World {
        let node: TwoNodes.Running
        let client: TAXIIClient

        func post(_ objects: String...) async throws {
            let reply = try await client.send(
                "POST", PostedIndicators.collection + "objects/",
                PostedIndicators.envelope(objects))
            #expect(try reply.json.members?["failure_count"] == .number("0"))
        }

        func delete(_ name: String, _ number: Int) async throws {
            let id = "\(name)--\(PostedIndicators.uuid.dropLast(4))\(number)"
            let reply = try await client.send(
                "DELETE", PostedIndicators.collection + "objects/\(id)/")
            #expect(reply.status == 200)
        }

        /// What signs for people and programs at the desk.
        func desk() throws -> ReportDesk {
            ReportDesk(
                node: node.opened,
                keys: try SQLiteRequestKeys(path: "\(node.opened.home.path)/desk-requests.sqlite"),
                calls: .concurrent(label: "test"))
        }

        func total(_ number: Int) throws -> UInt64 {
            try node.opened.merger.catchUp()
            return try node.opened.view.state(
                of: Indicator(.domain, parsing: "shop\(number).example"), in: [.alliance],
                scope: node.opened.scope(), at: node.opened.clock.now()
            ).sightingsTotal
        }
    }

    private static func with(_ body: (World) async throws -> Void) async throws {
        try await PostedIndicators.with { _, node, client in
            try await body(World(node: node, client: client))
        }
    }

    private func sighting(
        _ number: Int, of indicator: Int, _ count: Int, day: Int = 1, more: String = ""
    ) -> String {
        """
        {"type": "sighting", "spec_version": "2.1", \
        "id": "sighting--\(PostedIndicators.uuid.dropLast(4))\(2_000 + number)", \
        "created": "2026-02-01T00:00:00.000Z", "modified": "2026-02-0\(day)T00:00:00.000Z", \
        "count": \(count), \
        "sighting_of_ref": "indicator--\(PostedIndicators.uuid.dropLast(4))\(1_000 + indicator)"\(more)}
        """
    }

    @Test(
        "a sighting of what is not known yet counts nothing, and takes nothing with it",
        .timeLimit(.minutes(30)))
    func unknownSubject() async throws {
        try await Self.with { world in
            try await world.post(sighting(1, of: 1, 5))
            try await world.post(PostedIndicators.indicator(1))
            try await world.post(sighting(2, of: 1, 3))
            #expect(try world.total(1) == 3)
            try await world.post(sighting(1, of: 1, 6, day: 2))
            #expect(try world.total(1) == 9)
            try await world.delete("sighting", 2_001)
            #expect(try world.total(1) == 3)
        }
    }

    @Test(
        "a sighting that is for persons only is in no total, as every version says for itself",
        .timeLimit(.minutes(30)))
    func red() async throws {
        let red =
            #", "object_marking_refs": ["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"]"#
        try await Self.with { world in
            try await world.post(PostedIndicators.indicator(1), sighting(1, of: 1, 5, more: red))
            #expect(try world.total(1) == 0)
            try await world.post(sighting(2, of: 1, 3))
            #expect(try world.total(1) == 3)
            try await world.post(sighting(2, of: 1, 4, day: 2, more: red))
            #expect(try world.total(1) == 0)
            try await world.post(sighting(2, of: 1, 6, day: 3))
            #expect(try world.total(1) == 6)
            try await world.delete("sighting", 2_001)
            #expect(try world.total(1) == 6)
        }
    }

    @Test(
        "what is known here from what is for persons only, no sighting counts and no opinion tells",
        .timeLimit(.minutes(30)))
    func knownFromRed() async throws {
        let red =
            #", "object_marking_refs": ["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"]"#
        let opinion = """
            {"type": "opinion", "spec_version": "2.1", \
            "id": "opinion--\(PostedIndicators.uuid.dropLast(4))3001", \
            "created": "2026-02-01T00:00:00.000Z", "modified": "2026-02-01T00:00:00.000Z", \
            "opinion": "strongly-disagree", \
            "object_refs": ["indicator--\(PostedIndicators.uuid.dropLast(4))1001"]}
            """
        try await Self.with { world in
            let shop = try Indicator(.domain, parsing: "shop1.example")
            func said(_ kind: EntryKind) throws -> Int {
                try world.node.opened.ownStatements(kind, of: shop, in: .alliance).count
            }
            // With it, and after it.
            try await world.post(PostedIndicators.indicator(1, more: red), sighting(1, of: 1, 5))
            try await world.post(sighting(2, of: 1, 3), opinion)
            #expect(try said(.assertIndicator) == 1)
            #expect(try (said(.sight), said(.dispute), world.total(1)) == (0, 0, 0))
            // This version is there already, and is TLP:RED there.
            try await world.post(PostedIndicators.indicator(1), sighting(3, of: 1, 2))
            #expect(try said(.sight) == 0)
            try await world.delete("sighting", 2_002)
            #expect(try said(.sight) == 0)
            // A newer one that all may read is no secret.
            try await world.post(
                PostedIndicators.indicator(1, modified: "2026-03-01T00:00:00.000Z"),
                sighting(4, of: 1, 7))
            #expect(try world.total(1) == 7)
            // An older one that comes later tells nothing of the newest.
            try await world.post(
                PostedIndicators.indicator(2, modified: "2026-03-01T00:00:00.000Z", more: red))
            try await world.post(PostedIndicators.indicator(2), sighting(5, of: 2, 4))
            #expect(try world.total(2) == 0)
            // Nor does it where a newer one comes with it.
            try await world.post(
                PostedIndicators.indicator(3, modified: "2026-03-01T00:00:00.000Z", more: red))
            try await world.post(
                PostedIndicators.indicator(3),
                PostedIndicators.indicator(3, modified: "2026-04-01T00:00:00.000Z"),
                sighting(6, of: 3, 2))
            #expect(try world.total(3) == 2)
        }
    }

    @Test(
        "a total that is said while a sighting is posted has it, whichever is read first",
        .timeLimit(.minutes(30)))
    func betweenReadingAndSigning() async throws {
        try await Self.with { world in
            let shop = try Indicator(.domain, parsing: "shop1.example")
            let desk = try world.desk()
            try await world.post(PostedIndicators.indicator(1))
            let calls = Mutex(0)
            let outcome = try await desk.sign(in: .alliance, for: nil) {
                let before = try await desk.ownSighting(of: shop, in: .alliance)
                let call = calls.withLock { calls in
                    calls += 1
                    return calls
                }
                // Between reading and signing, twice.
                if call < 3 { try await world.post(sighting(call, of: 1, 5)) }
                return [.sight(Self.total(20, of: shop, posted: before?.postedTotal ?? 0))]
            }
            guard case .signed = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let newest = try world.node.opened.ownSighting(of: shop, in: .alliance)
            #expect(newest?.total == 20)
            #expect(newest?.postedTotal == 10)
            try await world.delete("sighting", 2_001)
            #expect(try world.total(1) == 15)
            // Where nobody is faster, it is worked out once.
            calls.withLock { $0 = 0 }
            _ = try await desk.sign(in: .alliance, for: nil) {
                calls.withLock { $0 += 1 }
                return [.sight(Self.total(30, of: shop, posted: 5))]
            }
            #expect(calls.withLock { $0 } == 1)
            #expect(try world.total(1) == 30)
        }
    }

    @Test(
        "of sightings that are posted and totals that are said at the same time none is lost",
        .timeLimit(.minutes(30)))
    func atTheSameTime() async throws {
        try await Self.with { world in
            let shop = try Indicator(.domain, parsing: "shop1.example")
            let desk = try world.desk()
            try await world.post(PostedIndicators.indicator(1))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...8 {
                    group.addTask { try await world.post(sighting(number, of: 1, 1)) }
                    group.addTask {
                        // What is added to the total that was read.
                        _ = try await desk.sign(in: .alliance, for: nil) {
                            let before = try await desk.ownSighting(of: shop, in: .alliance)
                            return [
                                .sight(
                                    Self.total(
                                        (before?.total ?? 0) + 100, of: shop,
                                        posted: before?.postedTotal ?? 0))
                            ]
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try world.total(1) == 808)
            let newest = try world.node.opened.ownSighting(of: shop, in: .alliance)
            #expect(newest?.postedTotal == 8)
        }
    }

    private static func total(
        _ total: UInt64, of indicator: Indicator, posted: UInt64
    ) -> Sighting {
        Sighting(
            indicator: indicator, total: total, first: 1_700_000_000_000,
            last: 1_700_000_000_000, postedTotal: posted)
    }

    @Test(
        "what a sighting counted goes with it, whatever became of its subject meanwhile",
        .timeLimit(.minutes(30)))
    func changedSubject() async throws {
        try await Self.with { world in
            try await world.post(PostedIndicators.indicator(1), sighting(1, of: 1, 4))
            #expect(try world.total(1) == 4)
            try await world.delete("indicator", 1_001)
            try await world.delete("sighting", 2_001)
            #expect(try world.total(1) == 0)
            // The subject names another shop now.
            try await world.post(PostedIndicators.indicator(2), sighting(2, of: 2, 2))
            try await world.post(
                PostedIndicators.indicator(2, modified: "2026-03-01T00:00:00.000Z")
                    .replacingOccurrences(of: "shop2.example", with: "shop3.example"))
            try await world.post(sighting(3, of: 2, 3))
            #expect(try (world.total(2), world.total(3)) == (2, 3))
            // A newer version counts for what its subject is now.
            try await world.post(sighting(2, of: 2, 7, day: 2))
            #expect(try (world.total(2), world.total(3)) == (0, 10))
            try await world.delete("sighting", 2_002)
            #expect(try (world.total(2), world.total(3)) == (0, 3))
        }
    }
}
