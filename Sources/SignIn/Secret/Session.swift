package import TransparencyLog

/// How a person signed in.
package enum SignInMethod: String, CaseIterable, Sendable {
    /// With a link that an operator of this node handed over, good once.
    case link
    /// At the member's identity provider.
    case provider
}

/// A person at a browser, from sign-in to sign-out.
package struct Session: Hashable, Sendable {
    /// Without a request for so long it is over.
    package static let idleMilliseconds: UInt64 = 60 * 60 * 1_000
    /// However busy: a working day.
    package static let lifetimeMilliseconds: UInt64 = 12 * 60 * 60 * 1_000
    /// Of one person, at once; one more ends the oldest.
    package static let ofPersonMax = 8
    /// How often the time of the last request is written down.
    package static let noteMilliseconds: UInt64 = 60 * 1_000

    /// Of its secret, which only the browser has.
    package let hash: Digest
    package let person: PersonID
    package let method: SignInMethod
    /// Milliseconds since 1970.
    package let begunAt: UInt64
    package var seenAt: UInt64
    /// What its person looks things up for; nil until it was stated.
    package let purpose: Purpose?

    package init(
        hash: Digest, person: PersonID, method: SignInMethod, begunAt: UInt64, seenAt: UInt64,
        purpose: Purpose? = nil
    ) {
        self.hash = hash
        self.person = person
        self.method = method
        self.begunAt = begunAt
        self.seenAt = seenAt
        self.purpose = purpose
    }

    /// A clock that went back ends nothing, and keeps nothing alive beyond its time by its old self.
    package func isOver(at now: UInt64) -> Bool {
        now >= begunAt + Self.lifetimeMilliseconds || now >= seenAt + Self.idleMilliseconds
    }
}

/// Lets one person in once, within minutes: how the first administrator comes in, and whoever has no
/// identity provider.
package struct SignInLink: Hashable, Sendable {
    package static let minutesDefault: UInt64 = 15
    package static let minutesMax: UInt64 = 24 * 60
    /// That wait, of all persons.
    package static let countMax = 200

    package let hash: Digest
    package let person: PersonID
    package let expiresAt: UInt64

    package init(hash: Digest, person: PersonID, expiresAt: UInt64) {
        self.hash = hash
        self.person = person
        self.expiresAt = expiresAt
    }
}
