import Crypto
import FoundationEssentials
import JSON
import SignIn

extension FuzzedParser {
    /// What an identity provider sends, and what is set for it.
    static let signIn = [idToken, idClaims, providerKeys, providerMetadata, providerSettings]

    /// A token, or the answer that it comes in.
    private static let idToken = FuzzedParser(
        "id-token",
        samples: SampleTokens.tokens + [
            #"{"token_type":"Bearer","id_token":"\#(SampleTokens.elliptic)","expires_in":300}"#
        ],
        words: ["eyJhbGciOiJub25lIn0.", "eyJhbGciOiJIUzI1NiJ9.", ".", "..", "\"id_token\":"]
    ) { input in
        guard let text = inAnswer(input) ?? text(input),
            let token = try understood({ try IDToken(parsing: text) })
        else { return false }
        if input.first == UInt8(ascii: "{") {
            _ = try understood { try IDToken(inTokenAnswer: input) }
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let signed = parts.dropLast().joined(separator: ".")
        let signature = parts.last.flatMap { Base64URL.decode($0) } ?? []
        let isGenuine = SampleTokens.signed.contains(signed)
        if SampleTokens.keys.verify(
            signature, of: Array(signed.utf8), by: token.keyID, token.algorithm)
        {
            try promise(isGenuine, "a signature holds over another text")
        }
        let identity = try understood {
            try token.verified(by: SampleTokens.keys, for: SampleTokens.expected)
        }
        if let identity {
            try promise(
                isGenuine && identity.subject.subject == "s1", "somebody is let in who is not")
        }
        return true
    }

    private static func inAnswer(_ input: [UInt8]) -> String? {
        guard input.first == UInt8(ascii: "{"), let value = try? JSONValue(parsing: input),
            case .object(let members) = value, case .string(let text)? = members["id_token"]
        else { return nil }
        return text
    }

    /// The claims of a token that is signed for them: what no made-up signature reaches.
    private static let idClaims = FuzzedParser(
        "id-claims",
        samples: [
            SampleTokens.claims,
            #"{"iss":"https://login.example","aud":["a","touchstone"],"azp":"touchstone","#
                + #""sub":"s1","nonce":"n1","iat":1799999990.25,"exp":1800000300,"nbf":0}"#,
        ],
        words: [
            "\"azp\":", "\"aud\":[", "\"nbf\":", "\"exp\":", "1800000000", "18446744073709551615",
            "1e9", "-1", "true", "null", "\"touchstone\"",
        ]
    ) { input in
        let head = Array(#"{"alg":"ES256","kid":"ec"}"#.utf8)
        let signed = Base64URL.encode(head) + "." + Base64URL.encode(input)
        let signature = try SampleTokens.signer.signature(
            for: SHA256.hash(data: Array(signed.utf8)))
        let token = signed + "." + Base64URL.encode(signature.rawRepresentation)
        let found = try understood {
            try IDToken(parsing: token).verified(by: SampleTokens.keys, for: SampleTokens.expected)
        }
        guard let found else { return false }
        guard let value = try? JSONValue(parsing: input), case .object(let claims) = value else {
            throw BrokenPromise("claims of what is no JSON")
        }
        try promise(
            claims["iss"] == .string(SampleTokens.issuer)
                && found.subject.issuer == SampleTokens.issuer
                && claims["sub"] == .string(found.subject.subject)
                && claims["nonce"] == .string("n1"), "a claim is not the one that is asked for")
        switch claims["aud"] {
        case .string("touchstone"): break
        case .array(let all)? where all.contains(.string("touchstone")): break
        default: throw BrokenPromise("a token for somebody else is taken")
        }
        try promise(
            isTimely(claims, after: "exp", -IDToken.skew) && isTimely(claims, before: "iat"),
            "a token is taken out of its time")
        if found.verifiedEmail != nil {
            try promise(claims["email_verified"] == .bool(true), "nobody verified the address")
        }
        return true
    }

    private static func isTimely(
        _ claims: [String: JSONValue], after name: String, _ seconds: Double
    ) -> Bool {
        guard case .number(let text)? = claims[name], let time = Double(text) else { return false }
        return time > Double(SampleTokens.now) + seconds - 1
    }

    private static func isTimely(_ claims: [String: JSONValue], before name: String) -> Bool {
        guard case .number(let text)? = claims[name], let time = Double(text) else { return false }
        return time < Double(SampleTokens.now) + IDToken.skew + 1
    }

    private static let providerKeys = FuzzedParser(
        "provider-keys", samples: [SampleTokens.keySet, #"{"keys":[]}"#],
        words: [
            "\"kty\":\"RSA\"", "\"kty\":\"EC\"", "\"use\":\"sig\"", "\"alg\":\"ES256\"", "\"kid\":",
            "\"e\":\"AQAB\"", "\"e\":\"AQ\"", "\"keys\":[", "},{",
        ]
    ) { input in
        guard let keys = try understood({ try ProviderKeys(parsing: input) }) else { return false }
        let again = try spelledOtherwise(input, ProviderKeys.bytesMax) {
            try ProviderKeys(parsing: $0)
        }
        var isAny = false
        for algorithm in [ProviderKeys.Algorithm.es256, .rs256] {
            for id in [nil, "ec", "rsa", ""] {
                let has = keys.has(id, algorithm)
                if let again {
                    try promise(again.has(id, algorithm) == has, "other keys than JSON has")
                }
                let holds = keys.verify(
                    [UInt8](repeating: 1, count: algorithm == .es256 ? 64 : 256), of: input,
                    by: id, algorithm)
                try promise(has || !holds, "a key verifies that is not there")
                isAny = isAny || has
            }
        }
        return isAny
    }

    private static let providerMetadata = FuzzedParser(
        "provider-metadata",
        samples: [
            metadata(["authorize?a=b", "token", "keys"])
                .replacing("}", with: #","token_endpoint_auth_methods_supported":["x"]}"#),
            metadata(["a", "b", "c"]),
        ],
        words: [
            "\"token_endpoint_auth_methods_supported\":[", "\"client_secret_basic\"", "https://",
            "@", "\"jwks_uri\":",
        ]
    ) { input in
        let found = try understood {
            try ProviderMetadata(parsing: input, of: SampleTokens.issuer)
        }
        guard let found else { return false }
        try promise(
            [found.authorizationEndpoint, found.tokenEndpoint, found.keysEndpoint]
                .allSatisfy(ProviderURL.isEndpoint), "an endpoint is none")
        if let again = try spelledOtherwise(
            input, ProviderMetadata.bytesMax,
            { try ProviderMetadata(parsing: $0, of: SampleTokens.issuer) })
        {
            try promise(again == found, "it says something else than JSON has")
        }
        return true
    }

    private static func metadata(_ paths: [String]) -> String {
        """
        {"issuer":"\(SampleTokens.issuer)","authorization_endpoint":"https://a.example/\(paths[0])",\
        "token_endpoint":"https://a.example/\(paths[1])","jwks_uri":"https://a.example/\(paths[2])"}
        """
    }

    private static let providerSettings = FuzzedParser(
        "provider-settings", inputBytesMax: 1_024,
        samples: [
            #"{"issuer":"https://login.example","clientID":"touchstone","match":"subject"}"#,
            #"{"issuer":"https://a/b","clientID":"c","match":"verifiedEmail","name":"Ä \n"}"#,
            #"{"issuer":"https://a/b","clientID":"c","match":"verifiedEmail","name":"Anmelden"}"#,
        ],
        words: ["\"name\":", "\"match\":", "\"verifiedEmail\"", "https://", "\\u0000"]
    ) { input in
        guard let settings = try understood({ try ProviderSettings(parsing: input) }) else {
            return false
        }
        try readsAgain(
            settings,
            {
                let members: [String: JSONValue] = [
                    "issuer": .string($0.issuer), "clientID": .string($0.clientID),
                    "match": .string($0.match.rawValue), "name": .string($0.name),
                ]
                return Array(JSONValue.object(members).compact.utf8)
            }, { try ProviderSettings(parsing: $0) })
        return true
    }

    /// What is read of the same JSON in another spelling; nil where that is longer than may be.
    static func spelledOtherwise<Value>(
        _ input: [UInt8], _ bytesMax: Int = .max, _ parse: ([UInt8]) throws -> Value
    ) throws -> Value? {
        guard let value = try? JSONValue(parsing: input) else {
            throw BrokenPromise("what is no JSON is read")
        }
        let printed = Array(value.compact.utf8)
        guard printed.count <= bytesMax else { return nil }
        do {
            return try parse(printed)
        } catch {
            throw BrokenPromise("it is refused in another spelling: \(error)")
        }
    }
}

extension IDToken {
    fileprivate static var skew: Double { Double(skewSeconds) }
}
