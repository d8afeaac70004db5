import AllianceNames
import Crypto
import Foundation
import JSON
import SignIn
import Synchronization
import TestAlliance

/// An identity provider whose word a test decides; what it signs it signs with P-256.
final class ScriptedProvider: ProviderTransport {
    /// What is wrong with its token.
    enum Lie: CaseIterable {
        case otherKey, otherAudience, otherNonce, over, unsigned, noToken, otherIssuer
    }

    struct Posted: Sendable {
        let form: [String: String]
        let authorization: String?
    }

    private struct Claims: Sendable {
        var nonce = ""
        var subject = ""
        var email: String?
        var isVerified = true
    }

    let posted = Mutex<[Posted]>([])
    let lie = Mutex<Lie?>(nil)
    let now = Mutex<@Sendable () -> UInt64>({ 0 })
    private let issuer: String
    private let key = Mutex(P256.Signing.PrivateKey())
    private let keyNumber = Mutex(1)
    private let claims = Mutex(Claims())
    private let gotten = Mutex<[String]>([])

    init(issuer: String) { self.issuer = issuer }

    /// The next code stands for this person.
    func signsIn(
        _ subject: String, _ asked: [String: String], email: String? = nil, isVerified: Bool = true
    ) {
        claims.withLock {
            $0 = Claims(
                nonce: asked["nonce"] ?? "", subject: subject, email: email,
                isVerified: isVerified)
        }
    }

    func changeKey() {
        key.withLock { $0 = P256.Signing.PrivateKey() }
        keyNumber.withLock { $0 += 1 }
    }

    func fetched(_ path: String) -> Int { gotten.withLock { $0.count { $0 == issuer + path } } }

    func get(_ url: String) async throws(SignInError) -> [UInt8] {
        gotten.withLock { $0.append(url) }
        switch url {
        case "\(issuer)/.well-known/openid-configuration":
            return Array(
                """
                {"issuer":"\(issuer)","authorization_endpoint":"\(issuer)/authorize",
                 "token_endpoint":"\(issuer)/token","jwks_uri":"\(issuer)/keys"}
                """.utf8)
        case "\(issuer)/keys":
            let point = Array(key.withLock { $0.publicKey.rawRepresentation })
            let number = keyNumber.withLock { $0 }
            return Array(
                """
                {"keys":[{"kty":"EC","crv":"P-256","kid":"k\(number)",
                 "x":"\(Base64URL.encode(point[..<32]))","y":"\(Base64URL.encode(point[32...]))"}]}
                """.utf8)
        default: throw .provider("\(url) is not there")
        }
    }

    func post(
        _ url: String, form: String, authorization: String?
    ) async throws(SignInError) -> [UInt8] {
        let items = URLComponents(string: "https://x/?\(form)")?.queryItems ?? []
        posted.withLock {
            $0.append(
                Posted(
                    form: Dictionary(
                        items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 }),
                    authorization: authorization))
        }
        let lie = lie.withLock { $0 }
        guard url == "\(issuer)/token", lie != .noToken, let token = try? token(lie) else {
            return Array(#"{"access_token":"a"}"#.utf8)
        }
        return Array(#"{"access_token":"a","token_type":"Bearer","id_token":"\#(token)"}"#.utf8)
    }

    private func token(_ lie: Lie?) throws -> String {
        let claims = claims.withLock { $0 }
        let now = now.withLock { $0 }() / 1_000
        let number = keyNumber.withLock { $0 }
        var body: [String: JSONValue] = [
            "iss": .string(lie == .otherIssuer ? "https://other.example" : issuer),
            "aud": .string(lie == .otherAudience ? "other" : "touchstone"),
            "nonce": .string(lie == .otherNonce ? Secret.random().text : claims.nonce),
            "sub": .string(claims.subject), "iat": .integer(now),
            "exp": .integer(lie == .over ? now - 100 : now + 300),
        ]
        if let email = claims.email {
            body["email"] = .string(email)
            body["email_verified"] = .bool(claims.isVerified)
        }
        let header: [String: JSONValue] = [
            "alg": .string(lie == .unsigned ? "none" : "ES256"), "kid": .string("k\(number)"),
        ]
        let signed = [header, body].map {
            Base64URL.encode(Array(JSONValue.object($0).compact.utf8))
        }.joined(separator: ".")
        if lie == .unsigned { return signed + "." }
        let key = lie == .otherKey ? P256.Signing.PrivateKey() : key.withLock { $0 }
        let signature = try key.signature(for: SHA256.hash(data: Array(signed.utf8)))
        return signed + "." + Base64URL.encode(signature.rawRepresentation)
    }
}
