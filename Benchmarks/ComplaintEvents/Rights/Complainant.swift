/// An account that can file complaints.
package struct Complainant: Equatable, Sendable {
    package enum Kind: String, Sendable {
        /// Files on rights of its own brand.
        case owner
        /// Files for the brands that authorised it.
        case agent
    }

    package let complainant: Int
    package let kind: Kind
    /// Of an owner.
    package let brand: Int?
    /// Seconds of the year.
    package let registeredAt: Int

    package init(complainant: Int, kind: Kind, brand: Int?, registeredAt: Int) {
        self.complainant = complainant
        self.kind = kind
        self.brand = brand
        self.registeredAt = registeredAt
    }
}

/// A brand lets an agent file for it.
package struct AgentAuthorisation: Equatable, Sendable {
    package let brand: Int
    package let agent: Int
    /// Seconds of the year.
    package let inForce: Range<Int>

    package init(brand: Int, agent: Int, inForce: Range<Int>) {
        self.brand = brand
        self.agent = agent
        self.inForce = inForce
    }
}
