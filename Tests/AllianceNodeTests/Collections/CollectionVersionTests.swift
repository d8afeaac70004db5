import AllianceNames
import AllianceNode
import Foundation
import JSON
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("Versions and sightings that come by TAXII to a running node", .serialized)
struct CollectionVersionTests {
    @Test(
        "all versions are kept; a version that is there is not said twice", .timeLimit(.minutes(30))
    )
    func versions() async throws {
        try await PostedIndicators.with { _, node, client in
            let times = [3, 1, 2].map { "2026-02-0\($0)T00:00:00.000Z" }
            for time in times + [times[0]] {
                _ = try await client.send(
                    "POST", PostedIndicators.collection + "objects/",
                    PostedIndicators.envelope([PostedIndicators.indicator(modified: time)]))
            }
            let origin = node.opened.writer.origin(in: .alliance)
            #expect(try node.opened.logs.state(of: origin)?.size == 3)
            let object =
                PostedIndicators.collection + "objects/indicator--\(PostedIndicators.uuid)/"
            let all = try await client.get(object + "versions/").list("versions").compactMap(\.text)
            #expect(Set(all) == Set(times))
            func modified(_ filter: String) async throws -> [String] {
                try await client.get(object + "?match[version]=\(filter)").objects
                    .compactMap { $0["modified"]?.text }
            }
            #expect(try await modified("last") == [times[0]])
            #expect(try await modified("first") == [times[1]])
            #expect(try await modified(times[2]) == [times[2]])
            #expect(try await modified("all") == times)
            #expect(try await modified("first,last") == [times[0], times[1]])
        }
    }

