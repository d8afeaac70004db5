import AllianceNames
import EPCIS
import Foundation
import NodeAPI
import Peering
import Synchronization
import Testing

@Suite struct EPCISRoutesTests {
    private let exchange = TestExchange()

    private func ask(
        _ method: DeskMethod, _ uri: String, headers: [DeskRequest.Header] = [], body: String = "",
        caller: String = "owner"
    ) async throws -> DeskAnswer {
        let target = try RequestTarget(parsing: uri)
        guard
            case .found(let route, let parameters) = DeskRoutes(EPCISRoutes(exchange).routes)
                .match(method, target)
        else { throw PeerProblem(status: 404, keyword: "no-route", detail: "no route") }
        #expect(route.access == .members)
        return try await route.handler(
            DeskRequest(
                method: method, target: target, parameters: parameters, headers: headers,
                body: Array(body.utf8), caller: .member(try MemberID(parsing: caller)),
                origin: "https://desk.example", id: "1"))
    }

    private let json = DeskRequest.Header("content-type", "application/ld+json; charset=utf-8")

    private func document(_ count: Int, action: String = "OBSERVE") -> String {
        let events = (0..<count).map {
            #"{"type": "ObjectEvent", "eventTime": "2026-01-31T12:00:0\#($0)Z", "eventTimeZoneOffset": "+00:00", "action": "\#(action)", "bizStep": "inspecting", "epcList": ["urn:epc:id:sgtin:9521234.000001.A\#($0)"]}"#
        }
        return
            #"{"@context": [], "type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody": {"eventList": [\#(events.joined(separator: ","))]}}"#
    }

    private func refusal(_ ask: () async throws -> DeskAnswer) async -> Int? {
        do {
            _ = try await ask()
            return nil
        } catch { return (error as? PeerProblem)?.status }
    }

    @Test("what was captured is found again, page by page")
    func roundTrip() async throws {
        let captured = try await ask(.post, "/capture", headers: [json], body: document(5))
        #expect(captured.status == 202)
        #expect(captured.headers.contains(.init("gs1-epcis-version", "2.0.0")))
        let location = try #require(captured.headers.first { $0.name == "location" }?.value)
        let job = try await ask(.get, String(location.dropFirst("https://desk.example".count)))
        #expect(String(decoding: job.body, as: UTF8.self).contains(#""success":true"#))

        var path: String? = "/events?eventType=ObjectEvent&perPage=2"
        var events: [EPCISEvent] = []
        while let next = path {
            let page = try await ask(.get, next)
            #expect(page.mediaType == "application/ld+json")
            events += try EPCISDocumentReader.read(page.body).compactMap {
                if case .event(let event) = $0.result { event } else { nil }
            }
            let link = page.headers.first { $0.name == "link" }?.value
            path = link.map {
                String($0.dropFirst("<https://desk.example".count).prefix { $0 != ">" })
            }
        }
        #expect(events.count == 5)
        #expect(events.map(\.time) == events.map(\.time).sorted())
    }

    @Test("a wrong event is told in the job, and keeps the others out unless the sender proceeds")
    func failures() async throws {
        let rolledBack = try await ask(
            .post, "/capture", headers: [json], body: document(2, action: "ADD"))
        let id = try #require(rolledBack.headers.first { $0.name == "location" }?.value)
        let job = try await ask(.get, String(id.dropFirst("https://desk.example".count)))
        #expect(String(decoding: job.body, as: UTF8.self).contains(#""success":false"#))
        let page = try await ask(.get, "/events")
        #expect(try EPCISDocumentReader.read(page.body).isEmpty)
        let proceeding = DeskRequest.Header("gs1-capture-error-behaviour", "proceed")
        #expect(
            try await ask(.post, "/capture", headers: [json, proceeding], body: document(1)).status
                == 202)
    }

    @Test("other members, other forms, other versions and unknown parameters are refused")
    func refusals() async throws {
        let body = document(1)
        let wrongType = DeskRequest.Header("content-type", "application/xml")
        let wrongVersion = DeskRequest.Header("gs1-epcis-version", "1.2")
        let wrongBehaviour = DeskRequest.Header("gs1-capture-error-behaviour", "hope")
        #expect(await refusal { try await ask(.get, "/events", caller: "other") } == 403)
        #expect(
            await refusal {
                try await ask(.post, "/capture", headers: [json], body: body, caller: "other")
            } == 403)
        #expect(
            await refusal { try await ask(.post, "/capture", headers: [wrongType], body: body) }
                == 415)
        #expect(await refusal { try await ask(.post, "/capture", body: body) } == 415)
        #expect(
            await refusal {
                try await ask(.post, "/capture", headers: [json, wrongVersion], body: body)
            } == 406)
        #expect(
            await refusal {
                try await ask(.post, "/capture", headers: [json, wrongBehaviour], body: body)
            } == 400)
        #expect(
            await refusal { try await ask(.post, "/capture", headers: [json], body: "[]") } == 400)
        #expect(await refusal { try await ask(.get, "/events?EQ_what=1") } == 400)
        #expect(await refusal { try await ask(.get, "/capture/none") } == 404)
    }
}

/// The owner's scans in memory.
private final class TestExchange: ScanExchanging {
    private let log = InMemoryScanEventLog()
    private let jobs = Mutex<[String: CaptureJob]>([:])

    func mayExchange(_ caller: DeskCaller) -> Bool { caller.member?.rawValue == "owner" }

    func capture(_ capture: ScanCapture, behaviour: CaptureJob.ErrorBehaviour) -> CaptureJob {
        log.record(capture.scans)
        return jobs.withLock { jobs in
            let job = CaptureJob(
                id: "\(jobs.count)", createdAt: now(), finishedAt: now(), behaviour: behaviour,
                failures: capture.failures)
            jobs[job.id] = job
            return job
        }
    }

    func captureJob(_ id: String) -> CaptureJob? { jobs.withLock { $0[id] } }
    func answer(_ query: EventQuery) throws -> QueryAnswer { try QueryAnswer(query, from: log) }
    func now() -> EventTime { EventTime(milliseconds: 0) }
}
