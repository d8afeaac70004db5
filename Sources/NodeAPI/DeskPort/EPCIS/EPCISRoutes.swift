import AuditTrail
import EPCIS
import JSON
import Peering

/// EPCIS 2.0 over REST for authentication scans: capture and query of ObjectEvents in JSON-LD, for the
/// owner's own systems. docs/epcis.md says what of the standard is here and what is not.
///
/// Source: EPCIS 2.0, section 12.
package struct EPCISRoutes: Sendable {
    static let mediaTypes = ["application/ld+json", "application/json"]

    private let exchange: any ScanExchanging

    package init(_ exchange: any ScanExchanging) { self.exchange = exchange }

    package var routes: [DeskRoute] {
        let versions = EPCISVersions.headers
        let capturing = versions + EPCISVersions.captureHeaders
        return [
            DeskRoute(.post, "/capture", for: .ownSystems, discovery: capturing) {
                try await capture($0)
            },
            DeskRoute(.get, "/capture", for: .ownSystems, discovery: capturing) {
                try await jobs($0)
            },
            DeskRoute(.get, "/capture/{id}", for: .ownSystems, discovery: versions) {
                try await job($0)
            },
            DeskRoute(.get, "/events", for: .ownSystems, discovery: versions) {
                try await events($0)
            },
        ]
    }

    private func capture(_ request: DeskRequest) async throws -> DeskAnswer {
        try EPCISVersions.admit(request)
        guard let type = MediaTypeField.name(request.header("content-type")),
            Self.mediaTypes.contains(type)
        else {
            throw PeerProblem(
                status: 415, keyword: "media-type",
                detail: "Events are taken as \(Self.mediaTypes.joined(separator: " or ")).")
        }
        let behaviour = try Self.behaviour(request)
        guard request.body.count <= ScanCapture.bytesMax else {
            throw PeerProblem(
                status: 413, keyword: "capture-size",
                detail: "A capture may have \(ScanCapture.bytesMax) bytes; send several.")
        }
        let capture = ScanCapture(request.body, behaviour: behaviour)
        // A document that is none will not become one by waiting: no job is made of it.
        if let failure = capture.failures.first, failure.number == 0 {
            throw PeerProblem(status: 400, keyword: "epcis-document", detail: failure.detail)
        }
        let job = try await exchange.capture(capture, behaviour: behaviour)
        return EPCISVersions.captureHeaders.reduce(Self.answer(.empty(status: 202))) {
            $0.adding(
                $1.name, $1.name == "gs1-capture-error-behaviour" ? behaviour.rawValue : $1.value)
        }
        .adding("location", "\(request.origin)/capture/\(job.id)")
    }

    /// All jobs that are remembered, the newest first; a page is asked for by the last job before it.
    private func jobs(_ request: DeskRequest) async throws -> DeskAnswer {
        try EPCISVersions.admit(request)
        var limit = EventQuery.perPageDefault
        var last: String?
        for parameter in request.target.parameters {
            switch parameter.name {
            case "perPage":
                do throws(EPCISError) {
                    limit = try EventQuery.pageSize(parameter.name, parameter.value)
                } catch {
                    throw Self.problem(error)
                }
            case "nextPageToken": last = parameter.value
            default:
                throw Self.problem(
                    .parameter(parameter.name, problem: "is not one that this node answers"))
            }
        }
        let found = try await exchange.captureJobs(after: last, limit: limit + 1)
        let answer = Self.answer(
            .json(JSONValue.array(found.prefix(limit).map(\.json)).compactBytes)
        ).noted(Self.note(of: request, results: min(found.count, limit)))
        guard found.count > limit else { return answer }
        return answer.adding("link", Self.link(to: found[limit - 1].id, request))
    }

    private func job(_ request: DeskRequest) async throws -> DeskAnswer {
        try EPCISVersions.admit(request)
        guard let job = try await exchange.captureJob(request.parameters["id"] ?? "") else {
            throw PeerProblem(
                status: 404, keyword: "no-such-capture",
                detail: "No capture of this name is known here, or no longer.")
        }
        return Self.answer(.json(job.json.compactBytes))
            .noted(Self.note(of: request, results: 1))
    }

    private func events(_ request: DeskRequest) async throws -> DeskAnswer {
        try EPCISVersions.admit(request)
        try EPCISVersions.admitFormat(request)
        let query: EventQuery
        do throws(EPCISError) {
            query = try EventQuery(
                request.target.parameters.map { (name: $0.name, value: $0.value) })
        } catch {
            throw Self.problem(error)
        }
        let page = try await exchange.answer(query)
        let document = page.document(createdAt: exchange.now())
        let answer = Self.answer(
            .json(document.compactBytes, mediaType: Self.mediaTypes[0])
        ).noted(Self.note(of: request, results: page.scans.count))
        guard let next = page.next else { return answer }
        return answer.adding("link", Self.link(to: "\(next)", request))
    }

    /// One record for a request, with what it asked, however many scans it gives.
    private static func note(of request: DeskRequest, results: Int) -> AuditNote {
        var details: [AuditDetail: String] = [:]
        details[.capture] = request.parameters["id"]
        details[.query] = request.target.query
        return AuditNote(.readScans, details, results: results)
    }

    private static func problem(_ error: EPCISError) -> PeerProblem {
        PeerProblem(status: 400, keyword: error.keyword, detail: error.description)
    }

    private static func behaviour(
        _ request: DeskRequest
    ) throws(PeerProblem) -> CaptureJob.ErrorBehaviour {
        guard let text = request.header("gs1-capture-error-behaviour") else { return .rollback }
        guard let behaviour = CaptureJob.ErrorBehaviour(rawValue: text.lowercased()) else {
            throw PeerProblem(
                status: 400, keyword: "capture-error-behaviour",
                detail: "GS1-Capture-Error-Behaviour is rollback or proceed.")
        }
        return behaviour
    }

    /// The same question from the next one on; what else was asked stands as it was sent.
    private static func link(to next: String, _ request: DeskRequest) -> String {
        let kept = (request.target.query ?? "").split(separator: "&")
            .filter { !$0.hasPrefix("nextPageToken=") }
        let query = (kept + ["nextPageToken=\(next)"]).joined(separator: "&")
        return "<\(request.origin)\(request.target.path)?\(query)>; rel=\"next\""
    }

    private static func answer(_ answer: DeskAnswer) -> DeskAnswer {
        EPCISVersions.headers.reduce(answer) { $0.adding($1.name, $1.value) }
    }
}
