import Accounts
import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import JSON
import NIOHTTP1
import NodeAPI
import SQLiteStore
import SignIn
import Testing
import TransparencyLog

/// Accounts for the programs of a platform's people, at a real desk over TLS.
@Suite(.timeLimit(.minutes(8))) struct AccountRESTTests {
    private typealias Program = RESTDraftTests.Program

    private static let id = AccountID(unchecked: "acc-1")
    private static let client = "Maison Aurum"

    /// An agent's account whose client waits for a person to read its document.
    ///
    /// - Parameter exportRows: that one may take away alone.
    private static func with(
        exportRows: UInt64 = 1_000,
        _ body: (WholeDesk, SQLiteAccountStore, AccountDocument) async throws -> Void
    ) async throws {
        try await WholeDesk.with(
            exportRows: exportRows, complaints: true, accounts: true
        ) { desk in
            let store = try desk.begin(id, isAgent: true)
            let document = try AccountDocument(Array("%PDF-1.7 power of attorney".utf8))
            let now = desk.node.clock.now()
            try store.keep(document, of: id)
            let named = try AccountClient(
                name: client,
                authorisation: Authorisation(
                    document: document.digest, until: now + AccountLimits.dayMilliseconds),
                rights: [AccountRight(office: "US", number: "7654321")])
            try store.change(id, .addClient, by: AccountStep.holder, at: now) {
                try $0.add(named, at: now)
            }
            try await body(desk, store, document)
            try store.close()
        }
    }

    private static func acceptance(_ document: AccountDocument) -> String {
        #"{"client":"\#(client)","document":"\#(document.digest.hex)"}"#
    }

    @Test("what a person's program reads and does stands in both records, with who did it")
    func walk() async throws {
        try await Self.with { desk, store, document in
            let reading = try #require(desk.audit).reading
            let approver = try await Program(desk, .approver)
            let before = try reading.size()
            let list = try await approver.get("/accounts?stage=applied")
            #expect(list.status == 200 && list.body.contains("\"acc-1\""))
            let told = try await RESTReadingTests.json(approver.get("/accounts/acc-1"))
            let seen = try store.account(Self.id).seen.hex
            #expect(told["seen"] == .string(seen))
            let paper = try await approver.get(
                "/accounts/acc-1/documents/\(document.digest.hex)")
            #expect(paper.bytes == document.bytes)
            #expect(paper.headers["content-type"] == ["application/octet-stream"])

            let accept = "/accounts/acc-1/acceptance?seen="
            let accepted = try await approver.post(accept + seen, Self.acceptance(document))
            #expect(accepted.status == 200, "\(accepted.body)")
            let client = try #require(try store.account(Self.id).client(Self.client))
            #expect(client.authorisation.acceptedAt != nil)
            // By now it is another account than was read.
            let again = try await approver.post(accept + seen, Self.acceptance(document))
            #expect(again.status == 409 && again.body.contains("account-changed-since"))
            // This desk sends no mail.
            let now = try store.account(Self.id).seen.hex
            let code = try await approver.post(
                "/accounts/acc-1/code?seen=\(now)", #"{"address":"owner@register.example"}"#)
            #expect(code.status == 503 && code.body.contains("account-no-mail"))
            let closed = try await approver.post(
                "/accounts/acc-1/closing", #"{"reason":"asked for"}"#)
            #expect(closed.status == 200, "\(closed.body)")
            #expect(try store.account(Self.id).stage == .closed)

            let steps = try store.steps(of: Self.id).prefix(2)
            #expect(steps.map(\.transition) == [.close, .acceptAuthorisation])
            #expect(steps.allSatisfy { $0.by.hasPrefix("approver-") })
            #expect(steps.first?.note == "asked for")

            let records = try reading.lines(from: before, limit: 100).compactMap(\.record)
            let done = records.filter { $0.action == .administer }
            let acceptance = "accept-authorisation"
            #expect(
                done.map { $0.details["did"] } == [acceptance, acceptance, "send-code", "close"])
            #expect(done.allSatisfy { $0.details["account"] == "acc-1" })
            #expect(done.last?.route == "POST /api/v1/accounts/{id}/closing")
            #expect(
                records.contains {
                    $0.action == .export && $0.rows == 1
                        && $0.details["document"] == document.digest.hex
                })
            // What was refused then is recorded beside it.
            #expect(
                records.compactMap { $0.details["refused"] }
                    == ["account-changed-since", "account-no-mail"])
            #expect(
                records.allSatisfy {
                    if case .person(_, [.approver], .link) = $0.who { true } else { false }
                })
            // Whoever looks into the record reads in its own language what was done to the account.
            let (administrator, _) = try await desk.signedIn(.administrator)
            for (language, name) in [(DeskLanguage.english, "en"), (.chinese, "zh")] {
                let page = try await administrator.get(
                    "/console/audit?did=administer", headers: [("accept-language", name)])
                #expect(page.body.contains(AccountPageText(.close)(language)), "\(name)")
            }
        }
    }

    @Test("who may not release reads accounts and does nothing about one, nor gets its documents")
    func others() async throws {
        try await Self.with { desk, store, document in
            let before = try store.account(Self.id)
            let json = [("content-type", "application/json")]
            let token = [("authorization", "Bearer \(try desk.token())")]
            let paper = "/accounts/acc-1/documents/\(document.digest.hex)"
            let accept = "/accounts/acc-1/acceptance?seen=\(before.seen.hex)"
            let body = Self.acceptance(document)
            for (browser, headers) in [(desk.browser(), token), (desk.browser("own"), [])] {
                let root = "/api/v1"
                let list = try await browser.get("\(root)/accounts", headers: headers)
                #expect(list.status == 200)
                #expect(
                    try await browser.get("\(root)/accounts/acc-1", headers: headers).status
                        == 200)
                #expect(try await browser.get(root + paper, headers: headers).status == 403)
                for (path, body) in [(accept, body), ("/accounts/acc-1/closing", "{}")] {
                    let answer = try await browser.post(
                        root + path, body, headers: headers + json)
                    #expect(answer.status == 403, "\(path)")
                }
            }
            for role in Role.ofPeople where role != .approver {
                let program = try await Program(desk, role)
                #expect(try await program.get(paper).status == 403, "\(role)")
                #expect(try await program.post(accept, body).status == 403, "\(role)")
                #expect(
                    try await program.post("/accounts/acc-1/closing", "{}").status == 403,
                    "\(role)")
            }
            let approver = try await Program(desk, .approver)
            #expect(
                try await approver.send(.POST, accept, body, hasToken: false).status == 403)
            #expect(try store.account(Self.id) == before)
        }
    }

    @Test(
        "a document counts as a row taken away, on the console and over REST, and waits beyond them"
    )
    func held() async throws {
        try await Self.with(exportRows: 1) { desk, _, document in
            let approver = try await Program(desk, .approver)
            let paper = "/accounts/acc-1/documents/\(document.digest.hex)"
            #expect(try await approver.get(paper).status == 200)
            let (bo, _) = try await desk.signedIn(.approver)
            let shown = "/console/accounts/acc-1/document/\(document.digest.hex)"
            #expect(try await bo.get(shown).bytes == document.bytes)
            let again = try await bo.get(shown)
            #expect(again.status == 403 && again.body.contains("export-held"), "\(again.body)")
            #expect(!again.body.contains("power of attorney"))
            let held = try await approver.get(paper)
            #expect(held.status == 403 && held.body.contains("export-held"))
            // What there is not counts nothing.
            let none = String(repeating: "0", count: 64)
            #expect(try await bo.get("/console/accounts/acc-1/document/\(none)").status == 404)
            let waiting = try await desk.exports.held()
            #expect(waiting.count == 2 && waiting.allSatisfy { $0.rows == 1 })
            #expect(
                waiting.first?.details
                    == ["account": "acc-1", "document": document.digest.hex])
            let first = try #require(waiting.first)
            try await desk.exports.release(
                first.index, by: .operatorOfMachine("root"), person: PersonID(parsing: "cy"),
                roles: [.approver], purpose: nil)
            #expect(try await bo.get(shown).bytes == document.bytes)
        }
    }

    @Test("nothing is done about an account that cannot be recorded")
    func unrecorded() async throws {
        try await Self.with { desk, store, document in
            let approver = try await Program(desk, .approver)
            let before = try store.account(Self.id)
            try FileManager.default.removeItem(atPath: desk.node.home.certs.auditFence)
            for (path, body) in [
                ("/acceptance?seen=\(before.seen.hex)", Self.acceptance(document)),
                ("/closing", "{}"),
            ] {
                let answer = try await approver.post("/accounts/acc-1" + path, body)
                #expect(answer.status == 503, "\(path)")
                #expect(answer.body.contains("audit-unwritable"), "\(path)")
            }
            #expect(try store.account(Self.id) == before)
        }
    }

    @Test("a desk that is no platform's has no such address")
    func elsewhere() async throws {
        try await WholeDesk.with { desk in
            let approver = try await Program(desk, .approver)
            for path in ["/accounts", "/accounts/acc-1"] {
                let answer = try await approver.get(path)
                #expect(answer.status == 404 && answer.body.contains("no-such-path"), "\(path)")
            }
            let answer = try await approver.post("/accounts/acc-1/closing", "{}")
            #expect(answer.status == 404 && answer.body.contains("no-such-path"))
        }
    }
}
