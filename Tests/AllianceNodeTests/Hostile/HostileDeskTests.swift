import AllianceNode
import HostilePeers
import NodeAPI
import Notices
import Peering
import Testing

/// Every route of a whole desk that takes a body, REST, TAXII, EPCIS, forms, files, pictures and what marketplaces post,
/// in each media type that is described, as whoever it is for, with bodies that no honest client sends.
@Suite(.timeLimit(.minutes(60))) struct HostileDeskTests {
    private struct Request {
        let name: String
        let method: String
        let path: String
        let mediaType: String
        /// What an honest caller might send.
        let body: [UInt8]
        let bytesMax: Int
        let visitor: DeskVisitor
    }

    /// How long a request is sent again that was told to come again.
    private static let patience = Duration.seconds(120)
    /// What stands before a route: who one is, what one may, how often, and in which form.
    private static let barred: Set<Int> = [401, 403, 415, 429]
    /// Names of requests that do not come past that, and why: there are none.
    private static let excepted: [String: String] = [:]

    @Test(
        "each is reached by an honest request; a hostile one ends in a refusal or an answer, one without an end or too long also in the connection's, and none in a failure of the node"
    )
    func everyRoute() async throws {
        let secret = WebhookSecret.random()
        let marketplace = DeskVisitors.marketplace
        let marketplaces = MarketplaceSet([
            .init(
                marketplace,
                FolderMarketplace(
                    [marketplace], path: "/nowhere", calls: .concurrent(label: "test")),
                secret: secret)
        ])
        try await WholeDesk.with(
            complaints: true, accounts: true, isPlatform: true, marketplaces: marketplaces
        ) { desk in
            let visitors = try await DeskVisitors(desk, marketplace: secret)
            let requests = try await Self.reached(Self.requests(desk, visitors))
            var random = SeededRandom(seed: 11)
            for request in requests {
                let elsewhere = requests.map(\.body).filter { $0 != request.body }
                for attack in HostileAttack.allCases {
                    let bytes = attack.bytes(
                        for: request.body, bytesMax: request.bytesMax,
                        earlier: [Array(request.body.reversed())], elsewhere: elsewhere,
                        using: &random)
                    let outcome = try await Self.outcome(of: request, bytes)
                    #expect(
                        Self.isFine(outcome, attack, bytes.ending)
                            || Self.isBegun(outcome, request, bytes.ending),
                        "\(attack) at \(request.name): \(outcome)")
                }
                let honest = try await Self.outcome(
                    of: request, HostileBytes(bytes: request.body))
                #expect(Self.isAnswer(honest), "\(request.name): \(honest)")
                #expect(try await desk.browser().get("/robots.txt").status == 200)
            }
            let tried = Set(requests.map(\.name))
            #expect(tried.count == requests.count && tried.count > 60)
            for beginning in [
                "POST /api/v1/", "PUT /api/v1/", "POST /taxii2/", "POST /console/",
                "POST /account/", "POST /marketplaces/", "POST /capture",
            ] {
                #expect(tried.contains { $0.hasPrefix(beginning) }, "\(beginning)")
            }
            for body in [DescribedBodies.workbook, DescribedBodies.picture] {
                #expect(requests.contains { $0.body == body })
            }
            #expect(Set(requests.map(\.mediaType)).count > 5)
        }
    }

    /// 501 says that this machine has no program that reads pictures, or workbooks.
    private static func isAnswer(_ outcome: HostileCaller.Outcome) -> Bool {
        guard case .status(let status) = outcome else { return false }
        return (200..<500).contains(status) || status == 501
    }

    /// Where a body is not read to its end it is refused, and only there may the connection end without an answer.
    private static func isFine(
        _ outcome: HostileCaller.Outcome, _ attack: HostileAttack, _ ending: HostileBytes.Ending
    ) -> Bool {
        switch (ending, outcome) {
        // The caller has hung up itself.
        case (.cut, .left): true
        // Who has refused it hangs up, and the refusal may be lost with what was still under way.
        case (.endless, .hungUp): true
        case (.whole, .hungUp): attack == .oversized
        case (.cut, .status(let status)), (.endless, .status(let status)):
            (400..<500).contains(status)
        case (.whole, .status(let status)) where attack == .oversized:
            (400..<500).contains(status)
        case (.whole, .status): isAnswer(outcome)
        case (.cut, .hungUp), (.endless, .left), (.whole, .left): false
        }
    }

    /// Whether it is the beginning of an answer that comes line by line, as the body does.
    private static func isBegun(
        _ outcome: HostileCaller.Outcome, _ request: Request, _ ending: HostileBytes.Ending
    ) -> Bool {
        ending == .endless && outcome == .status(200)
            && request.mediaType == "application/x-ndjson"
            && ["/indicators/import", "/screenings"].contains { request.path.contains($0) }
    }

    /// Sends it, once more only where the answer is that there is no place just now: whoever hung up before may still
    /// have it.
    private static func outcome(
        of request: Request, _ bytes: HostileBytes
    ) async throws -> HostileCaller.Outcome {
        let deadline = ContinuousClock.now + patience
        while true {
            let outcome = try await request.visitor.port.post(
                request.path, method: request.method, mediaType: request.mediaType,
                headers: request.visitor.headers(bytes.bytes), bytes)
            guard outcome == .status(503), ContinuousClock.now < deadline else { return outcome }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Of what an honest caller might send to each route, what the route reads: else a hostile body would only try what
    /// stands before it.
    private static func reached(_ all: [[Request]]) async throws -> [Request] {
        var reached: [Request] = []
        for forms in all {
            var outcomes: [HostileCaller.Outcome] = []
            for request in forms {
                let outcome = try await outcome(of: request, HostileBytes(bytes: request.body))
                outcomes.append(outcome)
                guard isAnswer(outcome), !barred.contains(where: { outcome == .status($0) })
                else { continue }
                reached.append(request)
                break
            }
            let isReached = reached.last.map { forms.map(\.name).contains($0.name) } ?? false
            let name = try #require(forms.last).name
            #expect(
                isReached == (excepted[name] == nil),
                "\(name) \(isReached ? "is reached" : "is not reached"): \(outcomes)")
            if !isReached { reached += forms.suffix(1) }
        }
        #expect(Set(excepted.keys).isSubset(of: all.compactMap { $0.last?.name }))
        return reached
    }

    /// By route and described media type, the forms that it may come in.
    private static func requests(
        _ desk: WholeDesk, _ visitors: DeskVisitors
    ) async throws -> [[Request]] {
        let document = try await desk.browser().get("\(RESTRoutes.root)/openapi.json")
        let described = try DescribedBodies(document.bytes)
        return try desk.routes.all.filter { $0.method == .post || $0.method == .put }
            .flatMap { route -> [[Request]] in
                let (pattern, visitor) = (route.pattern.description, visitors.of(route))
                let path = pattern.replacing("{root}", with: "erasure.example")
                    .replacing(#/\{[^}]+\}/#, with: pattern.hasPrefix("/taxii2") ? "alliance" : "x")
                func request(_ sent: DescribedBodies.Request, _ name: String) -> Request {
                    Request(
                        name: name, method: route.method.rawValue, path: path + sent.query,
                        mediaType: sent.mediaType, body: sent.body, bytesMax: bytesMax(route),
                        visitor: visitor)
                }
                let name = "\(route.method.rawValue) \(pattern)"
                let bodies = try described.requests(route)
                guard !bodies.isEmpty else {
                    return [DeskBodies.of(route).map { request($0, name) }]
                }
                return bodies.map { [request($0, "\(name) as \($0.mediaType)")] }
            }
    }

    private static func bytesMax(_ route: DeskRoute) -> Int {
        if let streamed = route.streamedBytesMax { return streamed }
        return route.access == .everybody
            ? DeskRoute.openBodyBytesMax : ConnectionLimits().bodyBytesMax
    }
}
