import JSON
package import TransparencyLog

/// A verifier key in the roster, for one use, from when and until when.
package struct AdmittedKey: Hashable, Sendable, Tenured {
    package let key: VerifierKey
    package internal(set) var tenure: Tenure

    package init(key: VerifierKey, tenure: Tenure) {
        self.key = key
        self.tenure = tenure
    }

    var identity: String { "key \(key)" }

    init(
        reading object: inout JSONObject, algorithm: VerifierKey.Algorithm
    ) throws(RosterError) {
        key = try object.text("key") { try VerifierKey(parsing: $0) }
        guard key.algorithm == algorithm else {
            throw .keyType(
                path: object.path(of: "key"), expected: algorithm.rawValue,
                found: key.algorithm.rawValue)
        }
        tenure = try Tenure(reading: &object)
        try object.finish()
    }

    var json: JSONValue {
        var members: [String: JSONValue] = ["key": .string(key.description)]
        tenure.write(to: &members)
        return .object(members)
    }
}
