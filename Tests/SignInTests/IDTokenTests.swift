import Crypto
import CryptoExtras
import Foundation
import JSON
import SignIn
import Testing

/// A provider's keys, and tokens that it signs with them.
struct TokenMaker {
    static let rsa = try? _RSA.Signing.PrivateKey(keySize: .bits2048)
    let p256 = P256.Signing.PrivateKey()

    func keys(
        _ change: (inout [[String: JSONValue]]) -> Void = { _ in }
    ) throws -> ProviderKeys {
        let point = Array(p256.publicKey.rawRepresentation)
        let rsa = try #require(Self.rsa).publicKey.getKeyPrimitives()
        var keys: [[String: JSONValue]] = [
            [
                "kty": .string("EC"), "crv": .string("P-256"), "kid": .string("ec"),
                "x": .string(Base64URL.encode(point[..<32])),
                "y": .string(Base64URL.encode(point[32...])),
            ],
            [
                "kty": .string("RSA"), "kid": .string("rsa"), "use": .string("sig"),
                "alg": .string("RS256"), "n": .string(Base64URL.encode(rsa.modulus)),
                "e": .string(Base64URL.encode(rsa.publicExponent)),
            ],
        ]
        change(&keys)
        let set = JSONValue.object(["keys": .array(keys.map { .object($0) })])
        return try ProviderKeys(parsing: Array(set.compact.utf8))
    }

    func token(
        _ claims: [String: JSONValue], algorithm: String = "ES256", kid: String? = "ec",
        header more: [String: JSONValue] = [:]
    ) throws -> String {
        var header: [String: JSONValue] = ["alg": .string(algorithm), "typ": .string("JWT")]
        if let kid { header["kid"] = .string(kid) }
        header.merge(more, uniquingKeysWith: { $1 })
        let signed = [header, claims].map {
            Base64URL.encode(Array(JSONValue.object($0).compact.utf8))
        }.joined(separator: ".")
        let digest = SHA256.hash(data: Array(signed.utf8))
        let signature: [UInt8] =
            algorithm == "RS256"
            ? Array(
                try #require(Self.rsa).signature(for: digest, padding: .insecurePKCS1v1_5)
                    .rawRepresentation)
            : Array(try p256.signature(for: digest).rawRepresentation)
        return signed + "." + Base64URL.encode(signature)
    }
}

@Suite struct IDTokenTests {
    private static let now: UInt64 = 1_800_000_000
    private let maker = TokenMaker()
    private let expected = IDToken.Expectation(
        issuer: "https://login.example", clientID: "touchstone", nonce: "n1", now: now)

    private static let claims: [String: JSONValue] = [
        "iss": .string("https://login.example"), "aud": .string("touchstone"),
        "sub": .string("s1"), "nonce": .string("n1"), "iat": .integer(now),
        "exp": .integer(now + 300), "email": .string("Anna@Verel.example"),
        "email_verified": .bool(true),
    ]

    private func verify(_ token: String, _ keys: ProviderKeys? = nil) throws -> VerifiedIdentity {
        try IDToken(parsing: token).verified(by: keys ?? maker.keys(), for: expected)
    }

    private func with(_ changes: [String: JSONValue?]) throws -> String {
        var claims = Self.claims
        for (name, value) in changes { claims[name] = value }
        return try maker.token(claims)
    }

