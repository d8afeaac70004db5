import AllianceNames

/// What an account at the platform is called: in complaints, commands and the audit log. Never given twice.
package struct AccountID: Identifier {
    package static let noun = "account"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }

    /// Random characters behind `rh-`: 12 of 32, so that nobody counts the accounts there are.
    package init(using generator: inout some RandomNumberGenerator) {
        let characters = (0..<Self.characterCount).compactMap { _ in
            Self.alphabet.randomElement(using: &generator)
        }
        rawValue = Self.prefix + String(characters)
    }

    package static let prefix = "rh-"
    private static let characterCount = 12
    private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
}
