import TransparencyLog

/// A sign-in that was sent to the provider and has not come back yet.
package struct BegunSignIn: Hashable, Sendable {
    package static let millisecondsMax: UInt64 = 10 * 60 * 1_000

    /// Comes back with the answer: only the browser that was sent knows it.
    package let state: Secret
    /// Comes back in the token.
    package let nonce: Secret
    /// Shown with the code only, so that a code alone is of no use (RFC 7636).
    package let verifier: Secret
    /// Where to go on afterwards.
    package let next: String?
    package let begunAt: UInt64

    package init(next: String?, at now: UInt64) {
        state = .random()
        nonce = .random()
        verifier = .random()
        self.next = next
        begunAt = now
    }

    /// `S256` of the verifier (RFC 7636, section 4.2).
    package static func challenge(of verifier: String) -> String {
        Base64URL.encode(Digest.sha256(Array(verifier.utf8)).bytes)
    }

    /// Where the browser is sent (OpenID Connect Core 1.0, section 3.1.2.1).
    package func location(
        _ metadata: ProviderMetadata, _ settings: ProviderSettings, returningTo: String
    ) -> String {
        let scope = settings.match == .verifiedEmail ? "openid email" : "openid"
        let query = ProviderURL.form([
            ("response_type", "code"), ("client_id", settings.clientID),
            ("redirect_uri", returningTo), ("scope", scope), ("state", state.text),
            ("nonce", nonce.text),
            ("code_challenge", Self.challenge(of: verifier.text)),
            ("code_challenge_method", "S256"),
        ])
        let separator = metadata.authorizationEndpoint.contains("?") ? "&" : "?"
        return metadata.authorizationEndpoint + separator + query
    }
}

/// Sign-ins under way, by the hash of what their browser keeps: bounded, the oldest go first.
package struct BegunSignIns: Sendable {
    package static let countMax = 1_000

    private var held: [Digest: BegunSignIn] = [:]

    package init() {}

    package var count: Int { held.count }

    package mutating func add(_ begun: BegunSignIn, for browser: Secret) {
        held = held.filter { begun.begunAt < $0.value.begunAt + BegunSignIn.millisecondsMax }
        if held.count >= Self.countMax,
            let oldest = held.min(by: { ($0.value.begunAt, $0.key) < ($1.value.begunAt, $1.key) })
        {
            held[oldest.key] = nil
        }
        held[browser.hash(for: .begun)] = begun
    }

    /// Takes it out, so that an answer counts once; nil where the browser was never sent, too long ago,
    /// or with another state.
    package mutating func take(
        of browser: Secret, state: String, at now: UInt64
    ) -> BegunSignIn? {
        guard let begun = held.removeValue(forKey: browser.hash(for: .begun)),
            now < begun.begunAt + BegunSignIn.millisecondsMax, Secret(state) == begun.state
        else { return nil }
        return begun
    }
}
