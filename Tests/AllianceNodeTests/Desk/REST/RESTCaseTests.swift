import AllianceNames
import AllianceNode
import AuditTrail
import Casework
import Credentials
import Foundation
import JSON
import NIOHTTP1
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Cases over REST at a real desk, as the programs of people who have signed in.
@Suite(.timeLimit(.minutes(30))) struct RESTCaseTests: RESTCaseSuite {
    @Test(
        "a case has what was put in, in the order of time; a file comes as bytes that no browser shows"
    )
    func walk() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let helper = try await Visitor(desk, .analyst)
            let approver = try await Visitor(desk, .approver)
            let path = try await begin("raid 7", as: owner)
            for item in Self.items {
                let made = try await done(.POST, path + "/items", item, as: owner, status: 201)
                #expect(made["addedBy"] == .string("investigator-0"), "\(item)")
            }
            let bytes = "<script>alert(1)</script>"
            let put = try await send(
                .POST, path + "/files?name=photo%20%3Cb%3E.jpg", bytes, as: owner, type: Self.file)
            #expect(put.status == 201, "\(put.body)")
            #expect(put.headers["location"] == [owner.browser.origin + path])

            let record = try await done(.GET, path, as: owner)
            #expect(record["state"] == .string("open") && record["revision"] == .integer(8))
            let held = Self.list(record, "items")
            #expect(held.first?["kind"] == .string("event"), "what happened first")
            let kinds = try held.map { try Self.text($0, "kind") }
            #expect(Set(kinds) == Set(CaseItem.Kind.allCases.map(\.rawValue)))
            let identifier = try #require(held.first { $0["kind"] == .string("identifier") })
            #expect(identifier["value"] == .string("shop.example"))
            #expect(identifier["href"] == .string("/api/v1/indicators/domain/shop.example"))
            #expect(identifier["known"] == nil)
            let task = try #require(held.first { $0["kind"] == .string("task") })
            #expect(task["due"] == .string("2026-12-01T00:00:00Z"))
            #expect(task["of"] == .string("investigator-0"))

            let photo = try #require(held.first { $0["kind"] == .string("file") })
            #expect(photo["name"] == .string("photo <b>.jpg"))
            let download = try await owner.browser.get(try Self.text(photo, "href"))
            #expect(download.body == bytes)
            #expect(download.headers["content-type"] == [Self.file])
            #expect(download.headers["x-content-type-options"] == ["nosniff"])
            let name = Digest.sha256(Array(bytes.utf8)).hex
            #expect(
                download.headers["content-disposition"] == ["attachment; filename=\"\(name).bin\""])

            // What members say of an identifier now.
            try await ExportQuotaTests.report("shop.example", by: desk.node)
            let known = Self.list(try await done(.GET, path, as: owner), "items")
                .compactMap { $0["known"] }
            #expect(
                known == [
                    .object(["status": .string("active"), "members": .array([.string("own")])])
                ])

            // Whom the owner names works on it, and does not lead it; an approver does.
            let team = #"{"title":"raid 8","team":["analyst-1"]}"#
            #expect(try await send(.GET, path, as: helper).status == 404)
            try await done(.PUT, path + "?revision=8", team, as: owner)
            #expect(try await send(.GET, path, as: helper).status == 200)
            #expect(try await send(.PUT, path + "?revision=9", team, as: helper).status == 403)
            #expect(try await send(.DELETE, path + "?revision=9", as: helper).status == 403)
            try await done(
                .POST, "\(path)/items/\(try Self.text(task, "id"))/done", "", as: helper)
            let note = try #require(held.first { $0["kind"] == .string("note") })
            try await done(
                .DELETE, "\(path)/items/\(try Self.text(note, "id"))", as: helper)
            let after = try await done(.GET, path, as: helper)
            #expect(after["title"] == .string("raid 8"))
            #expect(after["team"] == .array([.string("analyst-1")]))
            let left = Self.list(after, "items")
            #expect(left.count == 6)
            #expect(
                left.first { $0["kind"] == .string("task") }?["doneBy"] == .string("analyst-1"))
            let closed = try await done(.POST, path + "/close?revision=11", "", as: helper)
            #expect(closed["state"] == .string("closed") && closed["closedAt"] != nil)
            let refused = try await send(.POST, path + "/items", Self.items[1], as: owner)
            #expect(refused.status == 409 && refused.body.contains("case-closed"))
            try await done(.POST, path + "/open?revision=12", "", as: owner)
            try await done(.DELETE, path + "?revision=13", as: approver)
            #expect(try await send(.GET, path, as: owner).status == 404)

            // The audit log has which case it was and what was done, and nothing of what is in it.
            let records = try #require(desk.audit).reading.lines(from: 0, limit: 1_000)
                .compactMap(\.record).filter { $0.action == .keepCase }
            #expect(
                records.map { $0.details["what"] } == [
                    "begun", "identifier added", "note added", "task added", "person added",
                    "event added", "link added", "file added", "described",
                    // By who may not: recorded before it is refused.
                    "deleted", "task done", "entry removed", "closed", "opened", "deleted",
                ])
            #expect(records.allSatisfy { Set($0.details.keys) == ["case", "what"] })
            // Nothing but the report is in a log.
            let origin = desk.node.writer.origin(in: .alliance)
            #expect(try desk.node.logs.state(of: origin)?.size == 1)
        }
    }

    @Test(
        "whoever does not work on a case is answered as if it were not there, whatever is asked; no program has any"
    )
    func hidden() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let other = try await Visitor(desk, .investigator)
            let path = try await begin("secret raid", as: owner)
            let note = try await done(.POST, path + "/items", Self.items[1], as: owner, status: 201)
            let put = try await send(
                .POST, path + "/files?name=x", "evidence", as: owner, type: Self.file)
            let file = try Self.text(RESTReadingTests.json(put), "href")
            let entry = "/items/\(try Self.text(note, "id"))"
            let asked: [(HTTPMethod, String, String?)] = [
                (.GET, "", nil), (.GET, "/referral", nil),
                (.PUT, "?revision=3", #"{"title":"his","team":["investigator-1"]}"#),
                (.DELETE, "?revision=3", nil), (.POST, "/close?revision=3", ""),
                (.POST, "/open?revision=3", ""), (.PUT, "/contact", #"{"contact":"Tom"}"#),
                (.DELETE, "/contact", nil), (.POST, "/items", Self.items[1]),
                (.POST, entry + "/done", ""), (.DELETE, entry, nil),
                (.GET, String(file.dropFirst(path.count)), nil),
            ]
            let nowhere = "\(Self.root)/\(String(repeating: "0", count: 32))"
            for (method, rest, body) in asked {
                let answer = try await send(method, path + rest, body, as: other)
                #expect(answer.status == 404, "\(method) \(rest): \(answer.body)")
                let missing = try await send(method, nowhere + rest, body, as: other)
                #expect(answer.body == missing.body, "\(method) \(rest)")
            }
            let putByOther = try await send(
                .POST, path + "/files?name=x", "y", as: other, type: Self.file)
            #expect(putByOther.status == 404)
            #expect(try await send(.GET, Self.root, as: other).body == #"{"cases":[]}"#)

            // Nor for programs, nor without the form's token.
            let own = try await desk.browser("own").get(path)
            #expect(own.status == 403 && own.body.contains("role-missing"))
            let token = [("authorization", "Bearer \(try desk.token())")]
            #expect(try await desk.browser().get(path, headers: token).status == 403)
            for (method, rest, body) in asked where method != .GET {
                let forged = try await send(method, path + rest, body, as: owner, token: false)
                #expect(forged.status == 403, "\(method) \(rest)")
            }
            let record = try await done(.GET, path, as: owner)
            #expect(record["revision"] == .integer(3), "what was refused has changed nothing")
            #expect(Self.list(record, "items").count == 2)
        }
    }

    @Test("what was changed since it was shown is changed by nobody who has not seen that")
    func changedMeanwhile() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin(as: owner)
            try await done(.POST, path + "/items", Self.items[1], as: owner, status: 201)
            let description = #"{"title":"other","team":[]}"#
            for (method, rest, body) in [
                (.PUT, "", description), (.DELETE, "", nil), (.POST, "/close", ""),
                (.POST, "/open", ""),
            ] as [(HTTPMethod, String, String?)] {
                for (query, status) in [
                    ("?revision=1", 409), ("?revision=3", 409), ("", 400), ("?revision=", 400),
                    ("?revision=0", 400), ("?revision=02", 400), ("?revision=2&revision=2", 400),
                ] {
                    let answer = try await send(method, path + rest + query, body, as: owner)
                    #expect(answer.status == status, "\(method) \(rest)\(query)")
                    #expect(status == 400 || answer.body.contains("changed-meanwhile"))
                }
            }
            let record = try await done(.GET, path, as: owner)
            #expect(record["title"] == .string("raid") && record["revision"] == .integer(2))
        }
    }

    @Test("what is malformed is refused and keeps nothing")
    func refused() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin(as: owner)
            let long = String(repeating: "x", count: CaseLimits.textCharactersMax + 1)
            for (body, status) in [
                (#"{"kind":"other"}"#, 400), (#"{"text":"x"}"#, 400), ("[]", 400), ("{", 400),
                (#"{"kind":"note"}"#, 400), (#"{"kind":"note","text":""}"#, 400),
                (#"{"kind":"note","text":" "}"#, 422),
                (#"{"kind":"note","text":"\u202ex"}"#, 422),
                (#"{"kind":"note","text":"\#(long)"}"#, 400),
                (#"{"kind":"note","text":"x","due":"2026-12-01"}"#, 400),
                (#"{"kind":"file","name":"x"}"#, 400),
                (#"{"kind":"identifier","type":"domain","value":"no domain"}"#, 422),
                (#"{"kind":"identifier","type":"none","value":"a.example"}"#, 400),
                (#"{"kind":"event","text":"x"}"#, 400),
                (#"{"kind":"event","at":"2026-13-01","text":"x"}"#, 422),
                (#"{"kind":"task","text":"x","of":"No Name!"}"#, 400),
                (#"{"kind":"task","text":"x","due":"soon"}"#, 400),
                (#"{"kind":"link","link":"x","reference":"y"}"#, 400),
                (#"{"kind":"person","name":7}"#, 400),
            ] as [(String, Int)] {
                let answer = try await send(.POST, path + "/items", body, as: owner)
                #expect(answer.status == status, "\(body.prefix(80)): \(answer.body)")
                #expect(answer.headers["content-type"] == ["application/problem+json"])
            }
            let title = String(repeating: "x", count: Case.titleCharactersMax + 1)
            for (body, status) in [
                ("{}", 400), (#"{"title":""}"#, 400), (#"{"title":" "}"#, 422),
                (#"{"title":"\#(title)"}"#, 400), (#"{"title":"x","team":[]}"#, 400),
            ] {
                let answer = try await send(.POST, Self.root, body, as: owner)
                #expect(answer.status == status, "\(body.prefix(80)): \(answer.body)")
            }
            let many = (0...Case.teamMax).map { "\"p\($0)\"" }.joined(separator: ",")
            for (team, status) in [
                (#""x""#, 400), ("[7]", 400), (#"["No Name!"]"#, 400), ("[\(many)]", 400),
            ] {
                let body = #"{"title":"x","team":\#(team)}"#
                let answer = try await send(.PUT, path + "?revision=1", body, as: owner)
                #expect(answer.status == status, "\(team.prefix(80)): \(answer.body)")
            }
            for wrong in ["state=x", "limit=0", "limit=101", "cursor=x", "cursor=1-zz", "from=2"] {
                let answer = try await send(.GET, "\(Self.root)?\(wrong)", as: owner)
                #expect(answer.status == 400, "\(wrong)")
            }
            let plain = try await send(
                .POST, path + "/items", Self.items[1], as: owner, type: "text/plain")
            #expect(plain.status == 415)
            let record = try await done(.GET, path, as: owner)
            #expect(record["revision"] == .integer(1) && record["items"] == .array([]))
            #expect(Self.list(try await done(.GET, Self.root, as: owner), "cases").count == 1)
        }
    }

    @Test("a file has one byte to 768 KiB, a name, and the media type of bytes")
    func files() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin(as: owner) + "/files"
            let largest = String(repeating: "x", count: CaseLimits.fileBytesMax)
            let long = String(repeating: "x", count: CaseLimits.nameCharactersMax + 1)
            for (query, body, type, status) in [
                ("?name=x", largest + "x", Self.file, 413),
                ("?name=x", "", Self.file, 422), ("", "x", Self.file, 400),
                ("?name=", "x", Self.file, 400), ("?name=\(long)", "x", Self.file, 400),
                ("?name=a%E2%80%AEb", "x", Self.file, 422), ("?name=x", "x", "image/jpeg", 415),
                ("?name=x&x=y", "x", Self.file, 400),
            ] {
                let answer = try await send(.POST, path + query, body, as: owner, type: type)
                #expect(answer.status == status, "\(query) \(type): \(answer.body)")
            }
            let put = try await send(
                .POST, path + "?name=x", largest, as: owner, type: Self.file)
            #expect(put.status == 201, "\(put.body)")
            let made = try RESTReadingTests.json(put)
            #expect(made["bytes"] == .integer(UInt64(CaseLimits.fileBytesMax)))
            let download = try await owner.browser.get(try Self.text(made, "href"))
            #expect(download.bytes == Array(largest.utf8))
        }
    }

    @Test("a request with a key puts in once what it puts in, however often it comes")
    func once() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let other = try await Visitor(desk, .approver)
            let title = #"{"title":"raid"}"#
            let first = try await send(.POST, Self.root, title, as: owner, key: "k1")
            #expect(first.status == 201 && first.headers["idempotency-replayed"] == nil)
            let again = try await send(.POST, Self.root, title, as: owner, key: "\"k1\"")
            #expect(again.status == 201 && again.body == first.body)
            #expect(again.headers["idempotency-replayed"] == ["true"])
            let reused = try await send(
                .POST, Self.root, #"{"title":"other"}"#, as: owner, key: "k1")
            #expect(reused.status == 422 && reused.body.contains("idempotency-key-reused"))
            // Of another person the same key is another one.
            let others = try await send(.POST, Self.root, title, as: other, key: "k1")
            #expect(others.status == 201 && others.body != first.body)
            #expect(Self.list(try await done(.GET, Self.root, as: owner), "cases").count == 1)

            let path = "\(Self.root)/\(try Self.text(RESTReadingTests.json(first), "id"))"
            for _ in 0..<2 {
                let note = try await send(
                    .POST, path + "/items", Self.items[1], as: owner, key: "n")
                #expect(note.status == 201, "\(note.body)")
                let file = try await put(path, "bytes", as: owner, key: "f")
                #expect(file.status == 201, "\(file.body)")
            }
            let same = try await send(.POST, path + "/items", Self.items[0], as: owner, key: "n")
            #expect(same.status == 422)
            #expect(try await put(path, "others", as: owner, key: "f").status == 422)
            let malformed = try await send(
                .POST, path + "/items", Self.items[1], as: owner, key: "a b")
            #expect(malformed.status == 400)
            let record = try await done(.GET, path, as: owner)
            #expect(Self.list(record, "items").count == 2)
            #expect(record["revision"] == .integer(3))
            // Also to what takes nothing new any more.
            try await done(.POST, path + "/close?revision=3", "", as: owner)
            let late = try await send(.POST, path + "/items", Self.items[1], as: owner, key: "n")
            #expect(late.status == 201 && late.headers["idempotency-replayed"] == ["true"])
        }
    }

    private func put(
        _ path: String, _ bytes: String, as visitor: Visitor, key: String
    ) async throws -> Browser.Answer {
        try await send(
            .POST, path + "/files?name=x", bytes, as: visitor, type: Self.file, key: key)
    }

    @Test(
        "pages give each case once, whatever is done to it meanwhile; open and closed are told apart"
    )
    func paging() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            var paths: [String] = []
            for number in 0..<5 { paths.append(try await begin("raid \(number)", as: owner)) }
            var found: [String] = []
            var next: String? = "\(Self.root)?limit=2"
            while let address = next, found.count < 20 {
                let page = try await done(.GET, address, as: owner)
                found += try Self.list(page, "cases").map {
                    "\(Self.root)/\(try Self.text($0, "id"))"
                }
                for path in paths {
                    try await done(.POST, path + "/items", Self.items[1], as: owner, status: 201)
                }
                next = nil
                if case .string(let cursor)? = page["next"] {
                    next = "\(Self.root)?limit=2&cursor=\(cursor)"
                }
            }
            #expect(found.count == 5 && Set(found) == Set(paths))
            try await done(.POST, paths[0] + "/close?revision=4", "", as: owner)
            for (state, count) in [("open", 4), ("closed", 1)] {
                let page = try await done(.GET, "\(Self.root)?state=\(state)", as: owner)
                #expect(Self.list(page, "cases").count == count)
                #expect(page["next"] == nil)
            }
        }
    }

    @Test("nothing is thrown away that cannot be recorded")
    func unrecorded() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin(as: owner)
            try FileManager.default.removeItem(atPath: desk.node.home.certs.auditFence)
            for (method, rest, body) in [
                (.DELETE, "?revision=1", nil), (.PUT, "/contact", #"{"contact":"Ina"}"#),
            ] as [(HTTPMethod, String, String?)] {
                let answer = try await send(method, path + rest, body, as: owner)
                #expect(answer.status == 503, "\(method): \(answer.body)")
            }
            let store = try SQLiteCaseworkStore(path: desk.node.home.caseworkDatabase)
            #expect(try store.cases().count == 1)
            #expect(try store.optIn(of: store.cases()[0].id) == nil)
            try store.close()
        }
    }
}
