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
        [
            DeskRoute(.post, "/capture", for: .members) { try await capture($0) },
            DeskRoute(.get, "/capture/{id}", for: .members) { try await job($0) },
            DeskRoute(.get, "/events", for: .members) { try await events($0) },
        ]
    }

    private func capture(_ request: DeskRequest) async throws -> DeskAnswer {
        try admit(request)
        let type = request.header("content-type")?.split(separator: ";").first.map {
            $0.lowercased().filter { $0 != " " }
        }
        guard let type, Self.mediaTypes.contains(type) else {
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
        let job = try await exchange.capture(
            ScanCapture(request.body, behaviour: behaviour), behaviour: behaviour)
        // A document that is none will not become one by waiting.
        if let failure = job.failures.first, failure.number == 0 {
            throw PeerProblem(status: 400, keyword: "epcis-document", detail: failure.detail)
        }
        return Self.answer(.empty(status: 202))
            .adding("location", "\(request.origin)/capture/\(job.id)")
            .adding("gs1-epcis-capture-limit", "\(ScanCapture.eventsMax)")
            .adding("gs1-epcis-capture-file-size-limit", "\(ScanCapture.bytesMax)")
    }

    private func job(_ request: DeskRequest) async throws -> DeskAnswer {
        try admit(request)
        guard let job = await exchange.captureJob(request.parameters["id"] ?? "") else {
            throw PeerProblem(
                status: 404, keyword: "no-such-capture",
                detail: "No capture of this name is known here, or no longer.")
        }
        return Self.answer(.json(Array(job.json.compact.utf8)))
    }

    private func events(_ request: DeskRequest) async throws -> DeskAnswer {
        try admit(request)
        let query: EventQuery
        do throws(EPCISError) {
            query = try EventQuery(
                request.target.parameters.map { (name: $0.name, value: $0.value) })
        } catch {
            throw PeerProblem(
                status: 400, keyword: error.keyword, detail: error.description)
        }
        let page = try await exchange.answer(query)
        let document = page.document(createdAt: exchange.now())
        let answer = Self.answer(
            .json(Array(document.compact.utf8), mediaType: Self.mediaTypes[0]))
        guard let next = page.next else { return answer }
        return answer.adding("link", "<\(Self.link(to: next, request))>; rel=\"next\"")
    }

    private func admit(_ request: DeskRequest) throws(PeerProblem) {
        guard exchange.mayExchange(request.caller) else {
            throw PeerProblem(
                status: 403, keyword: "not-own-system",
                detail: "Scans are taken from and given to this member's own systems only.")
        }
        let version = request.header("gs1-epcis-version") ?? "2.0.0"
        guard version == "2.0" || version.hasPrefix("2.0.") else {
            throw PeerProblem(
                status: 406, keyword: "epcis-version",
                detail: "This node speaks EPCIS 2.0; ask with GS1-EPCIS-Version: 2.0.0.")
        }
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

    /// The same question from the next scan on; what else was asked stands as it was sent.
    private static func link(to next: PageToken, _ request: DeskRequest) -> String {
        let kept = (request.target.query ?? "").split(separator: "&")
            .filter { !$0.hasPrefix("nextPageToken=") }
        return request.origin + request.target.path + "?"
            + (kept + ["nextPageToken=\(next)"]).joined(separator: "&")
    }

    private static func answer(_ answer: DeskAnswer) -> DeskAnswer {
        answer.adding("gs1-epcis-version", "2.0.0").adding("gs1-cbv-version", "2.0.0")
            .adding("gs1-epcis-min", "2.0.0").adding("gs1-epcis-max", "2.0.0")
            .adding("gs1-epc-format", "Always_GS1_Digital_Link")
    }
}
