import AllianceNames
import GS1
import JSON
import TransparencyLog

extension Member {
    init(reading object: inout JSONObject) throws(RosterError) {
        id = try object.text("id") { try MemberID(parsing: $0) }
        name = try object.text("name") { try RosterText.name($0) }
        tenure = try Tenure(reading: &object)
        roles = try object.list("roles", max: Self.grantsMax) { item throws(RosterError) in
            try RoleGrant(reading: &item)
        }
        logKeys = try object.list("logKeys", max: Self.grantsMax) { item throws(RosterError) in
            try LogKey(reading: &item)
        }
        cosignerKeys = try object.list("cosignerKeys", max: Self.grantsMax) {
            item throws(RosterError) in
            try AdmittedKey(reading: &item, algorithm: .cosignatureV1)
        }
        answerKeys = try object.list("answerKeys", max: Self.grantsMax) {
            item throws(RosterError) in
            try AdmittedKey(reading: &item, algorithm: .ed25519)
        }
        tlsKeys = try object.list("tlsKeys", max: Self.grantsMax) { item throws(RosterError) in
            try TLSKey(reading: &item)
        }
        endpoint = try object.optionalText("endpoint") { try PeerEndpoint(parsing: $0) }
        prefixes = try object.list("gs1Prefixes", max: Self.grantsMax) {
            item throws(RosterError) in
            try PrefixGrant(reading: &item)
        }
        codeSchemes = try object.list("codeSchemes", max: Self.grantsMax) {
            item throws(RosterError) in
            try SchemeGrant(reading: &item)
        }
        logEnds = try object.list("logs", max: Self.grantsMax) { item throws(RosterError) in
            try LogEnd(reading: &item)
        }
        additions = object.additions
    }

    var json: JSONValue {
        var members = additions
        members["id"] = .string(id.rawValue)
        members["name"] = .string(name)
        tenure.write(to: &members)
        members["roles"] = .array(roles.map(\.json))
        members["logKeys"] = .array(logKeys.map(\.json))
        members["cosignerKeys"] = .array(cosignerKeys.map(\.json))
        members["answerKeys"] = .array(answerKeys.map(\.json))
        members["tlsKeys"] = .array(tlsKeys.map(\.json))
        if let endpoint { members["endpoint"] = .string(endpoint.description) }
        members["gs1Prefixes"] = .array(prefixes.map(\.json))
        if !codeSchemes.isEmpty { members["codeSchemes"] = .array(codeSchemes.map(\.json)) }
        members["logs"] = .array(logEnds.map(\.json))
        return .object(members)
    }
}

extension Member.RoleGrant {
    fileprivate init(reading object: inout JSONObject) throws(RosterError) {
        role = try object.text("role") { try Member.Role(parsing: $0) }
        tenure = try Tenure(reading: &object)
        try object.finish()
    }

    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["role": .string(role.rawValue)]
        tenure.write(to: &members)
        return .object(members)
    }
}

extension Member.Role {
    /// - Throws: `role` for a word that is none of the four.
    package init(parsing text: String) throws(RosterError) {
        guard let role = Self(rawValue: text) else { throw .role(found: text) }
        self = role
    }
}

extension Member.LogKey {
    init(reading object: inout JSONObject) throws(RosterError) {
        let epoch = try object.text("epoch") { try Epoch(parsing: $0) }
        let key = try object.text("key") { try RosterText.digest($0).bytes }
        try object.finish()
        try self.init(epoch: epoch, publicKey: key)
    }

    var json: JSONValue {
        .object([
            "epoch": .string(epoch.description), "key": .string(Base64.encode(publicKey)),
        ])
    }
}

extension Member.TLSKey {
    fileprivate init(reading object: inout JSONObject) throws(RosterError) {
        spki = try object.text("spki") { try RosterText.digest($0) }
        tenure = try Tenure(reading: &object)
        try object.finish()
    }

    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["spki": .string(spki.base64)]
        tenure.write(to: &members)
        return .object(members)
    }
}

extension Member.PrefixGrant {
    fileprivate init(reading object: inout JSONObject) throws(RosterError) {
        prefix = try object.text("prefix") { try CompanyPrefix(parsing: $0) }
        tenure = try Tenure(reading: &object)
        try object.finish()
    }

    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["prefix": .string(prefix.digits)]
        tenure.write(to: &members)
        return .object(members)
    }
}

extension Member.SchemeGrant {
    fileprivate init(reading object: inout JSONObject) throws(RosterError) {
        scheme = try object.text("scheme") { try CodeScheme(parsing: $0) }
        tenure = try Tenure(reading: &object)
        try object.finish()
    }

    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["scheme": .string(scheme.name)]
        tenure.write(to: &members)
        return .object(members)
    }
}
