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

@Suite("TAXII at the desk port of a running node, over TLS", .serialized)
struct CollectionSystemTests {
    private static let root = "/taxii2/erasure.example/"
    private static let collection = root + "collections/alliance/"
    private static let uuid = "5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d1001"

    private static func indicator(
        _ number: Int = 1, modified: String = "2026-02-01T00:00:00.000Z", more: String = ""
    ) -> String {
        let digits = String(1_000 + number)
        let uuid = uuid.dropLast(digits.count) + digits
        return """
            {"type": "indicator", "spec_version": "2.1", "id": "indicator--\(uuid)", \
            "created": "2026-01-31T12:00:00.000Z", "modified": "\(modified)", \
            "pattern": "[domain-name:value = 'shop\(number).example']", "pattern_type": "stix", \
            "valid_from": "2026-01-31T12:00:00Z", "x_unknown": {"deep": [1, 2.50, null]}\(more)}
            """
    }

    private static func envelope(_ objects: [String]) -> String {
        "{\"objects\": [\(objects.joined(separator: ", "))]}"
    }

    private func with(
        _ body: (ErasureAlliance, TwoNodes.Running, TAXIIClient) async throws -> Void
    ) async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let node = try await TwoNodes.Running(alliance.home("brand"), hasDesk: true)
        let result: Result<Void, any Error>
        do {
            try await TAXIIClient.with(alliance.home("brand"), port: node.desk) { client in
                try await body(alliance, node, client)
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await node.stop()
        try result.get()
    }

    @Test(
        "what is posted is read as it was posted, in every resource, and is a signed report",
        .timeLimit(.minutes(4)))
    func roundTrip() async throws {
        try await with { _, node, client in
            #expect(try await client.get("/taxii2/").text("default")?.hasSuffix(Self.root) == true)
            #expect(try await client.get(Self.root).status == 200)
            let collections = try await client.get(Self.root + "collections/").list("collections")
            #expect(collections.first?.members?["can_write"] == .bool(true))

            let note =
                #"{"type":"note","spec_version":"2.1","id":"note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a99","created":"2026-01-31T12:00:00.000Z","modified":"2026-01-31T12:00:00.000Z","content":"x","object_refs":[]}"#
            let posted = try await client.send(
                "POST", Self.collection + "objects/", Self.envelope([Self.indicator(), note]))
            #expect(posted.status == 202)
            #expect(try posted.list("successes").count == 2)
            let status = try #require(try posted.text("id"))
            let again = try await client.get(Self.root + "status/\(status)/")
            #expect(again.body == posted.body)

            let objects = try await client.get(Self.collection + "objects/?match[type]=indicator")
            let expected = try JSONValue(parsing: Self.indicator())
            #expect(try objects.list("objects") == [expected])
            let id = try #require(expected.members?["id"]?.text)
            let one = try await client.get(Self.collection + "objects/\(id)/")
            #expect(try one.list("objects") == [expected])
            #expect(
                one.headers["x-taxii-date-added-first"] == one.headers["x-taxii-date-added-last"])
            let manifest = try await client.get(Self.collection + "manifest/?match[id]=\(id)")
            #expect(try manifest.objects.first?["version"]?.text == "2026-02-01T00:00:00.000Z")
            #expect(
                try manifest.objects.first?["date_added"]?.text
                    == one.headers["x-taxii-date-added-last"])
            // A report that the view knows, like any other.
            try node.opened.merger.catchUp()
            let state = try node.opened.view.state(
                of: Indicator(.domain, parsing: "shop1.example"), in: [.alliance],
                scope: node.opened.scope(), at: node.opened.clock.now())
            #expect(state.reports.count == 1)
        }
    }

    @Test(
        "all versions are kept; a version that is there is not said twice", .timeLimit(.minutes(4)))
    func versions() async throws {
        try await with { _, node, client in
            let times = [3, 1, 2].map { "2026-02-0\($0)T00:00:00.000Z" }
            for time in times + [times[0]] {
                _ = try await client.send(
                    "POST", Self.collection + "objects/",
                    Self.envelope([Self.indicator(modified: time)]))
            }
            let origin = node.opened.writer.origin(in: .alliance)
            #expect(try node.opened.logs.state(of: origin)?.size == 3)
            let object = Self.collection + "objects/indicator--\(Self.uuid)/"
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

    private func state(
        of domain: String, at node: TwoNodes.Running
    ) throws -> IndicatorState {
        try node.opened.merger.catchUp()
        return try node.opened.view.state(
            of: Indicator(.domain, parsing: domain), in: [.alliance],
            scope: node.opened.scope(), at: node.opened.clock.now())
    }

    @Test(
        "a newer version takes the place of the report before it, a revoked one takes it back",
        .timeLimit(.minutes(4)))
    func replacing() async throws {
        try await with { _, node, client in
            func post(_ objects: [String]) async throws {
                let reply = try await client.send(
                    "POST", Self.collection + "objects/", Self.envelope(objects))
                #expect(try reply.json.members?["failure_count"] == .number("0"))
            }
            func counting(_ number: Int) throws -> Int {
                try state(of: "shop\(number).example", at: node).asserting.count
            }
            func versions() async throws -> [(String, String)] {
                try await client.get(
                    Self.collection + "manifest/?match[type]=indicator&match[version]=all"
                ).objects.map {
                    ($0["version"]?.text ?? "", $0["date_added"]?.text ?? "")
                }
            }
            try await post([Self.indicator(1)])
            let before = try await versions()
            // The same object, which now names another shop.
            let other = Self.indicator(1, modified: "2026-03-01T00:00:00.000Z")
                .replacing("shop1.example", with: "shop2.example")
            try await post([other])
            #expect(try counting(1) == 0)
            #expect(try counting(2) == 1)
            #expect(try state(of: "shop1.example", at: node).status == .withdrawn)
            // It is kept all the same, and where it was.
            let after = try await versions()
            #expect(after.map(\.0) == ["2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"])
            #expect(after.first?.1 == before.first?.1)
            let object = Self.collection + "objects/indicator--\(Self.uuid.dropLast(4))1001/"
            #expect(
                try await client.get(object + "?match[version]=first").list("objects")
                    == [try JSONValue(parsing: Self.indicator(1))])
            // An older version, late, changes nothing; nor do older ones beside a newer one.
            try await post([
                Self.indicator(1, modified: "2026-02-15T00:00:00.000Z"),
                Self.indicator(3, modified: "2026-02-02T00:00:00.000Z"),
                Self.indicator(3, modified: "2026-02-03T00:00:00.000Z")
                    .replacing("shop3.example", with: "shop4.example"),
            ])
            #expect(try counting(1) == 0)
            #expect(try counting(2) == 1)
            #expect(try counting(3) == 0)
            #expect(try counting(4) == 1)
            try await post([
                Self.indicator(1, modified: "2026-04-01T00:00:00.000Z", more: ", \"revoked\": true")
            ])
            #expect(try counting(2) == 0)
            #expect(try await client.get(object + "versions/").list("versions").count == 4)
            #expect(
                try await client.get(object).objects.first?["revoked"] == .bool(true))
        }
    }

    @Test(
        "a posted sighting adds to the member's total, in every version, until it is deleted",
        .timeLimit(.minutes(4)))
    func sightings() async throws {
        try await with { _, node, client in
            func sighting(_ number: Int, _ count: Int, _ day: Int) -> String {
                """
                {"type": "sighting", "spec_version": "2.1", \
                "id": "sighting--\(Self.uuid.dropLast(4))\(2_000 + number)", \
                "created": "2026-02-01T00:00:00.000Z", "modified": "2026-02-0\(day)T00:00:00.000Z", \
                "count": \(count), "sighting_of_ref": "indicator--\(Self.uuid.dropLast(4))1001"}
                """
            }
            func post(_ objects: String...) async throws {
                let reply = try await client.send(
                    "POST", Self.collection + "objects/", Self.envelope(objects))
                #expect(try reply.json.members?["failure_count"] == .number("0"))
            }
            func total() throws -> UInt64 {
                try state(of: "shop1.example", at: node).sightingsTotal
            }
            /// What somebody counts who adds up the objects.
            func added() async throws -> Int {
                try await client.get(Self.collection + "objects/?match[type]=sighting").objects
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
            try await post(Self.indicator(1), sighting(1, 5, 1), sighting(2, 1, 1))
            #expect(try total() == 16)
            #expect(try await added() == 16)
            try await post(sighting(1, 7, 2))
            #expect(try total() == 18)
            // An older version says nothing any more.
            try await post(
                sighting(1, 100, 1).replacing(
                    "02-01T00:00:00.000Z\", \"count", with: "02-01T12:00:00.000Z\", \"count"))
            #expect(try total() == 18)
            let id = "sighting--\(Self.uuid.dropLast(4))2001"
            let deleted = try await client.send("DELETE", Self.collection + "objects/\(id)/")
            #expect(deleted.status == 200)
            #expect(try total() == 11)
            #expect(try await added() == 11)
        }
    }

    @Test(
        "both ways of paging give every object once while others are added",
        .timeLimit(.minutes(4)))
    func paging() async throws {
        try await with { _, _, client in
            func post(_ numbers: Range<Int>) async throws {
                let posted = try await client.send(
                    "POST", Self.collection + "objects/",
                    Self.envelope(numbers.map { Self.indicator($0) }))
                #expect(posted.status == 202)
            }
            func walk(byTime: Bool) async throws -> [String] {
                var ids: [String] = []
                var query = ""
                for round in 0... {
                    if round < 5 {
                        try await post(
                            byTime ? 200 + round..<201 + round : 100 + round..<101 + round)
                    }
                    let page = try await client.get(
                        Self.collection + "objects/?match[type]=indicator&limit=3\(query)")
                    ids += try page.objects.compactMap { $0["id"]?.text }
                    guard try page.json.members?["more"] == .bool(true) else { break }
                    if byTime {
                        query = "&added_after=\(page.headers["x-taxii-date-added-last"] ?? "")"
                    } else {
                        query = "&next=\(try page.text("next") ?? "")"
                    }
                }
                return ids
            }
            try await post(0..<20)
            let first = try await walk(byTime: false)
            #expect(first.count == 25)
            #expect(Set(first).count == 25)
            let second = try await walk(byTime: true)
            #expect(second.count == 30)
            #expect(Set(second).count == 30)
        }
    }

    @Test(
        "a report of the command line is an indicator and an observable; deleted, both are gone",
        .timeLimit(.minutes(4)))
    func derived() async throws {
        try await with { _, node, client in
            let report = IndicatorAssertion(
                indicator: try Indicator(.phone, parsing: "+49 30 123456"), basis: .testBuy,
                confidence: 80, tlp: .amber, marks: ["Verel"])
            try await node.opened.report([.assertIndicator(report)], to: .alliance)
            var found: [[String: JSONValue]] = []
            while found.count < 2 {
                found = try await client.get(
                    Self.collection + "objects/?match[type]=indicator,phone-number"
                ).objects
                if found.count < 2 { try await Task.sleep(for: .milliseconds(20)) }
            }
            let indicator = try #require(found.first { $0["type"]?.text == "indicator" })
            #expect(indicator["pattern"]?.text == "[phone-number:value = '4930123456']")
            #expect(indicator["confidence"] == .number("80"))
            let author = try #require(indicator["created_by_ref"]?.text)
            #expect(
                try await client.get(Self.collection + "objects/\(author)/").objects
                    .first?["name"]?.text == "brand")
            let id = try #require(indicator["id"]?.text)
            let deleted = try await client.send("DELETE", Self.collection + "objects/\(id)/")
            #expect(deleted.status == 200)
            #expect(try await client.get(Self.collection + "objects/\(id)/").status == 404)
            #expect(
                try await client.get(
                    Self.collection + "objects/?match[type]=indicator,phone-number"
                ).objects.isEmpty)
            #expect(
                try await client.send("DELETE", Self.collection + "objects/\(author)/").status
                    == 403)
        }
    }

    @Test(
        "who is refused is told so, and nothing of what is refused is kept", .timeLimit(.minutes(4))
    )
    func refusals() async throws {
        try await with { alliance, node, client in
            let objects = Self.collection + "objects/"
            #expect(
                try await client.send("GET", objects, headers: [("accept", "text/csv")]).status
                    == 406)
            #expect(
                try await client.send(
                    "GET", objects, headers: [("accept", "application/taxii+json")]
                ).status == 200)
            for query in ["limit=0", "limit=x", "next=!", "added_after=now", "match[x]=1"] {
                let reply = try await client.get(objects + "?\(query)")
                #expect(reply.status == 400)
                #expect(try reply.text("http_status") == "400")
            }
            // An answer without objects has the headers too, and they lose nothing.
            let none = try await client.get(objects + "?added_after=2200-01-01T00:00:00.000000Z")
            #expect(none.status == 200)
            #expect(try none.objects.isEmpty)
            #expect(none.headers["x-taxii-date-added-last"] == "2200-01-01T00:00:00.000000Z")
            #expect(try await client.get(Self.root + "collections/luxury/").status == 404)
            #expect(try await client.get(Self.root + "status/\(Self.uuid)/").status == 404)
            #expect(
                try await client.send(
                    "POST", objects, "{}", headers: [("content-type", "application/json")]
                ).status == 415)
            for (body, status) in [("{", 400), ("{}", 422), (#"{"objects":{}}"#, 422)] {
                #expect(try await client.send("POST", objects, body).status == status)
            }
            let bad = try await client.send(
                "POST", objects,
                Self.envelope([
                    Self.indicator(7), #"{"type":"indicator"}"#, "7",
                    Self.indicator(
                        8, more: ", \"name\": \"\(String(repeating: "n", count: 20_000))\""),
                ]))
            #expect(bad.status == 202)
            #expect(try bad.json.members?["success_count"] == .number("1"))
            #expect(try bad.json.members?["failure_count"] == .number("3"))
            // Another member reads its own collections at its own desk.
            try await TAXIIClient.with(alliance.home("hub"), port: node.desk) { hub in
                let reply = try await hub.get(objects)
                #expect(reply.status == 403)
            }
        }
    }

    @Test("what is erased is gone from answers and from every file", .timeLimit(.minutes(4)))
    func erasure() async throws {
        try await with { alliance, node, client in
            try await node.opened.report(
                [ErasureWorld.person("xqvonne.zwiebel"), ErasureWorld.person("someone")],
                to: .alliance)
            func found() async throws -> String {
                String(
                    decoding: try await client.get(Self.collection + "objects/").body,
                    as: UTF8.self)
            }
            while try await !found().contains("xqvonne") {
                try await Task.sleep(for: .milliseconds(20))
            }
            let origin = node.opened.writer.origin(in: .alliance)
            let certificate = try ErasureCertificate(
                origin: origin, entries: EntryRanges([0]), reason: .request,
                issuedAt: UTCTimestamp(millisecondsSince1970: node.opened.clock.now()))
            var signed = SignedErasure(
                certificate, by: [try #require(try node.opened.logSigner(origin))])
            signed.add(try alliance.signer())
            try node.opened.erasureRegister.accept(signed)
            while try node.opened.logs.erasure(certificate.id)?.state != .finished {
                try await Task.sleep(for: .milliseconds(20))
            }
            let left = try await found()
            #expect(!left.contains("xqvonne"))
            #expect(left.contains("someone"))
            #expect(try alliance.files(of: "brand", with: ["xqvonne"]) == [])
        }
    }
}

extension String {
    /// - Precondition: it has the part.
    fileprivate func replacing(_ part: String, with other: String) -> String {
        precondition(contains(part), "nothing to replace")
        return replacingOccurrences(of: part, with: other)
    }
}
