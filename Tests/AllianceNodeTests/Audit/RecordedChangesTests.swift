import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import NIOHTTP1
import NodeAPI
import Notices
import SignIn
import Testing

/// What a real node's desk records of changes that say nothing of themselves before they are made.
@Suite(.timeLimit(.minutes(30))) struct RecordedChangesTests: RESTCaseSuite {
    private struct Change {
        let method: HTTPMethod
        let path: String
        let body: String
        var type = "application/json"
        let status: Int
    }

    /// - Parameter path: of a case as it was begun, over REST.
    private static func changes(_ path: String) -> [Change] {
        [
            Change(method: .POST, path: root, body: #"{"title":"other"}"#, status: 201),
            Change(
                method: .PUT, path: path + "?revision=1",
                body: #"{"title":"renamed","team":["analyst-1"]}"#, status: 200),
            Change(method: .POST, path: path + "/items", body: items[1], status: 201),
            Change(
                method: .POST, path: path + "/files?name=a", body: "x", type: file, status: 201),
            Change(method: .POST, path: path + "/close?revision=4", body: "", status: 200),
            Change(
                method: .POST, path: "/api/v1/drafts?channel=alliance",
                body: RESTDraftTests.report("shop.example"), status: 201),
            Change(
                method: .POST, path: "/api/v1/saved-searches",
                body: #"{"name":"bags","query":"q=bag"}"#, status: 201),
            Change(
                method: .POST, path: "/api/v1/subscriptions",
                body: #"{"topic":{"kind":"member","member":"own"}}"#, status: 201),
            Change(
                method: .POST, path: "/api/v1/webhooks",
                body: #"{"url":"https://hooks.example/a"}"#, status: 201),
            Change(
                method: .PUT, path: "/api/v1/notice-settings",
                body: #"{"mail":"daily","zone":"Europe/Berlin"}"#, status: 200),
        ]
    }

    private static let settings = "/console/notices/settings"
    private static let forms: [(path: String, fields: [String: String])] = [
        ("/console/cases", ["title": "third"]),
        ("/console/drafts", DraftDeskTests.report),
        ("\(settings)/follow", ["kind": "mark", "mark": "Verel"]),
        ("\(settings)/webhook", ["address": "https://hooks.example/b"]),
        ("\(settings)/delivery", ["pace": "off", "zone": "UTC"]),
    ]

    /// All that these changes are about, as it is shown.
    private func kept(_ path: String, as visitor: Visitor) async throws -> [String] {
        var kept: [String] = []
        for path in [
            path, Self.root, "/api/v1/drafts", "/api/v1/saved-searches", "/api/v1/subscriptions",
            "/api/v1/webhooks", "/api/v1/notice-settings",
        ] {
            let answer = try await visitor.browser.get(path)
            #expect(answer.status == 200, "\(path): \(answer.body)")
            kept.append(answer.body)
        }
        return kept
    }

    @Test("what cannot be recorded is not done, by a form or by REST")
    func failsClosed() async throws {
        let hosts = try #require(AllowedHosts(parsing: "hooks.example"))
        try await WholeDesk.with(notices: NoticeServices(webhookHosts: hosts)) { desk in
            let owner = try await Visitor(desk, .investigator)
            _ = try await Visitor(desk, .analyst)
            let path = try await begin("raid 7", as: owner)
            let before = try await kept(path, as: owner)
            let fence = desk.node.home.certs.auditFence
            try FileManager.default.moveItem(atPath: fence, toPath: fence + ".away")
            for change in Self.changes(path) {
                let answer = try await send(
                    change.method, change.path, change.body, as: owner, type: change.type)
                #expect(answer.status == 503, "\(change.path): \(answer.body)")
                #expect(answer.body.contains("nothing is shown or done"), "\(change.path)")
            }
            for (path, fields) in Self.forms {
                let answer = try await owner.post(path, fields)
                #expect(answer.status == 503, "\(path)")
                #expect(answer.body.contains("nothing is shown or done"), "\(path)")
            }
            try FileManager.default.moveItem(atPath: fence + ".away", toPath: fence)
            #expect(try await kept(path, as: owner) == before)

            // It was the record alone that was wanting: each asked once in the log, and then what came of it.
            let reading = try #require(desk.audit).reading
            for change in Self.changes(path) {
                let start = try reading.size()
                let answer = try await send(
                    change.method, change.path, change.body, as: owner, type: change.type)
                #expect(answer.status == change.status, "\(change.path): \(answer.body)")
                let records = try reading.lines(from: start, limit: 9).compactMap(\.record)
                #expect(records.map(\.status) == [nil, change.status], "\(change.path)")
                #expect(Set(records.map(\.request)).count == 1)
                #expect(Set(records.map(\.route)).count == 1)
                #expect(Set(records.map(\.who)).count == 1)
            }
            for (path, fields) in Self.forms {
                let answer = try await owner.post(path, fields)
                #expect([200, 303].contains(answer.status), "\(path): \(answer.body)")
            }
            #expect(try await kept(path, as: owner) != before)
        }
    }

    @Test("what a handler has recorded before it does it is not recorded ahead of that once more")
    func once() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin("raid 7", as: owner)
            let reading = try #require(desk.audit).reading
            let before = try reading.size()
            try await done(.DELETE, path + "?revision=1", as: owner)
            let records = try reading.lines(from: before, limit: 9).compactMap(\.record)
            #expect(records.map(\.action) == [.keepCase])
            #expect(records.map { $0.details["what"] } == ["deleted"])
        }
    }
}
