package import TransparencyLog

/// A document that says for whom an agent acts, and until when.
package struct Authorisation: Hashable, Sendable {
    /// Ten years: whoever signs for longer signs again.
    package static let lengthMax: UInt64 = 3_653 * 86_400_000

    /// SHA-256 of the document, which the platform keeps.
    package let document: Digest
    /// Milliseconds since 1970; nothing may be done with it from then on.
    package let until: UInt64
    /// When a person of the platform had read it; nil while nobody has.
    package var acceptedAt: UInt64?

    package init(document: Digest, until: UInt64, acceptedAt: UInt64? = nil) {
        self.document = document
        self.until = until
        self.acceptedAt = acceptedAt
    }
}

/// Somebody for whom an agent acts.
package struct AccountClient: Hashable, Sendable {
    /// The rights holder, as the register writes it; complaints say it as `onBehalfOf`.
    package let name: String
    package var authorisation: Authorisation
    package var rights: [AccountRight]

    /// - Throws: `AccountError`.
    package init(
        name: String, authorisation: Authorisation, rights: [AccountRight]
    ) throws(AccountError) {
        self.name = try AccountText.line(name, .client, bytesMax: AccountLimits.nameBytesMax)
        self.authorisation = authorisation
        self.rights = rights
    }
}
