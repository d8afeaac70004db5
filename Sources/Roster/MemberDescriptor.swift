package import AllianceNames
package import GS1
import JSON
package import TransparencyLog

/// What an organisation hands to the authority to be admitted (`peers/<member>.json`): public parts
/// only, and wishes. What of it is granted stands in the roster.
package struct MemberDescriptor: Equatable, Sendable {
    package static let format: UInt64 = 1
    package static let textBytesMax = 64 * 1024
    package static let requestBytesMax = 8 * 1024
    package static let itemsMax = 100

    package let alliance: AllianceID
    package let id: MemberID
    package var name: String
    package var roles: [Member.Role]
    /// The newest epoch last.
    package var logKeys: [Member.LogKey]
    package var cosignerKey: VerifierKey?
    package var answerKey: VerifierKey?
    /// PKCS #10 in PEM, signed with the TLS key it names.
    package var certificateRequest: String
    package var endpoint: PeerEndpoint?
    package var prefixes: [CompanyPrefix]
    package var codeSchemes: [CodeScheme]
    /// Beside `alliance`, where everybody has a seat.
    package var channels: [ChannelID]

    package init(
        alliance: AllianceID, id: MemberID, name: String, certificateRequest: String
    ) {
        self.alliance = alliance
        self.id = id
        self.name = name
        self.certificateRequest = certificateRequest
        (roles, logKeys, prefixes, codeSchemes, channels) = ([], [], [], [], [])
    }

    /// - Throws: `RosterError`; fields that are not known are refused, so that no wish is overlooked.
    package init(parsing text: String) throws(RosterError) {
        guard text.utf8.count <= Self.textBytesMax else {
            throw .tooLarge(bytes: text.utf8.count, max: Self.textBytesMax)
        }
        var object = try JSONObject(document: text)
        let format = try object.integer("format")
        guard format == Self.format else { throw .format(found: format) }
        alliance = try object.text("alliance") { try AllianceID(parsing: $0) }
        id = try object.text("member") { try MemberID(parsing: $0) }
        name = try object.text("name") { try RosterText.name($0) }
        roles = try object.texts("roles", max: Self.itemsMax) { try Member.Role(parsing: $0) }
        logKeys = try object.list("logKeys", max: Self.itemsMax) { item throws(RosterError) in
            try Member.LogKey(reading: &item)
        }
        cosignerKey = try Self.key("cosignerKey", .cosignatureV1, in: &object)
        answerKey = try Self.key("answerKey", .ed25519, in: &object)
        certificateRequest = try object.text("certificateRequest")
        endpoint = try object.optionalText("endpoint") { try PeerEndpoint(parsing: $0) }
        prefixes = try object.texts("gs1Prefixes", max: Self.itemsMax) {
            try CompanyPrefix(parsing: $0)
        }
        codeSchemes = try object.texts("codeSchemes", max: Self.itemsMax) {
            try CodeScheme(parsing: $0)
        }
        channels = try object.texts("channels", max: Self.itemsMax) {
            try ChannelID(parsing: $0)
        }
        try object.finish()
        guard certificateRequest.utf8.count <= Self.requestBytesMax else {
            throw .tooLarge(bytes: certificateRequest.utf8.count, max: Self.requestBytesMax)
        }
    }

    private static func key(
        _ name: String, _ algorithm: VerifierKey.Algorithm, in object: inout JSONObject
    ) throws(RosterError) -> VerifierKey? {
        guard let key = try object.optionalText(name, { try VerifierKey(parsing: $0) }) else {
            return nil
        }
        guard key.algorithm == algorithm else {
            throw .keyType(
                path: name, expected: algorithm.rawValue, found: key.algorithm.rawValue)
        }
        return key
    }
}

extension MemberDescriptor: CustomStringConvertible {
    /// The file's text.
    package var description: String {
        var members: [String: JSONValue] = [
            "format": .integer(Self.format),
            "alliance": .string(alliance.rawValue),
            "member": .string(id.rawValue),
            "name": .string(name),
            "roles": .array(roles.map { .string($0.rawValue) }),
            "logKeys": .array(logKeys.map(\.json)),
            "certificateRequest": .string(certificateRequest),
            "gs1Prefixes": .array(prefixes.map { .string($0.digits) }),
            "channels": .array(channels.map { .string($0.rawValue) }),
        ]
        if !codeSchemes.isEmpty {
            members["codeSchemes"] = .array(codeSchemes.map { .string($0.name) })
        }
        if let cosignerKey { members["cosignerKey"] = .string(cosignerKey.description) }
        if let answerKey { members["answerKey"] = .string(answerKey.description) }
        if let endpoint { members["endpoint"] = .string(endpoint.description) }
        return JSONValue.object(members).printed
    }

    /// SHA-256 of the file's text: what a member and the authority compare by word of mouth. It covers all
    /// that is asked for: name, keys, address, and the rest.
    package var fingerprint: Digest { Digest.sha256(Array(description.utf8)) }
}
