package import TransparencyLog

/// The authority as it is handed over in person: its keys, and how many of them make a register at least. What a
/// register says of that itself is the word of whoever made it.
package struct AuthorityKeys: Equatable, Sendable {
    package let all: [VerifierKey]
    /// 1 where nothing was told.
    package let threshold: Int
    /// Registers that the members have agreed on in person, by version, with the digest of their text: each is that
    /// version, whoever signed another, and whether those before it signed it.
    package let settled: [UInt64: Digest]

    package init(_ all: [VerifierKey], threshold: Int = 1, settled: [UInt64: Digest] = [:]) {
        self.all = all
        self.threshold = threshold
        self.settled = settled
    }
}

extension AuthorityKeys {
    /// Both, and the larger threshold that was told.
    package func joined(with other: AuthorityKeys) -> AuthorityKeys {
        AuthorityKeys(
            all + other.all, threshold: max(threshold, other.threshold),
            settled: settled.merging(other.settled) { first, _ in first })
    }

    /// These, with one register more that the members have agreed on.
    package func settling(_ version: UInt64, _ digest: Digest) -> AuthorityKeys {
        AuthorityKeys(
            all, threshold: threshold, settled: settled.merging([version: digest]) { $1 })
    }
}

extension AuthorityKeys: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: VerifierKey...) { self.init(elements) }
}

extension Roster.Authority {
    /// What is handed over with a register of this authority, to whoever went by `anchors` until then.
    package func handedOver(after anchors: AuthorityKeys) -> AuthorityKeys {
        AuthorityKeys(currentKeys, threshold: threshold, settled: anchors.settled)
    }
}
