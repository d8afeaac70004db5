package import AllianceNames
import JSON
import Peering

/// Whether the process lives (`/healthz`) and whether it is to be given work (`/readyz`), for
/// whatever starts it and stands before it.
///
/// Both answer everybody, since a load balancer has no certificate of the alliance. What is in the
/// way is told to this member's own systems alone.
package struct HealthRoutes: Sendable {
    private let member: MemberID
    private let obstacles: @Sendable () async -> [ReadinessObstacle]

    /// - Parameters:
    ///   - member: whose node this is.
    ///   - obstacles: empty where the node is ready; anybody may ask as often as it likes.
    package init(
        of member: MemberID, obstacles: @escaping @Sendable () async -> [ReadinessObstacle]
    ) {
        self.member = member
        self.obstacles = obstacles
    }

    package var routes: [DeskRoute] {
        [
            DeskRoute(.get, "/healthz", for: .everybody) { _ in Self.said("ok") },
            DeskRoute(.get, "/readyz", for: .everybody) { request in
                let obstacles = await obstacles()
                if obstacles.isEmpty { return Self.said("ok") }
                return request.caller.member == member
                    ? Self.reasons(obstacles) : Self.said("not ok", status: 503)
            },
        ]
    }

    private static func said(_ text: String, status: Int = 200) -> DeskAnswer {
        DeskAnswer(
            status: status, mediaType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
    }

    /// RFC 9457, with the obstacles as an extension member.
    private static func reasons(_ obstacles: [ReadinessObstacle]) -> DeskAnswer {
        let problem = JSONValue.object([
            "title": .string(PeerProblem.title(of: 503)), "status": .integer(503),
            "keyword": .string("not-ready"),
            "detail": .string(obstacles.map(\.detail).joined(separator: " ")),
            "reasons": .array(
                obstacles.map {
                    .object(["keyword": .string($0.keyword), "detail": .string($0.detail)])
                }),
        ])
        return DeskAnswer(status: 503, mediaType: PeerProblem.mediaType, body: problem.bytes)
    }
}
