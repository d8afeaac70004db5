import AllianceNames
import AllianceNode
import Credentials
import Foundation
import JSON
import MergedView
import Replication
import Roster
import SQLiteStore
import STIX
import Statements
import Testing
import TransparencyLog

@Suite("TAXII at the desk port of a running node, over TLS", .serialized)
struct CollectionSystemTests {
    @Test(
        "what is posted is read as it was posted, in every resource, and is a signed report",
        .timeLimit(.minutes(30)))
    func roundTrip() async throws {
        try await PostedIndicators.with { _, node, client in
            #expect(
                try await client.get("/taxii2/").text("default")?.hasSuffix(PostedIndicators.root)
                    == true)
            #expect(try await client.get(PostedIndicators.root).status == 200)
            let collections = try await client.get(PostedIndicators.root + "collections/").list(
                "collections")
            #expect(collections.first?.members?["can_write"] == .bool(true))

            let note =
                #"{"type":"note","spec_version":"2.1","id":"note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a99","created":"2026-01-31T12:00:00.000Z","modified":"2026-01-31T12:00:00.000Z","content":"x","object_refs":[]}"#
            let posted = try await client.send(
                "POST", PostedIndicators.collection + "objects/",
                PostedIndicators.envelope([PostedIndicators.indicator(), note]))
            #expect(posted.status == 202)
            #expect(try posted.list("successes").count == 2)
            let status = try #require(try posted.text("id"))
            let again = try await client.get(PostedIndicators.root + "status/\(status)/")
            #expect(again.body == posted.body)

            let objects = try await client.get(
                PostedIndicators.collection + "objects/?match[type]=indicator")
            let expected = try JSONValue(parsing: PostedIndicators.indicator())
            #expect(try objects.list("objects") == [expected])
            let id = try #require(expected.members?["id"]?.text)
            let one = try await client.get(PostedIndicators.collection + "objects/\(id)/")
            #expect(try one.list("objects") == [expected])
            #expect(
                one.headers["x-taxii-date-added-first"] == one.headers["x-taxii-date-added-last"])
            let manifest = try await client.get(
                PostedIndicators.collection + "manifest/?match[id]=\(id)")
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
        "both ways of paging give every object once while others are added",
        .timeLimit(.minutes(30)))
    func paging() async throws {
        try await PostedIndicators.with { _, _, client in
            func post(_ numbers: Range<Int>) async throws {
                let posted = try await client.send(
                    "POST", PostedIndicators.collection + "objects/",
                    PostedIndicators.envelope(numbers.map { PostedIndicators.indicator($0) }))
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
                        PostedIndicators.collection
                            + "objects/?match[type]=indicator&limit=3\(query)")
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
        .timeLimit(.minutes(30)))
    func derived() async throws {
        try await PostedIndicators.with { _, node, client in
            let report = IndicatorAssertion(
                indicator: try Indicator(.phone, parsing: "+49 30 123456"), basis: .testBuy,
                confidence: 80, tlp: .amber, marks: ["Verel"])
            try await node.opened.report([.assertIndicator(report)], to: .alliance)
            var found: [[String: JSONValue]] = []
            while found.count < 2 {
                found = try await client.get(
                    PostedIndicators.collection + "objects/?match[type]=indicator,phone-number"
                ).objects
                if found.count < 2 { try await Task.sleep(for: .milliseconds(20)) }
            }
            let indicator = try #require(found.first { $0["type"]?.text == "indicator" })
            #expect(indicator["pattern"]?.text == "[phone-number:value = '4930123456']")
            #expect(indicator["confidence"] == .number("80"))
            let author = try #require(indicator["created_by_ref"]?.text)
            #expect(
                try await client.get(PostedIndicators.collection + "objects/\(author)/").objects
                    .first?["name"]?.text == "brand")
            let id = try #require(indicator["id"]?.text)
            let deleted = try await client.send(
                "DELETE", PostedIndicators.collection + "objects/\(id)/")
            #expect(deleted.status == 200)
            #expect(
                try await client.get(PostedIndicators.collection + "objects/\(id)/").status == 404)
            #expect(
                try await client.get(
                    PostedIndicators.collection + "objects/?match[type]=indicator,phone-number"
                ).objects.isEmpty)
            #expect(
                try await client.send("DELETE", PostedIndicators.collection + "objects/\(author)/")
                    .status
                    == 403)
        }
    }

    @Test(
        "an observable that was posted is served as it was posted, beside a report of the same identifier",
        .timeLimit(.minutes(30)))
    func postedObservable() async throws {
        try await PostedIndicators.with { _, node, client in
            let objects = PostedIndicators.collection + "objects/"
            let shop = try Indicator(.domain, parsing: "sco.example")
            try await node.opened.report(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: shop, basis: .testBuy, confidence: 80, tlp: .amber))
                ], to: .alliance)
            let id = "\(STIXObservable(shop).id)"
            func served() async throws -> [JSONValue] {
                try await client.get(objects + "\(id)/").list("objects")
            }
            while try await served().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
            let bare = try await served()
            func post(_ objects: String...) async throws -> (taken: [String?], refused: Int) {
                let reply = try await client.send(
                    "POST", PostedIndicators.collection + "objects/",
                    PostedIndicators.envelope(objects))
                return (
                    try reply.list("successes").map { $0.members?["message"]?.text },
                    try reply.list("failures").count
                )
            }
            func observable(_ note: String) -> String {
                """
                {"type": "domain-name", "spec_version": "2.1", "id": "\(id)", \
                "value": "sco.example", "resolves_to_refs": [], "x_note": "\(note)"}
                """
            }
            #expect(try await post(observable("one")) == ([nil], 0))
            #expect(try await served() == [try JSONValue(parsing: observable("one"))])
            let again = try await post(observable("one"))
            #expect(again.taken.first??.contains("already") == true)
            #expect(try await post(observable("two")) == ([], 1))
            #expect(try await served() == [try JSONValue(parsing: observable("one"))])
            // It was no part of the report.
            #expect(try await client.send("DELETE", objects + "\(id)/").status == 200)
            #expect(try await served() == bare)
            #expect(
                try await client.get(objects + "?match[type]=indicator").objects.count == 1)
            // An object that comes twice says nothing of what stands behind it.
            _ = try await post(PostedIndicators.indicator(2))
            let twice = try await post(
                PostedIndicators.indicator(1), PostedIndicators.indicator(1),
                PostedIndicators.indicator(2), observable("one"), observable("two"))
            #expect(twice.refused == 1)
            #expect(twice.taken.count == 4)
            #expect(twice.taken.compactMap { $0 }.count == 2)
        }
    }

    @Test(
        "who is refused is told so, and nothing of what is refused is kept",
        .timeLimit(.minutes(30))
    )
    func refusals() async throws {
        try await PostedIndicators.with { alliance, node, client in
            let objects = PostedIndicators.collection + "objects/"
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
            #expect(
                try await client.get(PostedIndicators.root + "collections/luxury/").status == 404)
            #expect(
                try await client.get(PostedIndicators.root + "status/\(PostedIndicators.uuid)/")
                    .status == 404)
            #expect(
                try await client.send(
                    "POST", objects, "{}", headers: [("content-type", "application/json")]
                ).status == 415)
            for (body, status) in [("{", 400), ("{}", 422), (#"{"objects":{}}"#, 422)] {
                #expect(try await client.send("POST", objects, body).status == status)
            }
            let bad = try await client.send(
                "POST", objects,
                PostedIndicators.envelope([
                    PostedIndicators.indicator(7), #"{"type":"indicator"}"#, "7",
                    PostedIndicators.indicator(
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

    @Test(
        "a filter by STIX version gives all objects, or none: all are of STIX 2.1",
        .timeLimit(.minutes(30)))
    func specificationVersion() async throws {
        try await PostedIndicators.with { _, _, client in
            let collection = PostedIndicators.collection
            let posted = try await client.send(
                "POST", collection + "objects/",
                PostedIndicators.envelope([
                    PostedIndicators.indicator(), PostedIndicators.indicator(2),
                ]))
            #expect(posted.status == 202)
            let id = try #require(
                try JSONValue(parsing: PostedIndicators.indicator()).members?["id"]?.text)
            for (path, list) in [
                ("objects/", "objects"), ("manifest/", "objects"), ("objects/\(id)/", "objects"),
                ("objects/\(id)/versions/", "versions"),
            ] {
                let all = try await client.get(collection + path)
                for versions in ["2.1", "2.0,2.1"] {
                    let same = try await client.get(
                        collection + path + "?match[spec_version]=\(versions)")
                    #expect(same.status == 200 && same.body == all.body, "\(path) \(versions)")
                }
                #expect(try !all.list(list).isEmpty, "\(path)")
                let none = try await client.get(collection + path + "?match[spec_version]=2.0")
                #expect(none.status == 200, "\(path)")
                #expect(try none.list(list).isEmpty, "\(path)")
                #expect(try none.json.members?["more"] == nil, "\(path)")
            }
            // With a filter that some objects pass.
            let some = try await client.get(
                collection + "objects/?match[type]=indicator&match[spec_version]=2.1")
            #expect(try some.objects.count == 2)
            #expect(
                try await client.get(collection + "objects/?match[spec_version]=").status == 400)
            // Nothing of another version is there to be deleted, so it stays.
            #expect(
                try await client.send(
                    "DELETE", collection + "objects/\(id)/?match[spec_version]=2.0"
                ).status == 404)
            #expect(try await client.get(collection + "objects/\(id)/").objects.count == 1)
        }
    }

    @Test(
        "another member's object that is for persons only is not there for who deletes it either",
        .timeLimit(.minutes(30)))
    func foreignRed() async throws {
        try await PostedIndicators.with { alliance, _, client in
            let hub = try await TwoNodes.Running(alliance.home("hub"))
            func note(_ number: Int, _ tlp: TLP) -> (id: String, statement: Statement) {
                let id = "note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a4\(number)"
                let json = """
                    {"type":"note","spec_version":"2.1","id":"\(id)","content":"x",\
                    "created":"2026-01-31T12:00:00.000Z","modified":"2026-01-31T12:00:00.000Z"}
                    """
                return (
                    id,
                    .stixObject(
                        STIXObject(
                            objectID: id, objectType: "note", json: Array(json.utf8), tlp: tlp))
                )
            }
            let (red, amber) = (note(1, .red), note(2, .amber))
            try await hub.opened.report([red.statement, amber.statement], to: .alliance)
            let objects = PostedIndicators.collection + "objects/"
            while try await client.get(objects + "\(amber.id)/").status != 200 {
                try await Task.sleep(for: .milliseconds(20))
            }
            for (id, status) in [(red.id, 404), (amber.id, 403)] {
                for query in ["", "?match[version]=all", "?match[version]=first"] {
                    let reply = try await client.send("DELETE", objects + "\(id)/" + query)
                    #expect(reply.status == status, "\(id)\(query)")
                }
            }
            #expect(try await client.get(objects + "\(red.id)/").status == 404)
            await hub.stop()
            try hub.opened.close()
        }
    }

    @Test(
        "where this folder signs nothing any more, who posts or deletes is told so",
        .timeLimit(.minutes(30)))
    func keyMadeBeside() async throws {
        try await PostedIndicators.with { alliance, _, client in
            let objects = PostedIndicators.collection + "objects/"
            func post(_ number: Int) async throws -> TAXIIClient.Reply {
                try await client.send(
                    "POST", objects,
                    PostedIndicators.envelope([PostedIndicators.indicator(number)]))
            }
            #expect(try await post(1).status == 202)
            _ = try alliance.home("brand").certs.createLogKey(Epoch(2))
            let deletion = try await client.send(
                "DELETE", objects + "indicator--\(PostedIndicators.uuid)/")
            for reply in [try await post(2), deletion] {
                #expect(reply.status == 503)
                #expect(try reply.text("error_code") == "epoch-left")
            }
            #expect(try await client.get(objects + "?match[type]=indicator").objects.count == 1)
        }
    }

    @Test("what is erased is gone from answers and from every file", .timeLimit(.minutes(30)))
    func erasure() async throws {
        try await PostedIndicators.with { alliance, node, client in
            try await node.opened.report(
                [ErasureWorld.person("xqvonne.zwiebel"), ErasureWorld.person("someone")],
                to: .alliance)
            func found() async throws -> String {
                String(
                    decoding: try await client.get(PostedIndicators.collection + "objects/").body,
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
