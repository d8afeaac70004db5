import AllianceNames
import AllianceNode
import AuditTrail
import Foundation
import NodeAPI
import SQLiteStore
import SignIn
import Statements
import Testing

/// What one person may take away alone, at a real node's desk.
@Suite(.timeLimit(.minutes(30))) struct ExportQuotaTests {
    static func report(
        _ domain: String, _ tlp: TLP = .amber, by node: OpenedNode
    ) async throws {
        let statement = Statement.assertIndicator(
            IndicatorAssertion(
                indicator: try Indicator(.domain, parsing: domain), basis: .testBuy,
                confidence: 80, tlp: tlp))
        try await node.report([statement], to: .alliance)
        try node.indexText()
    }

    private static let path = "/console/export?q=&kind=domain"

    private static func posted(
        _ browser: Browser, _ session: Secret
    ) -> [(String, String)] {
        [("origin", browser.origin), ("x-form-token", session.formToken.text)]
    }

    @Test("rows within the quota go, those beyond wait until another person has released them")
    func held() async throws {
        try await WholeDesk.with(exportRows: 3) { desk in
            for domain in ["a.example", "b.example", "c.example"] {
                try await Self.report(domain, by: desk.node)
            }
            let (anna, session) = try await desk.signedIn(.approver)
            let first = try await anna.get(Self.path)
            #expect(first.status == 200)
            #expect(first.headers["content-type"] == ["text/csv; charset=utf-8"])
            #expect(first.body.split(separator: "\r\n").count == 4)
            #expect(first.body.contains("\"domain\",\"a.example\",\"active\",\"own\""))
            let second = try await anna.get(Self.path)
            #expect(second.status == 403)
            #expect(second.body.contains("export-held"))
            #expect(!second.body.contains("a.example"))
            let log = try #require(desk.audit)
            let held = try #require(
                try log.reading.page(limit: 9) { $0.record?.action == .holdExport }.lines.first)
            #expect(held.record?.results == 3)
            #expect(held.record?.details == ["query": "", "filters": "kind=domain"])
            // Asked again it waits under the same number.
            #expect(try await anna.get(Self.path).body.contains("number \(held.index)"))

            // Not by the one who asked, though it is an approver, nor by one without the role.
            let number = "number=\(held.index)"
            let own = try await anna.post(
                "/console/audit/release", number, headers: Self.posted(anna, session))
            #expect(own.status == 409)
            #expect(own.body.contains("export-own"))
            let (cy, cySession) = try await desk.signedIn(.investigator)
            #expect(try await cy.get("/console").status == 200)
            let refused = try await cy.post(
                "/console/audit/release", number, headers: Self.posted(cy, cySession))
            #expect(refused.status == 403)
            #expect(try await anna.get(Self.path).status == 403)

            let (bo, boSession) = try await desk.signedIn(.administrator)
            let page = try await bo.get("/console/audit")
            #expect(page.body.contains("name=\"number\" value=\"\(held.index)\""))
            let released = try await bo.post(
                "/console/audit/release", number, headers: Self.posted(bo, boSession))
            #expect(released.status == 303)
            let third = try await anna.get(Self.path)
            #expect(third.status == 200)
            #expect(third.body == first.body)
            // Once.
            #expect(try await anna.get(Self.path).status == 403)
            let record = try #require(
                try log.reading.page(limit: 9) { $0.record?.action == .releaseExport }.lines
                    .first?.record)
            #expect(record.details["hold"] == "\(held.index)")
            #expect(record.who.person?.rawValue.hasPrefix("administrator") == true)
            // Everybody has a quota of its own.
            #expect(try await cy.get(Self.path).status == 200)
            #expect(try AuditLogTests.verify(desk.node, log).isSound)
        }
    }

    @Test("of what was released goes what was there when it was held, however much there is by now")
    func grown() async throws {
        try await WholeDesk.with(exportRows: 1) { desk in
            for domain in ["b.example", "c.example"] {
                try await Self.report(domain, by: desk.node)
            }
            let (anna, _) = try await desk.signedIn(.investigator)
            #expect(try await anna.get(Self.path).status == 403)
            let held = try #require(try await desk.exports.held().first)
            #expect(held.rows == 2)
            // It grows before it is released, and while it waits it stays one.
            try await Self.report("a.example", by: desk.node)
            #expect(try await anna.get(Self.path).body.contains("number \(held.index)"))
            #expect(try await desk.exports.held().count == 1)
            try await desk.exports.release(
                held.index, by: .operatorOfMachine("root"), person: PersonID(parsing: "bo"),
                roles: [.approver], purpose: nil)
            try await Self.report("d.example", by: desk.node)
            let file = try await anna.get(Self.path)
            #expect(file.status == 200, "\(file.body)")
            #expect(file.body.split(separator: "\r\n").count == 3)
            for domain in ["b.example", "c.example"] { #expect(file.body.contains(domain)) }
            let name = try #require(file.headers["content-disposition"]?.first)
            #expect(name.contains("reported-identifiers-released-\(held.index)-as-of-20"))
            let record = try #require(
                try desk.audit?.reading.page(limit: 1) { $0.record?.action == .export }.lines
                    .first?.record)
            #expect(record.rows == 2)
            #expect(record.details["hold"] == "\(held.index)")
            // Once, and what is asked next is all of it.
            #expect(try await anna.get(Self.path).status == 403)
            #expect(try await desk.exports.held().map(\.rows) == [4])
        }
    }

    @Test("what was released is that search, and no other that is written so that it reads alike")
    func alike() async throws {
        try await WholeDesk.with(exportRows: 0) { desk in
            try await Self.report("a.example", .amber, by: desk.node)
            try await Self.report("b.example", .green, by: desk.node)
            let (anna, _) = try await desk.signedIn(.investigator)
            let path = "/console/export?q=&x=1&tlp=green"
            #expect(try await anna.get(path).status == 403)
            let held = try #require(try await desk.exports.held().first)
            #expect(held.rows == 1 && held.details["filters"] == "x=1 tlp=green")
            try await desk.exports.release(
                held.index, by: .operatorOfMachine("root"), person: PersonID(parsing: "bo"),
                roles: [.approver], purpose: nil)
            for other in ["x=1%20tlp%3Dgreen", "x=1&tlp%3Dgr=een", "x=1%2520tlp%3Dgreen"] {
                let answer = try await anna.get("/console/export?q=&\(other)")
                #expect(answer.status == 403, "\(other)")
                #expect(!answer.body.contains("a.example"), "\(other)")
            }
            let file = try await anna.get(path)
            #expect(file.status == 200 && file.body.contains("b.example"))
            #expect(!file.body.contains("a.example"))
        }
    }

    @Test(
        "what is too long for a record waits once, and is released as that and nothing that begins alike"
    )
    func long() async throws {
        try await WholeDesk.with(exportRows: 1) { desk in
            // As `evidence make` names the entries of a bundle.
            func record(_ count: Int) -> AuditRecord {
                let entries = (0..<count).map { "demo/alliance/own/e1#\(1_000 + $0)" }
                return AuditRecord(
                    who: .operatorOfMachine("root"), action: .export,
                    details: [.entries: entries.joined(separator: " ")], rows: UInt64(count))
            }
            guard case .held(let number) = try await desk.exports.admit(record(200), within: nil)
            else {
                Issue.record("it is beyond the quota")
                return
            }
            #expect(try await desk.exports.admit(record(200), within: nil) == .held(number))
            #expect(try await desk.exports.admit(record(201), within: nil) != .held(number))
            try await desk.exports.release(
                number, by: .operatorOfMachine("root"), person: PersonID(parsing: "bo"),
                roles: [.approver], purpose: nil)
            guard case .held = try await desk.exports.admit(record(201), within: nil),
                case .released(let held) = try await desk.exports.admit(record(200), within: nil)
            else {
                Issue.record("what was released is that and nothing else")
                return
            }
            #expect(held.index == number)
            #expect(try await desk.exports.admit(record(200), within: number) == .allowed)
            // Once.
            #expect(try await desk.exports.admit(record(200), within: number) != .allowed)
        }
    }

    @Test("what is taken away at once by many requests shares one quota")
    func together() async throws {
        try await WholeDesk.with(exportRows: 3) { desk in
            try await Self.report("a.example", by: desk.node)
            let (browser, _) = try await desk.signedIn(.investigator)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<8 {
                    tasks.addTask { try await browser.get(Self.path).status }
                }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [200, 200, 200, 403, 403, 403, 403, 403])
        }
    }

    @Test("a release at the machine counts in the running node, with the person whom it names")
    func command() async throws {
        try await WholeDesk.with(exportRows: 0) { desk in
            try await Self.report("a.example", by: desk.node)
            let (browser, _) = try await desk.signedIn(.investigator)
            #expect(try await browser.get(Self.path).status == 403)
            // As a command does, in a process of its own.
            let command = desk.node.exportDesk(rowsMax: 0)
            let held = try #require(try await command.held().first)
            let bo = try PersonID(parsing: "bo")
            await #expect(throws: ExportReleaseError.roleMissing) {
                try await command.release(
                    held.index, by: .operatorOfMachine("root"), person: bo, roles: [.analyst],
                    purpose: nil)
            }
            try await command.release(
                held.index, by: .operatorOfMachine("root"), person: bo, roles: [.approver],
                purpose: nil)
            #expect(try await browser.get(Self.path).status == 200)
            let record = try desk.audit?.reading.page(limit: 1) {
                $0.record?.action == .releaseExport
            }.lines.first?.record
            #expect(record?.details["by"] == "bo")
            #expect(record?.who == .operatorOfMachine("root"))
        }
    }

    @Test("administrators see what everybody did, each person what it did itself")
    func page() async throws {
        try await WholeDesk.with { desk in
            let (anna, _) = try await desk.signedIn(.investigator)
            _ = try await anna.get("/console/search?q=%3Cb%3Eanna%27s%20query")
            let (bo, _) = try await desk.signedIn(.analyst)
            _ = try await bo.get("/console/search?q=bos-query")
            let own = try await bo.get("/console/audit?person=investigator-0")
            #expect(own.status == 200)
            #expect(own.body.contains("bos-query"))
            #expect(!own.body.contains("query</bdi>") || !own.body.contains("anna"))
            let (ada, _) = try await desk.signedIn(.administrator)
            let all = try await ada.get("/console/audit")
            #expect(all.body.contains("bos-query"))
            #expect(all.body.contains("&lt;b&gt;anna&#39;s query"))
            #expect(!all.body.contains("<b>anna"))
            let narrowed = try await ada.get("/console/audit?person=investigator-0&did=search")
            #expect(narrowed.body.contains("anna"))
            #expect(!narrowed.body.contains("bos-query"))
            for wrong in ["person=No%20one", "did=S", "before=x"] {
                #expect(try await ada.get("/console/audit?\(wrong)").status == 400, "\(wrong)")
            }
            // That somebody looked is recorded too.
            let record = try desk.audit?.reading.page(limit: 1) {
                $0.record?.action == .readAudit
            }.lines.first?.record
            #expect(record?.details == ["person": "investigator-0", "did": "search"])
            let chinese = try await ada.get("/console/audit", headers: [("accept-language", "zh")])
            #expect(chinese.body.contains("审计"))
            #expect(chinese.body.contains("<span class=\"small\">查询词</span>"))
            #expect(!chinese.body.contains("<span class=\"small\">query</span>"))
        }
    }
}
