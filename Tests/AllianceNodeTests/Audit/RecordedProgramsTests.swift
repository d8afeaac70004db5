import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// What a real node's desk records of programs that read and write, and of those who are not let in.
@Suite(.timeLimit(.minutes(30))) struct RecordedProgramsTests {
    private static let root = "/taxii2/erasure.example/collections/alliance"

    private static func records(_ desk: WholeDesk, from start: UInt64) async throws -> [AuditRecord]
    {
        await desk.recorder.settle()
        return try #require(desk.audit).reading.lines(from: start, limit: 100)
            .compactMap(\.record)
    }

    @Test("each read of a collection or a feed has one record, with the system and what it asked")
    func reads() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("shop.example", .green, by: desk.node)
            let before = try #require(desk.audit).reading.size()
            let own = desk.browser("own")
            let paths = [
                "\(Self.root)/objects/?limit=5&match%5Btype%5D=indicator",
                "\(Self.root)/manifest/", "/misp/alliance/manifest.json",
                "/misp/alliance/hashes.csv",
            ]
            for path in paths {
                let answer = try await own.get(path)
                #expect(answer.status == 200, "\(path): \(answer.body)")
            }
            let bearer = [("authorization", "Bearer \(try desk.token())")]
            for path in paths {
                let answer = try await desk.browser().get(path, headers: bearer)
                #expect(answer.status == 200, "\(path): \(answer.body)")
            }
            for path in ["\(Self.root)/objects/", "/misp/alliance/manifest.json"] {
                #expect(try await desk.browser("other").get(path).status == 403)
                #expect(try await desk.browser().get(path).status == 401)
            }
            let records = try await Self.records(desk, from: before)
            let actions: [AuditAction] = [.readCollection, .readCollection, .readFeed, .readFeed]
            #expect(records.map(\.action) == actions + actions)
            try #require(records.count == 8)
            #expect(records[..<4].allSatisfy { $0.who.name == "certificate of own" })
            #expect(records[4...].allSatisfy { $0.who.name == "token machine" })
            for (with, without) in zip(records[..<4], records[4...]) {
                #expect(with.details == without.details && with.results == without.results)
            }
            #expect(
                records[0].details == [
                    "collection": "alliance", "query": "limit=5&match%5Btype%5D=indicator",
                ])
            #expect(records[0].results != nil)
            #expect(records[3].details == ["feed": "alliance", "file": "hashes.csv"])
            #expect(
                records[0].route == "GET /taxii2/{root}/collections/{collection}/objects")
        }
    }

    @Test("each read of scans has one record, with the system and what it asked")
    func scans() async throws {
        try await WholeDesk.with { desk in
            let own = desk.browser("own")
            let event = #"""
                {"@context": [], "type": "EPCISDocument", "schemaVersion": "2.0", \#
                "epcisBody": {"eventList": [{"type": "ObjectEvent", \#
                "eventTime": "2026-01-31T12:00:00Z", "eventTimeZoneOffset": "+00:00", \#
                "action": "OBSERVE", "bizStep": "inspecting", \#
                "epcList": ["urn:epc:id:sgtin:9521234.000001.A1"]}]}}
                """#
            let captured = try await own.post(
                "/capture", event, headers: [("content-type", "application/json")])
            #expect(captured.status == 202, "\(captured.body)")
            let location = try #require(captured.headers["location"]?.first)
            let job = try #require(location.split(separator: "/").last)
            let before = try #require(desk.audit).reading.size()
            for path in [
                "/events?perPage=5&eventType=ObjectEvent", "/capture", "/capture/\(job)",
            ] {
                let answer = try await own.get(path)
                #expect(answer.status == 200, "\(path): \(answer.body)")
                #expect(try await desk.browser("other").get(path).status == 403)
                #expect(try await desk.browser().get(path).status == 401)
            }
            let records = try await Self.records(desk, from: before)
            #expect(records.map(\.action) == [.readScans, .readScans, .readScans])
            try #require(records.count == 3)
            #expect(records.allSatisfy { $0.who.name == "certificate of own" })
            #expect(records[0].details == ["query": "perPage=5&eventType=ObjectEvent"])
            #expect(records[0].route == "GET /events" && records[0].results != nil)
            #expect(records[2].details == ["capture": String(job)])
        }
    }

    @Test("what a system posts or takes back is recorded before it is signed, or not signed")
    func writes() async throws {
        try await WholeDesk.with { desk in
            let own = desk.browser("own")
            let type = [("content-type", "application/taxii+json;version=2.1")]
            let path = "\(Self.root)/objects/"
            func post(_ number: Int) async throws -> Browser.Answer {
                try await own.post(
                    path, PostedIndicators.envelope([PostedIndicators.indicator(number)]),
                    headers: type)
            }
            let before = try #require(desk.audit).reading.size()
            let answer = try await post(1)
            #expect(answer.status == 202, "\(answer.body)")
            let records = try await Self.records(desk, from: before)
            #expect(records.map(\.action) == [.publishReport, .use])
            #expect(records.first?.details == ["collection": "alliance", "objects": "1"])
            // Of what another member tries nothing is noted: it may fill no log here.
            let size = try #require(desk.audit).reading.size()
            let foreign = try await desk.browser("other").post(path, "{}", headers: type)
            #expect(foreign.status == 403)
            #expect(try await Self.records(desk, from: size).isEmpty)

            let origin = desk.node.writer.origin(in: .alliance)
            let signed = try desk.node.logs.state(of: origin)?.size
            try FileManager.default.removeItem(atPath: desk.node.home.certs.auditFence)
            #expect(try await post(2).status == 503)
            #expect(try desk.node.logs.state(of: origin)?.size == signed)
            #expect(
                NodeReadiness(desk.node, audit: desk.recorder).obstacles()
                    .contains { $0.keyword == "audit-unwritable" })
            let failures = NodeMetrics(desk.node, audit: desk.recorder).families()
                .first { $0.name == "touchstone_audit_write_failures_total" }?.samples.first?.value
            #expect(failures ?? 0 >= 1)
        }
    }

    @Test("whoever is not let in is noted, with where it came from and never with what it showed")
    func refusals() async throws {
        try await WholeDesk.with { desk in
            let before = try #require(desk.audit).reading.size()
            let (link, token) = (Secret.random(), Secret.random())
            let browser = desk.browser()
            let path = "\(SignInPath.link)/\(link.text)"
            #expect(try await browser.get(path).status == 410)
            #expect(try await browser.post(path).status == 410)
            let shown = AccessToken.text(of: token)
            let bearer = [("authorization", "Bearer \(shown)")]
            #expect(try await browser.get("/api/v1/members", headers: bearer).status == 401)
            let posted = try await browser.post(
                "/api/v1/indicators/check", "{}",
                headers: bearer + [("content-type", "application/json")])
            #expect(posted.status == 401)
            // That nobody has signed in yet is no attempt.
            #expect(try await browser.get("/api/v1/members").status == 401)
            let records = try await Self.records(desk, from: before)
            #expect(records.map(\.action) == Array(repeating: .refuseSignIn, count: 4))
            #expect(
                records.map { $0.details["reason"] } == ["link", "link", "token", "token"])
            #expect(records.allSatisfy { $0.details["from"] == "address 7f000001" })
            let text = records.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
            for secret in [link.text, token.text, shown] { #expect(!text.contains(secret)) }
        }
    }

    @Test("a changed quota counts from the next export on")
    func quota() async throws {
        try await WholeDesk.with(exportRows: 0) { desk in
            try await ExportQuotaTests.report("a.example", by: desk.node)
            let (anna, _) = try await desk.signedIn(.investigator)
            let path = "/console/export?q=&kind=domain"
            #expect(try await anna.get(path).status == 403)
            desk.exports.take(rowsMax: 1)
            #expect(try await anna.get(path).status == 200)
        }
    }
}