    @Test(
        "a newer version takes the place of the report before it, a revoked one takes it back",
        .timeLimit(.minutes(30)))
    func replacing() async throws {
        try await PostedIndicators.with { _, node, client in
            func post(_ objects: [String]) async throws {
                let reply = try await client.send(
                    "POST", PostedIndicators.collection + "objects/",
                    PostedIndicators.envelope(objects))
                #expect(try reply.json.members?["failure_count"] == .number("0"))
            }
            func counting(_ number: Int) throws -> Int {
                try state(of: "shop\(number).example", at: node).asserting.count
            }
            func versions() async throws -> [(String, String)] {
                try await client.get(
                    PostedIndicators.collection
                        + "manifest/?match[type]=indicator&match[version]=all"
                ).objects.map {
                    ($0["version"]?.text ?? "", $0["date_added"]?.text ?? "")
                }
            }
            try await post([PostedIndicators.indicator(1)])
            let before = try await versions()
            // The same object, which now names another shop.
            let other = PostedIndicators.indicator(1, modified: "2026-03-01T00:00:00.000Z")
                .replacing("shop1.example", with: "shop2.example")
            try await post([other])
            #expect(try counting(1) == 0)
            #expect(try counting(2) == 1)
            #expect(try state(of: "shop1.example", at: node).status == .withdrawn)
            // It is kept all the same, and where it was.
            let after = try await versions()
            #expect(after.map(\.0) == ["2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"])
            #expect(after.first?.1 == before.first?.1)
            let object =
                PostedIndicators.collection
                + "objects/indicator--\(PostedIndicators.uuid.dropLast(4))1001/"
            #expect(
                try await client.get(object + "?match[version]=first").list("objects")
                    == [try JSONValue(parsing: PostedIndicators.indicator(1))])
            // An older version, late, changes nothing; nor do older ones beside a newer one.
            try await post([
                PostedIndicators.indicator(1, modified: "2026-02-15T00:00:00.000Z"),
                PostedIndicators.indicator(3, modified: "2026-02-02T00:00:00.000Z"),
                PostedIndicators.indicator(3, modified: "2026-02-03T00:00:00.000Z")
                    .replacing("shop3.example", with: "shop4.example"),
            ])
            #expect(try counting(1) == 0)
            #expect(try counting(2) == 1)
            #expect(try counting(3) == 0)
            #expect(try counting(4) == 1)
            try await post([
                PostedIndicators.indicator(
                    1, modified: "2026-04-01T00:00:00.000Z", more: ", \"revoked\": true")
            ])
            #expect(try counting(2) == 0)
            #expect(try await client.get(object + "versions/").list("versions").count == 4)
            #expect(
                try await client.get(object).objects.first?["revoked"] == .bool(true))
        }
    }

    @Test(
        "what is left newest when newer versions are deleted speaks again; nothing more goes than was asked for",
        .timeLimit(.minutes(30)))
    func deleting() async throws {
        try await PostedIndicators.with { _, node, client in
            let times = (1...3).map { "2026-02-0\($0)T00:00:00.000Z" }
            let marked =
                ", \"object_marking_refs\": [\"marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003\"]"
            let versions = [
                PostedIndicators.indicator(1, modified: times[0]),
                PostedIndicators.indicator(1, modified: times[1], more: marked)
                    .replacing("shop1.example", with: "shop2.example"),
                PostedIndicators.indicator(1, modified: times[2], more: ", \"revoked\": true"),
            ]
            for version in versions {
                _ = try await client.send(
                    "POST", PostedIndicators.collection + "objects/",
                    PostedIndicators.envelope([version]))
            }
            let object =
                PostedIndicators.collection
                + "objects/indicator--\(PostedIndicators.uuid.dropLast(4))1001/"
            func delete(_ query: String) async throws -> Int {
                try await client.send("DELETE", object + "?\(query)").status
            }
            func left() async throws -> [String] {
                try await client.get(object + "versions/").list("versions").compactMap(\.text)
            }
            func counting(_ number: Int) throws -> Int {
                try state(of: "shop\(number).example", at: node).asserting.count
            }
            for query in ["limit=1", "next=zik0zj", "added_after=2026-01-31T12:00:00Z"] {
                #expect(try await delete(query) == 400)
            }
            #expect(try await left().count == 3)
            #expect(try (counting(1), counting(2)) == (0, 0))
            #expect(try await delete("match[version]=\(times[2])") == 200)
            #expect(try (counting(1), counting(2)) == (0, 1))
            #expect(
                try state(of: "shop2.example", at: node).tlp == .amberStrict)
            // One that is not the newest says nothing, so nothing is said when it goes.
            let origin = node.opened.writer.origin(in: .alliance)
            #expect(try await delete("match[version]=last") == 200)
            #expect(try (counting(1), counting(2)) == (1, 0))
            #expect(try await left() == [times[0]])
            #expect(
                try await client.get(object).list("objects") == [
                    try JSONValue(parsing: versions[0])
                ])
            let size = try node.opened.logs.state(of: origin)?.size
            #expect(try await delete("") == 200)
            // The retraction alone.
            #expect(try node.opened.logs.state(of: origin)?.size == size.map { $0 + 1 })
            #expect(try (counting(1), counting(2)) == (0, 0))
            #expect(try await client.get(object).status == 404)
        }
    }

    @Test(
        "what says no times, or another time of creation, is refused; an old object without times gives way",
        .timeLimit(.minutes(30)))
    func times() async throws {
        try await PostedIndicators.with { _, node, client in
            let objects = PostedIndicators.collection + "objects/"
            func post(_ objects: String...) async throws -> (taken: Int, refused: [String]) {
                let reply = try await client.send(
                    "POST", PostedIndicators.collection + "objects/",
                    PostedIndicators.envelope(objects))
                return (
                    try reply.list("successes").count,
                    try reply.list("failures").compactMap { $0.members?["message"]?.text }
                )
            }
            let times =
                #""created": "2026-01-31T12:00:00.000Z", "modified": "2026-02-01T00:00:00.000Z", "#
            let timeless = PostedIndicators.indicator(1).replacing(times, with: "")
            let refused = try await post(timeless, PostedIndicators.indicator(2))
            #expect(refused.taken == 1)
            #expect(refused.refused.first?.contains("'created' is missing") == true)
            // A later version that says it was created at another time, alone and beside one that is right.
            func version(_ number: Int, day: Int, created: Int) -> String {
                PostedIndicators.indicator(number, modified: "2026-03-0\(day)T00:00:00.000Z")
                    .replacing("2026-01-31T12:00:00.000Z", with: "2026-01-\(created)T12:00:00.000Z")
            }
            let other = try await post(version(2, day: 1, created: 30))
            #expect(other.taken == 0)
            #expect(other.refused.first?.contains("2026-01-31T12:00:00.000Z") == true)
            #expect(
                try await post(version(3, day: 1, created: 30), version(3, day: 2, created: 31))
                    .taken == 1)
            let last = try await client.get(objects + "?match[type]=indicator").objects
            #expect(
                Set(last.compactMap { $0["modified"]?.text })
                    == ["2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"])
            // One that was taken before times were asked for.
            try await node.opened.report(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: try Indicator(.domain, parsing: "shop1.example"),
                            basis: .automated, confidence: 50, tlp: .amber,
                            originalObject: OriginalObject(
                                mediaType: "application/stix+json;version=2.1",
                                bytes: Array(timeless.utf8))))
                ], to: .alliance)
            let id = "indicator--\(PostedIndicators.uuid.dropLast(4))1001"
            func served() async throws -> [JSONValue] {
                try await client.get(objects + "\(id)/?match[version]=all").list("objects")
            }
            while try await served().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
            #expect(try await served() == [try JSONValue(parsing: timeless)])
            #expect(try await post(PostedIndicators.indicator(1)).taken == 1)
            #expect(try await served() == [try JSONValue(parsing: PostedIndicators.indicator(1))])
            #expect(try state(of: "shop1.example", at: node).asserting.count == 1)
        }
    }

    @Test(
        "a posted sighting adds to the member's total, in every version, until it is deleted",
        .timeLimit(.minutes(30)))
    func sightings() async throws {
        try await PostedIndicators.with { _, node, client in
            func sighting(_ number: Int, _ count: Int, _ day: Int) -> String {
                """
                {"type": "sighting", "spec_version": "2.1", \
                "id": "sighting--\(PostedIndicators.uuid.dropLast(4))\(2_000 + number)", \
                "created": "2026-02-01T00:00:00.000Z", "modified": "2026-02-0\(day)T00:00:00.000Z", \
                "count": \(count), "sighting_of_ref": "indicator--\(PostedIndicators.uuid.dropLast(4))1001"}
                """
            }
            func post(_ objects: String...) async throws {
                let reply = try await client.send(
                    "POST", PostedIndicators.collection + "objects/",
                    PostedIndicators.envelope(objects))
                #expect(try reply.json.members?["failure_count"] == .number("0"))
            }
            func total() throws -> UInt64 {
                try state(of: "shop1.example", at: node).sightingsTotal
            }
            /// What somebody counts who adds up the objects.
            func added() async throws -> Int {
                try await client.get(PostedIndicators.collection + "objects/?match[type]=sighting")
                    .objects
                    .reduce(0) {
                        guard case .number(let digits)? = $1["count"] else { return $0 }
                        return $0 + (Int(digits) ?? 0)
                    }
            }
            try await node.opened.report(
                [
                    .sight(
                        Sighting(
                            indicator: try Indicator(.domain, parsing: "shop1.example"),
                            total: 10, first: 1_000, last: 2_000))
                ], to: .alliance)
            try await post(PostedIndicators.indicator(1), sighting(1, 5, 1), sighting(2, 1, 1))
            #expect(try total() == 16)
            #expect(try await added() == 16)
            try await post(sighting(1, 7, 2))
            #expect(try total() == 18)
            // An older version says nothing any more.
            try await post(
                sighting(1, 100, 1).replacing(
                    "02-01T00:00:00.000Z\", \"count", with: "02-01T12:00:00.000Z\", \"count"))
            #expect(try total() == 18)
            let id = "sighting--\(PostedIndicators.uuid.dropLast(4))2001"
            let newest = try await client.send(
                "DELETE", PostedIndicators.collection + "objects/\(id)/?match[version]=last")
            #expect(newest.status == 200)
            // The one before it is of noon, and counts again.
            #expect(try total() == 111)
            #expect(try await added() == 111)
            let deleted = try await client.send(
                "DELETE", PostedIndicators.collection + "objects/\(id)/")
            #expect(deleted.status == 200)
            #expect(try total() == 11)
            #expect(try await added() == 11)
        }
    }

    private func state(
        of domain: String, at node: TwoNodes.Running
    ) throws -> IndicatorState {
        try node.opened.merger.catchUp()
        return try node.opened.view.state(
            of: Indicator(.domain, parsing: domain), in: [.alliance],
            scope: node.opened.scope(), at: node.opened.clock.now())
    }
}

extension String {
    /// - Precondition: it has the part.
    fileprivate func replacing(_ part: String, with other: String) -> String {
        precondition(contains(part), "nothing to replace")
        return replacingOccurrences(of: part, with: other)
    }
}
