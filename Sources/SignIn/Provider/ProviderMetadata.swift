import JSON

/// Where a provider does what, as it says itself.
///
/// Source: OpenID Connect Discovery 1.0, sections 3 and 4.
package struct ProviderMetadata: Hashable, Sendable {
    package static let bytesMax = 64 * 1024

    package let authorizationEndpoint: String
    package let tokenEndpoint: String
    package let keysEndpoint: String
    /// Where the client's secret goes: in a header field, or in the form.
    package let takesBasic: Bool

    package static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer)
            + "/.well-known/openid-configuration"
    }

    /// - Parameter issuer: what the document must name, letter by letter (section 4.3).
    /// - Throws: `SignInError.provider`.
    package init(parsing bytes: [UInt8], of issuer: String) throws(SignInError) {
        let members = try ProviderJSON.object(bytes, bytesMax: Self.bytesMax, "its configuration")
        guard members["issuer"] == .string(issuer) else {
            throw .provider("its configuration names another issuer than sign-in.json")
        }
        func endpoint(_ name: String) throws(SignInError) -> String {
            guard case .string(let text)? = members[name], ProviderURL.isEndpoint(text) else {
                throw .provider("'\(name)' of its configuration is no https URL")
            }
            return text
        }
        authorizationEndpoint = try endpoint("authorization_endpoint")
        tokenEndpoint = try endpoint("token_endpoint")
        keysEndpoint = try endpoint("jwks_uri")
        if case .array(let methods)? = members["token_endpoint_auth_methods_supported"] {
            takesBasic = methods.contains(.string("client_secret_basic"))
        } else {
            // What holds where nothing is said (section 3).
            takesBasic = true
        }
    }
}

/// JSON that a provider sends, bounded.
enum ProviderJSON {
    static func object(
        _ bytes: [UInt8], bytesMax: Int, _ what: String
    ) throws(SignInError) -> [String: JSONValue] {
        guard bytes.count <= bytesMax else {
            throw .provider("\(what) has more than \(bytesMax) bytes")
        }
        guard let value = try? JSONValue(parsing: bytes), case .object(let members) = value else {
            throw .provider("\(what) is no JSON object")
        }
        return members
    }
}
