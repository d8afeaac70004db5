import Accounts
import AllianceNode
import Credentials
import Foundation
import HostilePeers
import JSON
import NIOPosix
import NIOSSL
import NodeAPI
import Peering
import SQLiteStore
import SignIn
import Testing

/// Every route of a whole desk that takes a body, REST, TAXII, EPCIS, forms, files, pictures and what marketplaces post,
/// as whoever it is for, with bodies that no honest client sends.
@Suite(.timeLimit(.minutes(60))) struct HostileDeskTests {
    /// As whom a request comes: the port with or without a certificate, and what shows who it is.
    private struct Visitor {
        let port: HostileCaller
        let headers: [(String, String)]
    }

    private struct Request {
        let name: String
        let method: String
        let path: String
        let mediaType: String
        /// What an honest caller might send.
        let body: [UInt8]
        let bytesMax: Int
        let visitor: Visitor
    }

    /// What a browser or a program sends to all of them that are not described: fields that many of them know.
    private static let form =
        "kind=domain&value=a.example&q=a&title=A&note=b&list=a.example&text=Verel&id=1&channel=alliance"
    private static let boundary = "x0123456789"
    private static let multipart = """
        --x0123456789\r
        Content-Disposition: form-data; name="list"\r
        \r
        kind,value\r
        --x0123456789\r
        Content-Disposition: form-data; name="file"; filename="a.csv"\r
        Content-Type: text/csv\r
        \r
        domain,a.example\r
        --x0123456789--\r

        """
    private static let event = """
        {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-02-01T00:00:00Z",
         "epcisBody": {"eventList": []}}
        """
    private static let taxii = "application/taxii+json;version=2.1"

    /// How often a request is sent again that was told to come again, or was hung up on by a busy machine.
    private static let triesMax = 50

    @Test(
        "each ends in a refusal, an answer or the connection's end, none in a failure of the node")
    func everyRoute() async throws {
        try await WholeDesk.with(complaints: true, accounts: true) { desk in
            let requests = try await Self.requests(desk)
            var random = SeededRandom(seed: 11)
            for request in requests {
                let elsewhere = requests.map(\.body).filter { $0 != request.body }
                for attack in HostileAttack.allCases {
                    let bytes = attack.bytes(
                        for: request.body, bytesMax: request.bytesMax,
                        earlier: [Array(request.body.reversed())], elsewhere: elsewhere,
                        using: &random)
                    let place = "\(attack) at \(request.name)"
                    let status = try await Self.status(of: request, bytes)
                    let mayHangUp = bytes.ending != .whole || attack == .oversized
                    #expect(status != nil || mayHangUp, "\(place): no answer")
                    #expect(status.map(Self.isClean) ?? true, "\(place): \(status ?? 0)")
                }
                let honest = try await Self.status(of: request, HostileBytes(bytes: request.body))
                #expect(honest.map(Self.isClean) ?? false, "\(request.name): \(honest ?? 0)")
                #expect(try await desk.browser().get("/robots.txt").status == 200)
            }
            let tried = Set(requests.map(\.name))
            #expect(tried.count == requests.count && tried.count > 60)
            for beginning in ["POST /api/v1/", "POST /taxii2/", "POST /console/", "POST /account/"]
            {
                #expect(tried.contains { $0.hasPrefix(beginning) }, "\(beginning)")
            }
        }
    }

    /// 501 says that this machine has no program that reads pictures.
    private static func isClean(_ status: Int) -> Bool {
        (200..<500).contains(status) || status == 501
    }

    private static func status(of request: Request, _ bytes: HostileBytes) async throws -> Int? {
        var status: Int?
        for _ in 0..<triesMax {
            status = try await request.visitor.port.post(
                request.path, method: request.method, mediaType: request.mediaType,
                headers: request.visitor.headers, bytes)
            guard status == 503 || status == nil && bytes.ending == .whole else { break }
            // Whoever hung up before may still have the place that it wants.
            try await Task.sleep(for: .milliseconds(20))
        }
        return status
    }

    private static func requests(_ desk: WholeDesk) async throws -> [Request] {
        let document = try await desk.browser().get("\(RESTRoutes.root)/openapi.json")
        let described = try DescribedBodies(document.bytes)
        let visitors = try await Visitors(desk)
        return desk.routes.all.compactMap { route -> Request? in
            guard route.method == .post || route.method == .put else { return nil }
            let pattern = route.pattern.description
            let path = pattern.replacing("{root}", with: "erasure.example")
                .replacing(#/\{[^}]+\}/#, with: pattern.hasPrefix("/taxii2") ? "alliance" : "x")
            let sent = described.request(route) ?? body(of: route)
            return Request(
                name: "\(route.method.rawValue) \(pattern)", method: route.method.rawValue,
                path: path + sent.query, mediaType: sent.mediaType, body: sent.body,
                bytesMax: bytesMax(route), visitor: visitors.of(route))
        }
    }

    private static func bytesMax(_ route: DeskRoute) -> Int {
        if let streamed = route.streamedBytesMax { return streamed }
        return route.access == .everybody
            ? DeskRoute.openBodyBytesMax : ConnectionLimits().bodyBytesMax
    }

    private static func body(of route: DeskRoute) -> DescribedBodies.Request {
        let pattern = route.pattern.description
        let (mediaType, text): (String, String) =
            if pattern.hasPrefix("/taxii2") {
                (taxii, PostedIndicators.envelope([PostedIndicators.indicator()]))
            } else if pattern == "/capture" {
                ("application/ld+json", event)
            } else if pattern.hasPrefix("/marketplaces/") || pattern.hasPrefix("/api/") {
                ("application/json", "{}")
            } else if route.collecting != nil {
                ("multipart/form-data; boundary=\(boundary)", multipart)
            } else {
                ("application/x-www-form-urlencoded", form)
            }
        return .init(query: "", mediaType: mediaType, body: Array(text.utf8))
    }

    /// Whoever may come to a desk, with sessions that a request may end.
    private struct Visitors {
        private let stranger: HostileCaller
        private let own: HostileCaller
        private let desk: WholeDesk
        private let person: Secret
        private let leaver: Secret
        private let account: Secret

        init(_ desk: WholeDesk) async throws {
            self.desk = desk
            let group = MultiThreadedEventLoopGroup.singleton
            var tls = try TLSContexts.clientConfiguration(desk.node.tlsContexts().material)
            own = try HostileCaller(port: desk.port, tls: tls, group: group)
            (tls.certificateChain, tls.privateKey) = ([], nil)
            stranger = try HostileCaller(port: desk.port, tls: tls, group: group)
            (person, leaver) = (
                try await desk.signedIn(.approver).1, try await desk.signedIn(.approver).1
            )
            account = Secret.random()
            let store = try SQLiteAccountStore(path: desk.node.home.accountDatabase)
            let (now, link) = (desk.node.clock.now(), Secret.random().hash(for: .accountLink))
            try store.keep(
                try AccountApplication(
                    organisation: "Nord", email: "desk@nord.example", country: "DE",
                    isAgent: true, rights: [AccountRight(office: "EM", number: "018012345")]),
                hash: link, from: "address 7f000001", at: now)
            _ = try #require(
                try store.begin(
                    usingLink: link, sessionHash: account.hash(for: .accountSession),
                    newAccount: AccountID(unchecked: "rh-abcdefghijkm"), at: now))
            try store.close()
        }

        func of(_ route: DeskRoute) -> Visitor {
            let pattern = route.pattern.description
            func shows(_ cookie: String, _ secret: Secret) -> [(String, String)] {
                [
                    ("Origin", "https://node"), ("Cookie", "\(cookie)=\(secret.text)"),
                    (FormToken.header, secret.formToken.text),
                ]
            }
            switch route.access {
            case .members, .ownSystems, .programs:
                let accepts = pattern.hasPrefix("/taxii2") ? [("Accept", taxii)] : []
                return Visitor(port: own, headers: accepts)
            case .people, .reporters:
                return Visitor(port: stranger, headers: shows(SessionCookie.name, person))
            case .accountHolders:
                return Visitor(port: stranger, headers: shows(AccountCookie.name, account))
            case .everybody where pattern == SignInPath.signOut:
                return Visitor(port: stranger, headers: shows(SessionCookie.name, leaver))
            case .everybody:
                return Visitor(port: stranger, headers: [("Origin", "https://node")])
            }
        }
    }
}
