import SignIn

/// How the node is, for this member's people and systems that watch it.
package struct MetricsRoute: Sendable {
    private let families: @Sendable () async throws -> [MetricFamily]

    /// - Parameter families: read anew for each request.
    package init(families: @escaping @Sendable () async throws -> [MetricFamily]) {
        self.families = families
    }

    /// Nobody else is told whom this node reaches and what it found.
    package var routes: [DeskRoute] {
        [
            DeskRoute(.get, "/metrics", for: .people(.watch)) { _ in
                DeskAnswer(
                    mediaType: MetricFamily.mediaType,
                    body: Array(MetricFamily.text(try await families()).utf8))
            }
        ]
    }
}
