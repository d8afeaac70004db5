package import Complaints

/// A decided listing as it may count in a record: one that a person made or looked at again, or that
/// nobody contested while there was time. What was decided at somebody's word alone is no proof that the
/// word was good.
package struct FirmDecision: Hashable, Sendable {
    package enum Basis: Hashable, Sendable {
        /// By a person: at first, on an objection, or in the audit sample.
        case person
        /// Without one, and the window for counter-notices has passed.
        case uncontested

        package var weight: Double {
            switch self {
            case .person: 1
            case .uncontested: 0.5
            }
        }
    }

    /// Listings of one seller of which one complainant's record counts so many: whoever puts up goods to
    /// complain of needs many shops to be trusted.
    package static let ofOneSellerMax = 3
    /// After an automatic decision nothing was heard for so long.
    package static let uncontestedDaysMin = 14

    package let decision: DecidedListing
    package let seller: Int
    package let basis: Basis

    package init(_ decision: DecidedListing, seller: Int, basis: Basis) {
        self.decision = decision
        self.seller = seller
        self.basis = basis
    }
}

extension Sequence<FirmDecision> {
    /// Those that count: all in which the complainant was wrong, and of one seller so many in which it was
    /// right, the earliest.
    package var counting: [FirmDecision] {
        var right: [Int: Int] = [:]
        return filter { firm in
            guard firm.decision.isUpheld, firm.decision.overturnedAt == nil else { return true }
            right[firm.seller, default: 0] += 1
            return right[firm.seller, default: 0] <= FirmDecision.ofOneSellerMax
        }
    }
}
