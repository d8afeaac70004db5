package import Notices
package import TransparencyLog

/// A code that was sent, of which its hash alone is kept.
package struct SentCode: Hashable, Sendable {
    package static let daysMax: UInt64 = 14
    package static let attemptsMax = 5

    package let hash: Digest
    /// Of the owner, as a person of the platform found it in the office's register.
    package let address: MailAddress
    /// Whose rights it confirms; nil for those of the account itself.
    package let client: String?
    /// The rights that it confirms, as `Right.key`; what was named after it was sent is not among them.
    package let rights: Set<String>
    /// Milliseconds since 1970.
    package let sentAt: UInt64
    package var missed: Int

    package var expiresAt: UInt64 { sentAt + Self.daysMax * 86_400_000 }
    package var attemptsLeft: Int { max(0, Self.attemptsMax - missed) }

    package init(
        hash: Digest, address: MailAddress, client: String?, rights: Set<String>, sentAt: UInt64,
        missed: Int = 0
    ) {
        self.hash = hash
        self.address = address
        self.client = client
        self.rights = rights
        self.sentAt = sentAt
        self.missed = missed
    }

    /// Nil where it confirms nothing else.
    func without(_ right: String) -> SentCode? {
        let rest = rights.subtracting([right])
        return rest.isEmpty
            ? nil
            : SentCode(
                hash: hash, address: address, client: client, rights: rest, sentAt: sentAt,
                missed: missed)
    }

    /// Takes as long for every hash.
    package func matches(_ other: Digest) -> Bool {
        zip(hash.bytes, other.bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
