import AllianceNames
import AllianceNode
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

/// What a real node signs for programs and people, over TLS, and that it is signed once.
@Suite(.timeLimit(.minutes(30))) struct RESTWritingTests {
    private static let path = "/api/v1/indicators?channel=alliance"

    private static func body(_ name: String) -> String {
        #"{"type":"domain","value":"\#(name)","basis":"test-buy","confidence":80,"tlp":"amber"}"#
    }

    private static func json(_ key: String? = nil) -> [(String, String)] {
        [("content-type", "application/json")] + (key.map { [("idempotency-key", $0)] } ?? [])
    }

    private static func size(_ desk: WholeDesk) throws -> UInt64 {
        try desk.node.logs.state(of: desk.node.writer.origin(in: .alliance))?.size ?? 0
    }

    private static func status(_ browser: Browser, _ name: String) async throws -> JSONValue? {
        try await RESTReadingTests.json(browser.get("/api/v1/indicators/domain/\(name)"))["status"]
    }

    @Test("whoever may speak in this member's name reports and withdraws, and nobody else")
    func whoMay() async throws {
        try await WholeDesk.with { desk in
            for role in Role.ofPeople {
                let (browser, session) = try await desk.signedIn(role)
                let before = try Self.size(desk)
                let answer = try await browser.post(
                    Self.path, Self.body("\(role.rawValue).example"),
                    headers: Self.json() + [
                        ("origin", browser.origin), ("x-form-token", session.formToken.text),
                    ])
                let may = role == .investigator || role == .approver
                #expect(answer.status == (may ? 201 : 403), "\(role): \(answer.body)")
                #expect(try Self.size(desk) == before + (may ? 1 : 0))
            }
            let token = ("authorization", "Bearer \(try desk.token())")
            for (browser, more, status) in [
                (desk.browser(), [token], 403), (desk.browser("other"), [], 403),
                (desk.browser(), [], 401), (desk.browser("own"), [], 201),
            ] as [(Browser, [(String, String)], Int)] {
                let answer = try await browser.post(
                    Self.path, Self.body("own.example"), headers: Self.json() + more)
                #expect(answer.status == status, "\(answer.body)")
            }
            let own = desk.browser("own")
            #expect(try await Self.status(own, "own.example") == .string("active"))
            let withdrawn = try await own.send(
                .DELETE, "/api/v1/indicators/domain/OWN.example?channel=alliance")
            #expect(withdrawn.status == 200, "\(withdrawn.body)")
            #expect(try await Self.status(own, "own.example") == .string("withdrawn"))
            let again = try await own.send(
                .DELETE, "/api/v1/indicators/domain/own.example?channel=alliance")
            #expect(again.status == 404)
            let elsewhere = try await own.post(
                "/api/v1/indicators?channel=nowhere", Self.body("own.example"),
                headers: Self.json())
            #expect(elsewhere.status == 403)
            #expect(elsewhere.body.contains("may-not-write"))
        }
    }

    @Test(
        "where a second look is wanted, people report through drafts, and this member's systems go on"
    )
    func secondLook() async throws {
        try await WholeDesk.with(secondLook: .warned) { desk in
            let (browser, session) = try await desk.signedIn(.approver)
            let form = [("origin", browser.origin), ("x-form-token", session.formToken.text)]
            let before = try Self.size(desk)
            let report = try await browser.post(
                Self.path, Self.body("a.example"), headers: Self.json() + form)
            #expect(report.status == 403)
            #expect(report.body.contains("second-look"))
            let list = try await browser.post(
                "/api/v1/indicators/import?channel=alliance", Self.body("a.example"),
                headers: [("content-type", "application/x-ndjson")] + form)
            #expect(list.status == 403)
            #expect(list.body.contains("second-look"))
            #expect(try Self.size(desk) == before)
            let own = try await desk.browser("own").post(
                Self.path, Self.body("a.example"), headers: Self.json())
            #expect(own.status == 201, "\(own.body)")
        }
    }

    @Test("what cannot be recorded is not signed")
    func unrecorded() async throws {
        try await WholeDesk.with { desk in
            let (browser, session) = try await desk.signedIn(.investigator)
            let form = [("origin", browser.origin), ("x-form-token", session.formToken.text)]
            let before = try Self.size(desk)
            try FileManager.default.removeItem(atPath: desk.node.home.certs.auditFence)
            for (path, type) in [
                (Self.path, "application/json"),
                ("/api/v1/indicators/import?channel=alliance", "application/x-ndjson"),
            ] {
                let answer = try await browser.post(
                    path, Self.body("a.example"), headers: [("content-type", type)] + form)
                #expect(answer.status == 503, "\(answer.body)")
            }
            #expect(try Self.size(desk) == before)
        }
    }

    @Test("a request with a key is done once, and has one answer")
    func once() async throws {
        try await WholeDesk.with { desk in
            let own = desk.browser("own")
            let first = try await own.post(
                Self.path, Self.body("a.example"), headers: Self.json("k1"))
            #expect(first.status == 201)
            let size = try Self.size(desk)
            let again = try await own.post(
                Self.path, Self.body("a.example"), headers: Self.json("\"k1\""))
            #expect(again.status == 201)
            #expect(again.body == first.body)
            #expect(again.headers["idempotency-replayed"] == ["true"])
            #expect(first.headers["idempotency-replayed"] == nil)
            let other = try await own.post(
                Self.path, Self.body("b.example"), headers: Self.json("k1"))
            #expect(other.status == 422)
            #expect(other.body.contains("idempotency-key-reused"))
            #expect(try Self.size(desk) == size)
            // Of another caller the same key is another one.
            let (person, session) = try await desk.signedIn(.investigator)
            let posted = try await person.post(
                Self.path, Self.body("a.example"),
                headers: Self.json("k1") + [
                    ("origin", person.origin), ("x-form-token", session.formToken.text),
                ])
            #expect(posted.status == 201)
            #expect(try Self.size(desk) == size + 1)
            let address = "/api/v1/indicators/domain/a.example?channel=alliance"
            let withdrawn = try await own.send(
                .DELETE, address, headers: [("idempotency-key", "k2")])
            #expect(withdrawn.status == 200)
            let repeated = try await own.send(
                .DELETE, address, headers: [("idempotency-key", "k2")])
            #expect(repeated.status == 200)
            #expect(repeated.body == withdrawn.body)
            #expect(try Self.size(desk) == size + 2)
        }
    }

    @Test("of requests with one key that come together one is done")
    func together() async throws {
        try await WholeDesk.with { desk in
            let own = desk.browser("own")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<12 {
                    tasks.addTask {
                        try await own.post(
                            Self.path, Self.body("t.example"), headers: Self.json("t")
                        ).status
                    }
                }
                return try await tasks.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { $0 == 201 || $0 == 409 }, "\(statuses)")
            #expect(statuses.contains(201))
            #expect(try Self.size(desk) == 1)
        }
    }

    @Test("a list becomes statements of the log, and what is no report is told by its line")
    func list() async throws {
        try await WholeDesk.with { desk in
            let own = desk.browser("own")
            let path = "/api/v1/indicators/import?channel="
            let type = [("content-type", "application/x-ndjson")]
            let lines =
                (0..<1_500).map { Self.body("list-\($0).example") } + ["{}", Self.body("x")]
            let list = lines.joined(separator: "\n")
            let answer = try await own.post(path + "alliance", list, headers: type)
            #expect(answer.status == 200, "\(answer.body.prefix(300))")
            let results = answer.body.split(separator: "\n")
            try #require(results.count == 1_503)
            #expect(results[700] == #"{"index":700,"line":701}"#)
            #expect(results[1_500].contains(#""line":1501,"refused":"body""#))
            #expect(results[1_501].contains(#""line":1502,"refused":"identifier""#))
            #expect(results[1_502].contains(#""refused":2,"taken":1500,"treeSize":1500"#))
            #expect(results[1_502].contains(#""complete":true"#))
            #expect(try Self.size(desk) == 1_500)
            for number in [0, 700, 1_499] {
                #expect(try await Self.status(own, "list-\(number).example") == .string("active"))
            }
            let elsewhere = try await own.post(path + "nowhere", list, headers: type)
            #expect(elsewhere.status == 403)
            let (analyst, session) = try await desk.signedIn(.analyst)
            #expect(try await analyst.get("/api/v1/members").status == 200)
            let refused = try await analyst.post(
                path + "alliance", list,
                headers: type + [
                    ("origin", analyst.origin), ("x-form-token", session.formToken.text),
                ])
            #expect(refused.status == 403)
            #expect(try Self.size(desk) == 1_500)
        }
    }

    @Test("after a crash what was written is found again, and what was not is written")
    func crashed() async throws {
        try await WholeDesk.with { desk in
            let node = desk.node
            let path = node.home.requestDatabase + ".test"
            let request = KeyedRequest(
                caller: "x", key: "k", fingerprint: Digest.sha256(Array("asked".utf8)))
            let said = Statement.assertIndicator(
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: "c.example"), basis: .testBuy,
                    confidence: 1, tlp: .amber))
            for isWritten in [false, true] {
                let before = try Self.size(desk)
                let keys = try SQLiteRequestKeys(path: path)
                let batch = try node.writer.sealer.seal([said])
                let began = try keys.begin(
                    isWritten ? "k" : "n", of: "x",
                    .init(
                        fingerprint: request.fingerprint,
                        origin: node.writer.origin(in: .alliance), size: before,
                        leafHash: batch.leafHashes[0], count: 1, at: node.clock.now()))
                #expect(began)
                // Others go on meanwhile.
                try await ExportQuotaTests.report("meanwhile-\(isWritten).example", by: node)
                if isWritten { _ = try await node.writer.append(batch, to: .alliance) }
                try keys.close()
                // The process that noted it is gone; another one is asked.
                let desk2 = ReportDesk(
                    node: node, keys: try SQLiteRequestKeys(path: path),
                    calls: .concurrent(label: "test"))
                let asked = KeyedRequest(
                    caller: "x", key: isWritten ? "k" : "n", fingerprint: request.fingerprint)
                for isSecond in [false, true] {
                    let outcome = try await desk2.sign(in: .alliance, for: asked) { [said] }
                    guard case .signed(let entries, let isAgain) = outcome else {
                        Issue.record("\(outcome)")
                        continue
                    }
                    #expect(isAgain == (isWritten || isSecond))
                    #expect(entries.indexes == before + 1..<before + 2)
                    #expect(entries.treeSize == before + 2)
                }
                #expect(try Self.size(desk) == before + 2)
            }
        }
    }
}