    @Test(
        "a token of either algorithm is believed", arguments: [("ES256", "ec"), ("RS256", "rsa")])
    func good(algorithm: String, kid: String) throws {
        for kid in [kid, nil] {
            let found = try verify(maker.token(Self.claims, algorithm: algorithm, kid: kid))
            #expect(
                try found.subject
                    == ProviderSubject(issuer: "https://login.example", subject: "s1"))
            #expect(found.verifiedEmail == "anna@verel.example")
        }
    }

    @Test("no algorithm but the two is taken, and a key is used for its own only")
    func algorithms() throws {
        for algorithm in ["none", "HS256", "RS512", "es256", "ES384", "PS256", ""] {
            #expect(throws: SignInError.self, "\(algorithm)") {
                try verify(maker.token(Self.claims, algorithm: algorithm))
            }
        }
        // Signed with one key, and said to be of the other.
        #expect(throws: SignInError.self) {
            try verify(maker.token(Self.claims, algorithm: "RS256", kid: "ec"))
        }
        #expect(throws: SignInError.self) {
            try verify(maker.token(Self.claims, algorithm: "ES256", kid: "rsa"))
        }
        #expect(throws: SignInError.self) {
            try verify(maker.token(Self.claims, header: ["crit": .array([.string("b64")])]))
        }
        // Without a signature, and with one of another provider.
        let parts = try maker.token(Self.claims).split(separator: ".")
        #expect(throws: SignInError.self) { try verify("\(parts[0]).\(parts[1]).") }
        #expect(throws: SignInError.self) { try verify("\(parts[0]).\(parts[1])") }
        #expect(throws: SignInError.self) { try verify(TokenMaker().token(Self.claims)) }
    }

    @Test("a flipped bit anywhere is refused")
    func flipped() throws {
        let token = Array(try maker.token(Self.claims).utf8)
        let keys = try maker.keys()
        for place in stride(from: 0, to: token.count, by: 3) {
            var bytes = token
            bytes[place] ^= 1
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(throws: SignInError.self, "\(place)") { try verify(text, keys) }
        }
    }

    @Test("a token is for this issuer, client, sign-in and moment")
    func claims() throws {
        let now = Self.now
        let refused: [[String: JSONValue?]] = [
            ["iss": .string("https://login.example/")], ["iss": nil],
            ["aud": .string("other")], ["aud": nil], ["aud": .array([])],
            ["aud": .array([.string("touchstone"), .string("other")])],
            ["azp": .string("other")], ["nonce": .string("n2")], ["nonce": nil],
            ["sub": nil], ["sub": .string("")], ["sub": .number("1")],
            ["exp": nil], ["exp": .integer(now - 60)], ["exp": .string("9999999999")],
            ["iat": nil], ["iat": .integer(now + 61)], ["iat": .integer(now - 661)],
            ["nbf": .integer(now + 61)], ["exp": .number("1e18")],
        ]
        for changes in refused {
            #expect(throws: SignInError.self, "\(changes)") { try verify(with(changes)) }
        }
        let taken: [[String: JSONValue?]] = [
            ["aud": .array([.string("touchstone")])],
            [
                "aud": .array([.string("touchstone"), .string("other")]),
                "azp": .string("touchstone"),
            ],
            ["exp": .integer(now - 59)], ["iat": .integer(now + 60)],
            ["iat": .number("\(now).5")], ["nbf": .integer(now)],
        ]
        for changes in taken {
            #expect(throws: Never.self, "\(changes)") { try verify(with(changes)) }
        }
    }

    @Test("only an address that the provider has verified counts")
    func emails() throws {
        for changes: [String: JSONValue?] in [
            ["email_verified": .bool(false)], ["email_verified": nil],
            ["email_verified": .string("true")], ["email": nil], ["email": .string("x")],
            // The Kelvin sign, whose lower case is a letter of ASCII.
            ["email": .string("anna@ve\u{212a}el.example")],
        ] {
            #expect(try verify(with(changes)).verifiedEmail == nil, "\(changes)")
        }
    }

    @Test("keys that are weak, for something else, or of one name twice are not used")
    func keys() throws {
        let token = try maker.token(Self.claims, algorithm: "RS256", kid: "rsa")
        for change: @Sendable (inout [String: JSONValue]) -> Void in [
            { $0["use"] = .string("enc") }, { $0["alg"] = .string("RS512") },
            { $0["n"] = .string(Base64URL.encode([UInt8](repeating: 0xff, count: 128))) },
            { $0["n"] = .string("") }, { $0["e"] = .string("") }, { $0["kty"] = .string("oct") },
            { $0["kid"] = .string("other") },
        ] {
            let keys = try maker.keys { change(&$0[1]) }
            #expect(throws: SignInError.self) { try verify(token, keys) }
        }
        let twice = try maker.keys { $0.append($0[1]) }
        #expect(throws: SignInError.self) { try verify(token, twice) }
        for bytes in ["", "[]", "{}", #"{"keys":1}"#] {
            #expect(throws: SignInError.self) { try ProviderKeys(parsing: Array(bytes.utf8)) }
        }
        let many = try? maker.keys { keys in
            keys = Array(repeating: keys[0], count: ProviderKeys.countMax + 1)
        }
        #expect(many == nil)
    }
}
