package import TransparencyLog

/// The authority as it is handed over in person: its keys, and how many of them make a register at least. What a
/// register says of that itself is the word of whoever made it.
package struct AuthorityKeys: Equatable, Sendable {
    package let all: [VerifierKey]
    /// 1 where nothing was told.
    package let threshold: Int

    package init(_ all: [VerifierKey], threshold: Int = 1) {
        self.all = all
        self.threshold = threshold
    }
}

extension AuthorityKeys {
    /// Both, and the larger threshold that was told.
    package func joined(with other: AuthorityKeys) -> AuthorityKeys {
        AuthorityKeys(all + other.all, threshold: max(threshold, other.threshold))
    }
}

extension AuthorityKeys: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: VerifierKey...) { self.init(elements) }
}

extension Roster.Authority {
    /// What is handed over with a register of this authority.
    package var handedOver: AuthorityKeys { AuthorityKeys(currentKeys, threshold: threshold) }
}
