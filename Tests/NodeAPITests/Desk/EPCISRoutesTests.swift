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
        _ method: DeskMethod, _ uri: String, headers: [DeskRequest.Header] = [], body: String = ""
    ) async throws -> DeskAnswer {
        let target = try RequestTarget(parsing: uri)
        guard
            case .found(let route, let parameters) = DeskRoutes(EPCISRoutes(exchange).routes)
                .match(method, target)
        else { throw PeerProblem(status: 404, keyword: "no-route", detail: "no route") }
        #expect(route.access == .ownSystems)
        return try await route.handler(
            DeskRequest(
                method: method, target: target, parameters: parameters, headers: headers,
                body: Array(body.utf8), caller: .member(try MemberID(parsing: "owner")),
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

    @Test("the jobs are listed, the newest first, page by page; a document that is none makes none")
    func jobs() async throws {
        for _ in 0..<3 { _ = try await ask(.post, "/capture", headers: [json], body: document(1)) }
        #expect(
            await refusal { try await ask(.post, "/capture", headers: [json], body: "[]") } == 400)
        var path: String? = "/capture?perPage=2"
        var pages: [[String]] = []
        while let next = path {
            let page = try await ask(.get, next)
            let text = String(decoding: page.body, as: UTF8.self)
            pages.append(text.matches(of: #/"captureID":"(\w+)"/#).map { String($0.output.1) })
            let link = page.headers.first { $0.name == "link" }?.value
            path = link.map {
                String($0.dropFirst("<https://desk.example".count).prefix { $0 != ">" })
            }
        }
        #expect(pages == [["3", "2"], ["1"]])
        #expect(await refusal { try await ask(.get, "/capture?perPage=0") } == 400)
        #expect(await refusal { try await ask(.get, "/capture?what=1") } == 400)
    }

    @Test("an event that declares one wrong is captured and found beside it")
    func errorDeclaration() async throws {
        let declaring = document(1).replacing(
            #""action""#,
            with:
                #""errorDeclaration": {"declarationTime": "2026-02-01T00:00:00Z", "reason": "did_not_occur"}, "action""#
        )
        for body in [document(1), declaring] {
            #expect(try await ask(.post, "/capture", headers: [json], body: body).status == 202)
        }
        let page = try await ask(.get, "/events?EXISTS_errorDeclaration=true")
        let events = try EPCISDocumentReader.read(page.body)
        #expect(events.count == 1)
        #expect(String(decoding: page.body, as: UTF8.self).contains(#""reason":"did_not_occur""#))
        #expect(try EPCISDocumentReader.read(try await ask(.get, "/events").body).count == 2)
    }

    @Test(
        "a caller is refused whose versions or forms are not spoken here",
        arguments: [
            ("gs1-epcis-min", "2.1", 406), ("gs1-epcis-min", "2.0.0", nil),
            ("gs1-epcis-max", "1.2", 406), ("gs1-epcis-max", "2.0", nil),
            ("gs1-epcis-max", "3", nil), ("gs1-cbv-version", "1.2.2", 406),
            ("gs1-cbv-version", "2.0", nil), ("gs1-cbv-min", "two", 400),
            ("gs1-epcis-version", "2.0.0.0", 400), ("gs1-epc-format", "Always_EPC_URN", 406),
            ("gs1-epc-format", "No_Preference", nil),
        ] as [(String, String, Int?)])
    func versions(name: String, value: String, status: Int?) async throws {
        #expect(
            await refusal { try await ask(.get, "/events", headers: [.init(name, value)]) }
                == status)
    }

    @Test("OPTIONS tells versions, extensions and what a capture may be")
    func discovery() async throws {
        try await LiveDesk.with(routes: EPCISRoutes(exchange).routes) { desk in
            let connection = try await desk.connect(nil)
            for path in ["/", "/events", "/capture", "/capture/1"] {
                try await connection.send("OPTIONS \(path) HTTP/1.1\r\nHost: desk\r\n\r\n")
                let answer = try #require(await connection.answer())
                #expect(answer.status == 204)
                for (name, value) in [
                    ("epcis-version", "2.0.0"), ("epcis-min", "2.0.0"), ("epcis-max", "2.0.0"),
                    ("cbv-version", "2.0.0"), ("cbv-min", "2.0.0"), ("cbv-max", "2.0.0"),
                    ("epc-format", "Always_GS1_Digital_Link"),
                    ("extensions", "gs1=https://gs1.org/voc/"),
                ] {
                    #expect(answer.headers["gs1-\(name)"] == value, "\(path) \(name)")
                }
                let isCapture = path == "/capture"
                #expect(
                    answer.headers["allow"]
                        == (isCapture ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS"))
                #expect(answer.headers["gs1-epcis-capture-limit"] == (isCapture ? "1000" : nil))
                #expect(
                    answer.headers["gs1-capture-error-behaviour"] == (isCapture ? "rollback" : nil))
            }
        }
    }

    @Test("scans are for the owner's own systems: not for strangers, and not for other members")
    func others() async throws {
        try await LiveDesk.with(routes: EPCISRoutes(exchange).routes) { desk in
            for (name, status) in [(nil, 401), ("brand", 403), ("hub", 200)] as [(String?, Int)] {
                let connection = try await desk.connect(name)
                try await connection.send("GET /events HTTP/1.1\r\nHost: desk\r\n\r\n")
                let answer = try #require(await connection.answer())
                #expect(answer.status == status, "\(name ?? "-")")
            }
        }
    }

    @Test("other forms, other versions and unknown parameters are refused")
    func refusals() async throws {
        let body = document(1)
        let wrongType = DeskRequest.Header("content-type", "application/xml")
        let wrongVersion = DeskRequest.Header("gs1-epcis-version", "1.2")
        let wrongBehaviour = DeskRequest.Header("gs1-capture-error-behaviour", "hope")
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
    private let count = Mutex(0)

    func capture(_ capture: ScanCapture, behaviour: CaptureJob.ErrorBehaviour) -> CaptureJob {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let job = CaptureJob(
            id: "\(number)", createdAt: now(), finishedAt: now(), behaviour: behaviour,
            failures: capture.failures)
        log.record(capture.scans, of: job)
        return job
    }

    func captureJob(_ id: String) -> CaptureJob? { log.job(id) }
    func captureJobs(after id: String?, limit: Int) -> [CaptureJob] {
        log.jobs(after: id, limit: limit)
    }
    func answer(_ query: EventQuery) throws -> QueryAnswer { try QueryAnswer(query, from: log) }
    func now() -> EventTime { EventTime(milliseconds: 0) }
}
