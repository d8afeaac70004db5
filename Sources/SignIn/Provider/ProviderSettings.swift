import GS1
import JSON

/// The identity provider at which this member's people sign in (OpenID Connect), as `sign-in.json` in the
/// node's folder says it.
///
///     {"issuer": "https://login.example", "clientID": "touchstone", "match": "subject",
///      "name": "Verel login"}
///
/// A client's secret stands beside the node's keys, in `certs/sign-in.secret`.
package struct ProviderSettings: Hashable, Sendable {
    /// How a person is found in this member's list.
    package enum Match: String, CaseIterable, Sendable {
        /// By issuer and subject, which a provider never gives to anybody else.
        case subject
        /// By an address that the provider says it has verified. Whoever gets the address gets the person.
        case verifiedEmail
    }

    package static let bytesMax = 16 * 1024
    package static let clientIDBytesMax = 255

    package let issuer: String
    package let clientID: String
    package let match: Match
    /// What the button says.
    package let name: String

    /// - Throws: `SignInError.settings`, naming what is wrong.
    package init(parsing bytes: [UInt8]) throws(SignInError) {
        guard bytes.count <= Self.bytesMax else {
            throw .settings("it has more than \(Self.bytesMax) bytes")
        }
        let root: JSONValue
        do {
            root = try JSONValue(parsing: bytes)
        } catch {
            throw .settings("\(error)")
        }
        guard case .object(var members) = root else { throw .settings("it is no object") }
        func text(_ name: String) throws(SignInError) -> String? {
            guard let value = members.removeValue(forKey: name) else { return nil }
            guard case .string(let text) = value, !text.isEmpty else {
                throw .settings("'\(name)' is no text")
            }
            return text
        }
        func needed(_ name: String) throws(SignInError) -> String {
            guard let text = try text(name) else { throw .settings("'\(name)' is missing") }
            return text
        }
        issuer = try needed("issuer")
        clientID = try needed("clientID")
        guard let match = Match(rawValue: try needed("match")) else {
            throw .settings("'match' is \"subject\" or \"verifiedEmail\"")
        }
        self.match = match
        name = try text("name") ?? "OpenID Connect"
        if let unknown = members.keys.sorted().first {
            throw .settings("'\(unknown.prefix(40))' is not understood")
        }
        guard ProviderURL.isEndpoint(issuer), !issuer.contains("?") else {
            throw .settings("'issuer' is no https URL")
        }
        guard clientID.utf8.count <= Self.clientIDBytesMax,
            clientID.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f })
        else { throw .settings("'clientID' is not up to 255 visible characters") }
        guard name.count <= 60, !name.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw .settings("'name' is not up to 60 visible characters")
        }
    }
}

/// URLs that a provider names.
package enum ProviderURL {
    package static let bytesMax = 2_048

    /// An `https` URL with a host, without a fragment and without a name and password.
    package static func isEndpoint(_ text: String) -> Bool {
        guard text.hasPrefix("https://"), text.utf8.count <= bytesMax,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"#\"<>\\^`{|}".utf8.contains($0) })
        else { return false }
        let host = text.dropFirst("https://".count).prefix { !"/?".contains($0) }
        return !host.isEmpty && !host.contains("@")
    }

    /// `name=value&…`, escaped.
    package static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\(PercentEncoding.segment($0))=\(PercentEncoding.segment($1))" }
            .joined(separator: "&")
    }
}
