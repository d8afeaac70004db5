/// One reason why a node should not be relied on at present.
package struct ReadinessObstacle: Hashable, Sendable {
    /// Stable, for programs: `register-expired`.
    package let keyword: String
    /// One sentence for the operator.
    package let detail: String

    package init(_ keyword: String, _ detail: String) {
        self.keyword = keyword
        self.detail = detail
    }
}
