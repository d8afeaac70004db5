import JSON

/// What a provider says of who has signed in, before it is believed.
///
/// Source: OpenID Connect Core 1.0, section 2; RFC 7515 (compact form); RFC 8725 for what is refused.
package struct IDToken: Sendable {
    package static let bytesMax = 16 * 1024
    /// Between the provider's clock and ours, in seconds.
    package static let skewSeconds: UInt64 = 60
    /// A token is used when it is made.
    package static let ageSecondsMax: UInt64 = 600

    /// What a token must say, to be for this sign-in.
    package struct Expectation: Sendable {
        let issuer: String
        let clientID: String
        let nonce: String
        /// Seconds since 1970.
        let now: UInt64

        package init(issuer: String, clientID: String, nonce: String, now: UInt64) {
            self.issuer = issuer
            self.clientID = clientID
            self.nonce = nonce
            self.now = now
        }
    }

    package let algorithm: ProviderKeys.Algorithm
    package let keyID: String?
    private let signed: [UInt8]
    private let signature: [UInt8]
    private let claims: [String: JSONValue]

    /// - Throws: `SignInError.provider`, also for algorithms other than RS256 and ES256: what is not
    ///   signed, or with a secret that clients know, is nobody's word.
    package init(parsing text: String) throws(SignInError) {
        guard text.utf8.count <= Self.bytesMax else {
            throw .provider("its token has more than \(Self.bytesMax) bytes")
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(parts[0]),
            let claims = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2])
        else { throw .provider("its token is not three parts of base64url") }
        let members = try ProviderJSON.object(
            header, bytesMax: Self.bytesMax, "the head of its token")
        guard case .string(let name)? = members["alg"],
            let algorithm = ProviderKeys.Algorithm(rawValue: name)
        else { throw .provider("its token is not signed with RS256 or ES256") }
        // An extension that must be understood (RFC 7515, section 4.1.11): there is none here.
        guard members["crit"] == nil else {
            throw .provider("its token asks for an extension that is not understood")
        }
        self.algorithm = algorithm
        if case .string(let id)? = members["kid"] { keyID = id } else { keyID = nil }
        signed = Array("\(parts[0]).\(parts[1])".utf8)
        self.signature = signature
        self.claims = try ProviderJSON.object(
            claims, bytesMax: Self.bytesMax, "the body of its token")
    }

    /// Largest answer of a token endpoint.
    package static let answerBytesMax = 64 * 1024

    /// The token in what a token endpoint answers (OpenID Connect Core 1.0, section 3.1.3.3).
    package init(inTokenAnswer bytes: [UInt8]) throws(SignInError) {
        let members = try ProviderJSON.object(
            bytes, bytesMax: Self.answerBytesMax, "its answer to the code")
        guard case .string(let text)? = members["id_token"] else {
            throw .provider("its answer to the code has no ID token")
        }
        try self.init(parsing: text)
    }

    /// The rules of OpenID Connect Core 1.0, section 3.1.3.7.
    ///
    /// - Throws: `SignInError.provider`, naming the rule.
    package func verified(
        by keys: ProviderKeys, for expected: Expectation
    ) throws(SignInError) -> VerifiedIdentity {
        guard keys.verify(signature, of: signed, by: keyID, algorithm) else {
            throw .provider("the signature of its token does not hold")
        }
        guard claims["iss"] == .string(expected.issuer) else {
            throw .provider("its token is of another issuer")
        }
        try checkAudience(expected.clientID)
        let (now, skew) = (expected.now, Self.skewSeconds)
        guard let end = seconds("exp"), now < end + skew else {
            throw .provider("its token is over, or has no end")
        }
        guard let issued = seconds("iat"), issued <= now + skew,
            issued + Self.ageSecondsMax + skew > now
        else { throw .provider("its token was not made just now") }
        if claims["nbf"] != nil {
            guard let begin = seconds("nbf"), begin <= now + skew else {
                throw .provider("its token is not valid yet")
            }
        }
        guard claims["nonce"] == .string(expected.nonce) else {
            throw .provider("its token is for another sign-in")
        }
        guard case .string(let subject)? = claims["sub"] else {
            throw .provider("its token names nobody")
        }
        return VerifiedIdentity(
            subject: try ProviderSubject(issuer: expected.issuer, subject: subject),
            verifiedEmail: try verifiedEmail())
    }

    private func checkAudience(_ clientID: String) throws(SignInError) {
        switch claims["aud"] {
        case .string(clientID), .array([.string(clientID)]): break
        // For several, it must say that it was asked for by this one.
        case .array(let all)
        where all.contains(.string(clientID)) && claims["azp"] == .string(clientID):
            break
        default: throw .provider("its token is for somebody else")
        }
        guard claims["azp"] == nil || claims["azp"] == .string(clientID) else {
            throw .provider("its token was made for another client")
        }
    }

    /// Whole seconds since 1970; a fraction, which the rules allow, is cut.
    private func seconds(_ name: String) -> UInt64? {
        guard case .number(let text)? = claims[name] else { return nil }
        let whole = text.prefix { $0 != "." }
        guard whole.utf8.count <= 12, !text.contains("e"), !text.contains("E") else { return nil }
        return UInt64(whole)
    }

    private func verifiedEmail() throws(SignInError) -> String? {
        guard claims["email_verified"] == .bool(true), case .string(let email)? = claims["email"]
        else { return nil }
        return try? Person.emailForm(email)
    }
}

/// Who has signed in, on the provider's word that was checked. Only `IDToken` makes one.
package struct VerifiedIdentity: Hashable, Sendable {
    package let subject: ProviderSubject
    /// In lower case; nil where the provider has not verified one.
    package let verifiedEmail: String?

    fileprivate init(subject: ProviderSubject, verifiedEmail: String?) {
        self.subject = subject
        self.verifiedEmail = verifiedEmail
    }
}

extension AccessSnapshot {
    /// The person whom the provider knows; nil for somebody who is not on this member's list.
    package func person(
        _ identity: VerifiedIdentity, by match: ProviderSettings.Match
    ) -> Person? {
        switch match {
        case .subject: person(with: identity.subject)
        case .verifiedEmail: identity.verifiedEmail.flatMap { person(withEmail: $0) }
        }
    }
}
