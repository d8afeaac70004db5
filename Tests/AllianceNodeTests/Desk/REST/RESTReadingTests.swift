import AllianceNames
import AllianceNode
import AuditTrail
import CRDT
import Foundation
import JSON
import NodeAPI
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// What a real node's desk gives programs, over TLS.
@Suite(.timeLimit(.minutes(30))) struct RESTReadingTests {
    static func json(_ answer: Browser.Answer) throws -> [String: JSONValue] {
        guard case .object(let members) = try JSONValue(parsing: Array(answer.body.utf8)) else {
            return [:]
        }
        return members
    }

    private static func values(_ answer: Browser.Answer) throws -> [String] {
        guard case .array(let hits)? = try json(answer)["indicators"] else { return [] }
        return hits.compactMap { hit in
            guard case .object(let members) = hit, case .string(let value)? = members["value"]
            else { return nil }
            return value
        }
    }

    @Test("TLP:RED is shown to persons and to no program")
    func marked() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("open.example", .amber, by: desk.node)
            try await ExportQuotaTests.report("secret.example", .red, by: desk.node)
            let (person, _) = try await desk.signedIn(.analyst)
            let program = desk.browser("own")
            let token = [("authorization", "Bearer \(try desk.token())")]
            for query in ["", "?q=secret*", "?q=%3Dsecret.example", "?q=secret", "?type=domain"] {
                let path = "/api/v1/indicators\(query)"
                #expect(
                    try await Self.values(person.get(path)).contains("secret.example"), "\(path)")
                #expect(try await !Self.values(program.get(path)).contains("secret.example"))
                let machine = try await desk.browser().get(path, headers: token)
                #expect(machine.status == 200)
                #expect(!machine.body.contains("secret.example"), "\(path)")
            }
            let record = "/api/v1/indicators/domain/SECRET.example."
            #expect(try await Self.json(person.get(record))["status"] == .string("active"))
            let hidden = try await Self.json(desk.browser().get(record, headers: token))
            #expect(hidden["status"] == .string("unreported"))
            #expect(hidden["reports"] == .array([]))
            let list =
                #"{"identifiers":[{"type":"domain","value":"open.example"},{"type":"domain","value":"secret.example"},{"type":"domain","value":"x"}]}"#
            let checked = try await program.post(
                "/api/v1/indicators/check", list,
                headers: [("content-type", "application/json")])
            guard case .array(let results)? = try Self.json(checked)["results"] else {
                Issue.record("no results: \(checked.body)")
                return
            }
            let known = results.map { result -> JSONValue? in
                guard case .object(let members) = result else { return nil }
                return members["known"]
            }
            #expect(known == [.bool(true), .bool(false), .bool(false)])
        }
    }

    @Test("pages give each identifier once, whatever is reported meanwhile")
    func paging() async throws {
        try await WholeDesk.with { desk in
            let first = (0..<45).map { "first-\($0).example" }
            for name in first { try await report(name, by: desk.node) }
            try desk.node.indexText()
            let program = desk.browser("own")
            for query in ["limit=10", "q=first*&limit=10"] {
                var found: [String] = []
                var path: String? = "/api/v1/indicators?\(query)"
                var pages = 0
                while let address = path, pages < 20 {
                    let answer = try await program.get(address)
                    #expect(answer.status == 200, "\(answer.body)")
                    found += try Self.values(answer)
                    pages += 1
                    // Later, and for the beginning in the middle of what was and what will be given.
                    try await report("first-\(pages)-x.example", by: desk.node)
                    try desk.node.indexText()
                    guard case .string(let next)? = try Self.json(answer)["next"] else { break }
                    path = "/api/v1/indicators?\(query)&cursor=\(next)"
                }
                #expect(pages > 4)
                let given = found.filter(first.contains)
                #expect(given.sorted() == first.sorted(), "\(query)")
                #expect(Set(found).count == found.count, "\(query)")
            }
        }
    }

    private func report(_ name: String, by node: OpenedNode) async throws {
        try await node.report(
            [
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: Indicator(.domain, parsing: name), basis: .testBuy,
                        confidence: 80, tlp: .green, marks: ["Verel"]))
            ], to: .alliance)
    }

    @Test(
        "of a spreadsheet nothing is kept, and what is recorded is its digest and how much is known"
    )
    func list() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("known.example", .green, by: desk.node)
            let reading = try #require(desk.audit).reading
            let (person, session) = try await desk.signedIn(.investigator)
            let before = try reading.size()
            let answer = try await person.post(
                "/api/v1/indicators/check-list", "site\nknown.example\nsecret-list.example\n",
                headers: [
                    ("content-type", "text/csv"), ("origin", person.origin),
                    ("x-form-token", session.formToken.text),
                ])
            #expect(answer.status == 200, "\(answer.body)")
            let json = try Self.json(answer)
            #expect(json["knownCount"] == .integer(1) && json["rows"] == .integer(2))
            let records = try reading.lines(from: before, limit: 100).compactMap(\.record)
            try #require(records.count == 1)
            #expect(records[0].action == .checkList && records[0].results == 1)
            #expect(records[0].details["values"] == "2")
            #expect(Set(records[0].details.keys) == ["values", "sha256"])
            #expect(!String(decoding: records[0].bytes, as: UTF8.self).contains("secret-list"))
        }
    }

    @Test("what a person is given is recorded as the console's pages are, with its purpose")
    func recorded() async throws {
        try await WholeDesk.with { desk in
            let reading = try #require(desk.audit).reading
            let (person, session) = try await desk.signedIn(.investigator)
            let before = try reading.size()
            for path in [
                "/api/v1/indicators?q=bag&type=domain", "/api/v1/indicators/domain/shop.example",
                "/api/v1/products/check?code=04006381333931", "/api/v1/members",
                "/api/v1/indicators/domain/x",
            ] {
                _ = try await person.get(path)
            }
            _ = try await person.post(
                "/api/v1/indicators/check",
                #"{"identifiers":[{"type":"domain","value":"shop.example"}]}"#,
                headers: [
                    ("content-type", "application/json"), ("origin", person.origin),
                    ("x-form-token", session.formToken.text),
                ])
            let records = try reading.lines(from: before, limit: 100).compactMap(\.record)
            #expect(
                records.map(\.action.rawValue) == [
                    "search", "view", "check-product", "view", "use", "check-list",
                ])
            try #require(records.count == 6)
            #expect(records[0].details == ["query": "bag", "filters": "type=domain"])
            #expect(records[1].details == ["kind": "domain", "identifier": "shop.example"])
            #expect(records[2].details["verdict"] == "unknown")
            #expect(records[4].details["refused"] == "identifier")
            #expect(records[5].details["values"] == "1")
            #expect(records.allSatisfy { $0.purpose?.reference == "2026-17" })
            #expect(records[0].route == "GET /api/v1/indicators")
        }
    }

    @Test("a person states a purpose first, and changes nothing from another site")
    func guarded() async throws {
        try await WholeDesk.with { desk in
            let (person, _) = try await desk.signedIn(.investigator, for: nil)
            let refused = try await person.get("/api/v1/indicators?q=a")
            #expect(refused.status == 403)
            #expect(refused.body.contains("purpose-needed"))
            let (other, session) = try await desk.signedIn(.investigator)
            #expect(try await other.get("/api/v1/members").status == 200)
            let list = #"{"identifiers":[]}"#
            let type = ("content-type", "application/json")
            let token = ("x-form-token", session.formToken.text)
            for headers in [
                [type], [type, token], [type, ("origin", other.origin)],
                [type, token, ("origin", "https://evil.example")],
                [type, token, ("origin", other.origin), ("sec-fetch-site", "cross-site")],
            ] {
                let answer = try await other.post(
                    "/api/v1/indicators/check", list, headers: headers)
                #expect(answer.status == 403, "\(headers)")
                #expect(answer.body.contains("cross-site"))
            }
            let own = try await other.post(
                "/api/v1/indicators/check", list, headers: [type, token, ("origin", other.origin)])
            #expect(own.status == 200)
        }
    }

    @Test("a proof verifies with the log's key, and is for whoever may take things away")
    func proof() async throws {
        try await WholeDesk.with { desk in
            try await report("shop.example", by: desk.node)
            let (person, _) = try await desk.signedIn(.analyst)
            let record = try await person.get("/api/v1/indicators/domain/shop.example")
            guard case .array(let reports)? = try Self.json(record)["reports"],
                case .object(let report)? = reports.first,
                case .array(let entries)? = report["entries"],
                case .object(let entry)? = entries.first,
                case .string(let path)? = entry["proof"]
            else {
                Issue.record("no entry: \(record.body)")
                return
            }
            let answer = try await person.get(path, headers: [("accept", "text/plain")])
            #expect(answer.status == 200, "\(answer.body)")
            let origin = desk.node.writer.origin(in: .alliance)
            let key = try #require(desk.node.roster.logKey(for: origin))
            let bundle = try #require(BundleCoordinate(containing: 0, size: 1))
            let bytes = try #require(try desk.node.logs.entries(of: origin, bundle))
            let first = try EntryBundle.parse(bytes, count: 1)[0]
            try TLogProof(parsing: answer.body).verify(
                leaf: MerkleHash.leaf(Array(bytes[first])), logKey: key)
            let machine = try await desk.browser().get(
                path, headers: [("authorization", "Bearer \(try desk.token())")])
            #expect(machine.status == 403)
        }
    }

    @Test("the description that is served has every route of the node's table, and no other")
    func described() async throws {
        try await WholeDesk.with(complaints: true, accounts: true) { desk in
            let served = try await desk.browser().get("/api/v1/openapi.json")
            #expect(served.status == 200)
            guard
                case .object(let document) = try JSONValue(
                    parsing: Array(served.body.utf8), depthMax: 32),
                case .object(let paths)? = document["paths"]
            else {
                Issue.record("no document")
                return
            }
            var described: Set<String> = ["GET /api/v1/openapi.json"]
            for (path, item) in paths {
                guard case .object(let methods) = item else { continue }
                for method in methods.keys {
                    described.insert("\(method.uppercased()) /api/v1\(path)")
                }
            }
            let routes = desk.routes.all.map { "\($0.method.rawValue) \($0.pattern)" }
                .filter { $0.contains(" /api/") }
            #expect(Set(routes) == described)
        }
    }
}
