import AllianceNames
import AllianceNode
import AuditTrail
import Foundation
import JSON
import NodeAPI
import SignIn
import Statements
import Testing

/// What a search finds, taken away over REST.
@Suite(.timeLimit(.minutes(30))) struct RESTExportTests {
    private static let path = "/api/v1/indicators/export?q=&type=domain"

    @Test("a file of a search goes as the console's does, with its quota, release and record")
    func export() async throws {
        try await WholeDesk.with(exportRows: 1) { desk in
            try await ExportQuotaTests.report("a.example", by: desk.node)
            try await ExportQuotaTests.report("secret.example", .red, by: desk.node)
            let (anna, _) = try await desk.signedIn(.investigator)
            let first = try await anna.get(Self.path)
            #expect(first.status == 200, "\(first.body)")
            #expect(first.headers["content-type"] == ["text/csv; charset=utf-8"])
            #expect(first.body.split(separator: "\r\n").count == 2)
            #expect(first.body.contains("\"domain\",\"a.example\",\"active\",\"own\""))
            let reading = try #require(desk.audit).reading
            let record = try #require(
                try reading.page(limit: 1) { $0.record?.action == .export }.lines.first?.record)
            #expect(record.rows == 1)
            #expect(record.route == "GET /api/v1/indicators/export")
            #expect(record.details == ["query": "", "filters": "type=domain"])
            #expect(record.purpose?.reference == "2026-17")

            // It counts with what the console lets go, and waits for another person.
            for path in [Self.path, "/console/export?q=&kind=domain"] {
                let held = try await anna.get(path)
                #expect(held.status == 403, "\(path)")
                #expect(held.body.contains("export-held") && !held.body.contains("a.example"))
            }
            let bo = try await RESTDraftTests.Program(desk, .approver)
            let waiting = try await bo.get("/audit/exports")
            let held = try #require(
                try reading.page(limit: 9) {
                    $0.record?.action == .holdExport
                        && $0.record?.details["filters"] == "type=domain"
                }.lines.first)
            #expect(waiting.body.contains("\"number\":\(held.index)"))
            #expect(try await bo.post("/audit/exports/\(held.index)/release").status == 200)
            let third = try await anna.get(Self.path)
            #expect(third.status == 200 && third.body == first.body)
            #expect(try await anna.get(Self.path).status == 403)
        }
    }

    @Test("no token takes a file away, nobody without a purpose does, and what is asked is said")
    func refused() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("a.example", by: desk.node)
            let (anna, _) = try await desk.signedIn(.investigator)
            for (query, status) in [
                ("", 400), ("?type=domain", 400), ("?q=&limit=3", 400), ("?q=&x=1", 400),
                ("?q=&kind=domain", 400), ("?q=a&since=2026-13-01", 422), ("?q=none", 200),
            ] {
                let answer = try await anna.get("/api/v1/indicators/export" + query)
                #expect(answer.status == status, "\(query): \(answer.body)")
            }
            let (aimless, _) = try await desk.signedIn(.investigator, for: nil)
            let answer = try await aimless.get(Self.path)
            #expect(answer.status == 403 && answer.body.contains("purpose-needed"))
            let token = [("authorization", "Bearer \(try desk.token())")]
            #expect(try await desk.browser().get(Self.path, headers: token).status == 403)
            let (administrator, _) = try await desk.signedIn(.administrator)
            #expect(try await administrator.get(Self.path).status == 403)
            // This member's own systems take it as its persons do.
            let own = try await desk.browser("own").get(Self.path)
            #expect(own.status == 200 && own.body.contains("a.example"))
        }
    }
}
