package import AllianceNames
import Peering

/// How the node is, for the systems of its own member that watch it.
package struct MetricsRoute: Sendable {
    private let member: MemberID
    private let families: @Sendable () async throws -> [MetricFamily]

    /// - Parameters:
    ///   - member: whose node this is; nobody else is told whom it reaches and what it found.
    ///   - families: read anew for each request.
    package init(
        of member: MemberID, families: @escaping @Sendable () async throws -> [MetricFamily]
    ) {
        self.member = member
        self.families = families
    }

    package var routes: [DeskRoute] {
        [DeskRoute(.get, "/metrics", for: .members) { try await answer($0) }]
    }

    private func answer(_ request: DeskRequest) async throws -> DeskAnswer {
        guard request.caller.member == member else {
            throw PeerProblem(
                status: 403, keyword: "not-own-system",
                detail: "How this node is, is told to this member's own systems only.")
        }
        return DeskAnswer(
            mediaType: MetricFamily.mediaType,
            body: Array(MetricFamily.text(try await families()).utf8))
    }
}
