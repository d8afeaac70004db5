import AllianceNames
import AuditTrail
import Peering
import SignIn

/// The channels as feeds that a MISP reads: with this member's certificate, or with a token.
///
///     GET /misp/<channel>/manifest.json
///     GET /misp/<channel>/hashes.csv
///     GET /misp/<channel>/<event>.json
package struct FeedRoutes: Sendable {
    private let exchange: any FeedExchanging

    package init(_ exchange: any FeedExchanging) { self.exchange = exchange }

    package var routes: [DeskRoute] {
        [
            route("manifest.json") { channel, _ in
                .json(try await exchange.manifest(of: channel))
            },
            route("hashes.csv") { channel, _ in
                DeskAnswer(
                    mediaType: "text/csv; charset=utf-8",
                    body: try await exchange.hashes(of: channel))
            },
            route("{event}") { channel, request in
                let name = request.parameters["event"] ?? ""
                guard name.hasSuffix(".json"),
                    let event = try await exchange.event(String(name.dropLast(5)), of: channel)
                else {
                    throw PeerProblem(
                        status: 404, keyword: "no-such-event",
                        detail: "The feed has no event of this name, or no longer.")
                }
                return .json(event)
            },
        ]
    }

    private func route(
        _ file: String,
        _ handler: @escaping @Sendable (ChannelID, DeskRequest) async throws -> DeskAnswer
    ) -> DeskRoute {
        DeskRoute(.get, "/misp/{channel}/\(file)", for: .programs(.view)) { request in
            guard let channel = try? ChannelID(parsing: request.parameters["channel"] ?? ""),
                exchange.mayRead(channel)
            else { throw Self.missing }
            let details: [AuditDetail: String] = [
                .feed: channel.rawValue, .file: request.parameters["event"] ?? file,
            ]
            return try await handler(channel, request).noted(AuditNote(.readFeed, details))
        }
    }

    private static var missing: PeerProblem {
        PeerProblem(
            status: 404, keyword: "no-such-feed", detail: "There is no such feed for you here.")
    }
}
