package import Complaints
package import Statements

/// What people at this node have found of complainants. The seam to whoever keeps accounts, and to who decides on
/// suspensions.
///
/// Calls block.
package protocol ComplainantStanding: Sendable {
    /// A right that an account has shown to be its own, or its client's; nil where it has none of this key.
    func right(_ key: String, of account: String) throws -> Right?

    /// - Parameter name: whose right it is, where the account acts for somebody.
    func authority(
        of account: String, over key: String, onBehalfOf name: String?
    ) throws -> RightAuthority

    /// Until when a person has decided that complaints are not taken; nil where they are.
    func suspendedUntil(_ complainant: Complainant) throws -> UInt64?

    /// When an account here was asked for, in milliseconds since 1970; nil where there is none.
    func openedAt(_ account: String) throws -> UInt64?
}

/// Nobody keeps accounts here, and nobody was suspended.
package struct NoComplainantStanding: ComplainantStanding {
    package init() {}

    package func right(_ key: String, of account: String) -> Right? { nil }

    package func authority(
        of account: String, over key: String, onBehalfOf name: String?
    ) -> RightAuthority { .none }

    package func suspendedUntil(_ complainant: Complainant) -> UInt64? { nil }

    package func openedAt(_ account: String) -> UInt64? { nil }
}
