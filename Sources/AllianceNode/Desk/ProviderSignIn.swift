import GS1
package import NodeAPI
package import SignIn
import Synchronization
import TransparencyLog

/// Signing in at the member's identity provider: where it is and what it signs with is fetched and kept for
/// a while, sign-ins under way are held in memory, and whoever comes back becomes the person whom this
/// member's list has.
package final class ProviderSignIn: ProviderSigningIn {
    /// How long what the provider says of itself is kept.
    package static let metadataMilliseconds: UInt64 = 60 * 60 * 1_000
    package static let keysMilliseconds: UInt64 = 10 * 60 * 1_000
    /// How soon keys are fetched again for a token that names one not known yet.
    package static let keysAgainMilliseconds: UInt64 = 30 * 1_000

    private struct Kept<Value: Sendable>: Sendable {
        let value: Value
        let at: UInt64
    }

    private struct State {
        var begun = BegunSignIns()
        var metadata: Kept<ProviderMetadata>?
        var keys: Kept<ProviderKeys>?
    }

    private let settings: ProviderSettings
    /// Of a confidential client.
    private let clientSecret: String?
    private let transport: any ProviderTransport
    private let persons: PersonRegister
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64
    private let state = Mutex(State())

    package init(
        _ settings: ProviderSettings, clientSecret: String?, transport: any ProviderTransport,
        persons: PersonRegister, now: @escaping @Sendable () -> UInt64
    ) {
        self.settings = settings
        self.clientSecret = clientSecret
        self.transport = transport
        self.persons = persons
        self.now = now
    }

    package var name: String? { settings.name }

    package func begin(next: String?, returningTo: String) async throws -> (
        location: String, browser: Secret
    ) {
        let metadata = try await metadata()
        let begun = BegunSignIn(next: next, at: now())
        let browser = Secret.random()
        state.withLock { $0.begun.add(begun, for: browser) }
        return (begun.location(metadata, settings, returningTo: returningTo), browser)
    }

    package func finish(
        browser: Secret, state answered: String, code: String, issuer: String?,
        returningTo: String
    ) async throws -> ProviderOutcome {
        let now = now()
        let begun = state.withLock { $0.begun.take(of: browser, state: answered, at: now) }
        guard let begun else { return .notBegun }
        guard issuer == nil || issuer == settings.issuer else {
            throw SignInError.provider("another issuer answered")
        }
        let metadata = try await metadata()
        let token = try await token(
            metadata, code: code, verifier: begun.verifier, returningTo: returningTo)
        let identity = try token.verified(
            by: try await keys(metadata, for: token),
            for: .init(
                issuer: settings.issuer, clientID: settings.clientID, nonce: begun.nonce.text,
                now: self.now() / 1_000))
        guard let session = try await persons.begin(identity, by: settings.match) else {
            return .notOnList
        }
        return .signedIn(session, next: begun.next)
    }

    /// OpenID Connect Core 1.0, section 3.1.3.1.
    private func token(
        _ metadata: ProviderMetadata, code: String, verifier: Secret, returningTo: String
    ) async throws(SignInError) -> IDToken {
        var form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", returningTo),
            ("code_verifier", verifier.text),
        ]
        var authorization: String?
        if let clientSecret, metadata.takesBasic {
            // RFC 6749, section 2.3.1: escaped as in a form, first.
            let pair =
                PercentEncoding.segment(settings.clientID) + ":"
                + PercentEncoding.segment(clientSecret)
            authorization = "Basic " + Base64.encode(Array(pair.utf8))
        } else {
            form.append(("client_id", settings.clientID))
            if let clientSecret { form.append(("client_secret", clientSecret)) }
        }
        let bytes = try await transport.post(
            metadata.tokenEndpoint, form: ProviderURL.form(form), authorization: authorization)
        return try IDToken(inTokenAnswer: bytes)
    }

    private func metadata() async throws(SignInError) -> ProviderMetadata {
        let now = now()
        if let kept = state.withLock({ $0.metadata }), now < kept.at + Self.metadataMilliseconds {
            return kept.value
        }
        let metadata = try ProviderMetadata(
            parsing: try await transport.get(ProviderMetadata.address(of: settings.issuer)),
            of: settings.issuer)
        state.withLock { $0.metadata = Kept(value: metadata, at: now) }
        return metadata
    }

    private func keys(
        _ metadata: ProviderMetadata, for token: IDToken
    ) async throws(SignInError) -> ProviderKeys {
        let now = now()
        if let kept = state.withLock({ $0.keys }) {
            let isKnown = kept.value.has(token.keyID, token.algorithm)
            let limit = isKnown ? Self.keysMilliseconds : Self.keysAgainMilliseconds
            if now < kept.at + limit { return kept.value }
        }
        let keys = try ProviderKeys(parsing: try await transport.get(metadata.keysEndpoint))
        state.withLock { $0.keys = Kept(value: keys, at: now) }
        return keys
    }
}
