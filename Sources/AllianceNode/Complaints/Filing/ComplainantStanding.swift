package import Complaints
package import Statements

/// What people at this node have found of complainants. The seam to whoever keeps accounts.
///
/// Calls block.
package protocol ComplainantStanding: Sendable {
    /// A right that an account has shown to be its own, or its client's; nil where it has none of this key.
    func right(_ key: String, of account: String) throws -> Right?

    /// - Parameter name: whose right it is, where the account acts for somebody.
    func authority(
        of account: String, over key: String, onBehalfOf name: String?
    ) throws -> RightAuthority

    /// When an account here was asked for, in milliseconds since 1970; nil where there is none.
    func openedAt(_ account: String) throws -> UInt64?
}

/// Nobody keeps accounts here.
package struct NoComplainantStanding: ComplainantStanding {
    package init() {}

    package func right(_ key: String, of account: String) -> Right? { nil }

    package func authority(
        of account: String, over key: String, onBehalfOf name: String?
    ) -> RightAuthority { .none }

    package func openedAt(_ account: String) -> UInt64? { nil }
}
