package import Statements

/// What each ground needs before anybody can judge it.
package struct GroundRequirement: Hashable, Sendable {
    /// The kinds of right that it can rest on.
    package var rights: [Right.Kind]
    /// Each of them one of these files, and all of them.
    package var evidence: [[EvidenceFile.Role]]
    /// Whether the mark itself must be seen in the listing. Where goods were bought or their features
    /// shown, the listing may well hide it.
    package var needsMark: Bool

    package static func of(_ ground: Complaint.Ground) -> GroundRequirement {
        switch ground {
        case .counterfeitFeatures:
            .init(
                rights: [.trademark, .design], evidence: [[.featurePhotographs, .judgment]],
                needsMark: false)
        case .testBuy:
            .init(
                rights: [.trademark, .design, .patent],
                evidence: [[.testBuyReport], [.purchaseReceipt]], needsMark: false)
        case .modelDoesNotExist:
            .init(rights: [.trademark], evidence: [[.productRange]], needsMark: true)
        case .markInListing: .init(rights: [.trademark], evidence: [], needsMark: true)
        case .design:
            .init(
                rights: [.design], evidence: [[.registration], [.featurePhotographs]],
                needsMark: false)
        case .copyright:
            .init(rights: [.copyright], evidence: [[.originalWork]], needsMark: false)
        case .patent:
            .init(rights: [.patent], evidence: [[.claimChart, .judgment]], needsMark: false)
        }
    }
}
