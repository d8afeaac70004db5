package import AllianceNames

/// What went wrong in a run. Two failures of one kind are taken for the same when a scenario is shrunk.
package struct SimulationFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        // Safety
        case acknowledgedLost = "acknowledged-lost"
        case twoRoots = "two-roots-signed"
        case signedBeforeFence = "signed-before-fence"
        case unverifiedPrefix = "unverified-prefix"
        case payloadMissing = "payload-missing"
        case payloadWrong = "payload-wrong"
        case erasedCameBack = "erased-came-back"
        case honestAccused = "honest-accused"
        case twoBranchesCosigned = "two-branches-cosigned"
        case rosterWentBack = "roster-went-back"
        case rosterForged = "roster-forged"
        case rosterRefused = "roster-refused"
        case notQuarantined = "not-quarantined"
        case viewsDiverge = "views-diverge"
        case viewNotNaive = "view-not-as-recomputed"
        case cannotRestart = "cannot-restart"
        // Liveness
        case noConvergence = "no-convergence"
        case noRest = "no-rest"
        case unexpected = "unexpected-error"
    }

    package let kind: Kind
    package let detail: String
    package var node: MemberID?

    package init(_ kind: Kind, at node: MemberID? = nil, _ detail: String) {
        self.kind = kind
        self.node = node
        self.detail = detail
    }

    package var description: String {
        "\(kind.rawValue)\(node.map { " at \($0)" } ?? ""): \(detail)"
    }
}
