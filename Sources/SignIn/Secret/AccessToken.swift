import AllianceNames
package import TransparencyLog

/// What a token is called in commands and in the audit log.
package struct TokenName: Identifier {
    package static let noun = "token"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }
}

/// Lets a machine in until a day that is always named: RFC 6750 bearer tokens.
package struct AccessToken: Hashable, Sendable {
    package static let daysDefault: UInt64 = 90
    package static let daysMax: UInt64 = 366
    /// Of one member, together with those that are over.
    package static let countMax = 1_000
    /// So that a token is recognised where it was left lying about.
    package static let prefix = "touchstone_"

    package let name: TokenName
    package let hash: Digest
    package let role: Role
    /// Milliseconds since 1970.
    package let createdAt: UInt64
    package let expiresAt: UInt64
    package let revokedAt: UInt64?

    package init(
        name: TokenName, hash: Digest, role: Role, createdAt: UInt64, expiresAt: UInt64,
        revokedAt: UInt64? = nil
    ) {
        self.name = name
        self.hash = hash
        self.role = role
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    package func isOver(at now: UInt64) -> Bool { revokedAt != nil || now >= expiresAt }

    /// As it is handed over, once.
    package static func text(of secret: Secret) -> String { prefix + secret.text }

    /// Nil for what is no token.
    package static func secret(in text: some StringProtocol) -> Secret? {
        guard text.hasPrefix(prefix) else { return nil }
        return Secret(text.dropFirst(prefix.count))
    }
}
