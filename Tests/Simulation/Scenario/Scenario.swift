package import AllianceNames

/// Everything that a seed decides beforehand: who takes part, what goes wrong, what is said when.
package struct Scenario: Sendable {
    package let seed: UInt64
    /// The hub first.
    package var cast: [Cast]
    package var faults: NetworkFaults
    package var hasWitnesses: Bool
    package var quotas: (entries: UInt64, retractions: UInt64)
    /// By time.
    package var steps: [Step]
    /// When faults end.
    package var calmAt: Duration
    package var growth: GrowthSizes

    /// Bundles, as a follower's limits have them.
    package struct GrowthSizes: Hashable, Sendable {
        var small = 4
        var window = 64
        var store = 32
    }

    package func member(_ id: MemberID) -> Cast? { cast.first { $0.id == id } }

    package var description: String {
        var lines = ["seed \(seed): \(cast.map(\.description).joined(separator: ", "))"]
        lines.append(
            "network \(faults)\(hasWitnesses ? ", witnesses" : ""), calm at \(calmAt.seconds)")
        return (lines + steps.map { "  \($0)" }).joined(separator: "\n")
    }
}
