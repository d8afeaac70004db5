import Credentials
package import GS1
import JSON
package import NodeAPI
import ProductAuthentication

/// How this member answers verification messages: `verification.json` in the node's folder, what holds
/// for all products and what is different for some.
///
///     {"responderGLN": "9521001000000", "recalled": "refused", "expired": "refused",
///      "mismatches": "told", "requesters": ["9521002000009"],
///      "products": {"09521001000017": {"expired": "verified",
///                    "extensions": [{"lot": "L7", "until": "271231"}]}}}
package struct VerificationPolicies: Sendable {
    private var general = VerificationPolicy()
    private var products: [GTIN: VerificationPolicy] = [:]

    /// What holds where a member has decided nothing.
    package init() {}

    /// - Throws: `CredentialsError` where the file cannot be read; `DeskFileError` for what is in it.
    package init(path: String) throws {
        try self.init(parsing: DurableFile.read(path), path: path)
    }

    /// - Parameter path: for error messages.
    package init(parsing bytes: [UInt8], path: String) throws {
        let reader = PolicyReader(path: path)
        let root: JSONValue
        do {
            root = try JSONValue(parsing: bytes)
        } catch {
            throw reader.refusal("\(error)")
        }
        guard case .object(var members) = root else { throw reader.refusal("it is no object") }
        let exceptions = members.removeValue(forKey: "products") ?? .object([:])
        general = try reader.policy(members, after: VerificationPolicy())
        guard case .object(let exceptions) = exceptions else {
            throw reader.refusal("'products' is no object")
        }
        for name in exceptions.keys.sorted() {
            guard let gtin = try? GTIN(parsing: name) else {
                throw reader.refusal("'\(name.prefix(40))' is no GTIN")
            }
            guard case .object(let members)? = exceptions[name] else {
                throw reader.refusal("'\(name)' is no object")
            }
            products[gtin] = try reader.policy(members, after: general)
        }
    }

    package func policy(of gtin: GTIN) -> VerificationPolicy { products[gtin] ?? general }
}

/// Reads one policy; what is not said stays as it is.
private struct PolicyReader {
    let path: String

    func refusal(_ problem: String) -> DeskFileError {
        DeskFileError(path: path, line: 1, problem: problem)
    }

    func policy(
        _ members: [String: JSONValue], after policy: VerificationPolicy
    ) throws -> VerificationPolicy {
        var policy = policy
        for name in members.keys.sorted() {
            guard let value = members[name] else { continue }
            switch name {
            case "recalled":
                policy.recalledVerifies = try choice(name, value, yes: "verified", no: "refused")
            case "expired":
                policy.expiredVerifies = try choice(name, value, yes: "verified", no: "refused")
            case "mismatches":
                policy.tellsWhatDiffers = try choice(name, value, yes: "told", no: "withheld")
            case "responderGLN": policy.responder = try gln(value)
            case "requesters": policy.requesters = try list(name, value).map(gln)
            case "illegitimate": policy.illegitimate = try reasons(name, value)
            case "suspect": policy.suspect = try reasons(name, value)
            case "undisclosed": policy.undisclosed = try reasons(name, value)
            case "extensions": policy.extensions = try list(name, value).map(extend)
            default: throw refusal("'\(name.prefix(40))' is not understood")
            }
        }
        return policy
    }

    private func choice(
        _ name: String, _ value: JSONValue, yes: String, no: String
    ) throws -> Bool {
        guard value == .string(yes) || value == .string(no) else {
            throw refusal("'\(name)' is \"\(yes)\" or \"\(no)\"")
        }
        return value == .string(yes)
    }

    private func list(_ name: String, _ value: JSONValue) throws -> [JSONValue] {
        guard case .array(let values) = value else { throw refusal("'\(name)' is no list") }
        return values
    }

    private func gln(_ value: JSONValue) throws -> GLN {
        guard case .string(let text) = value, let gln = GLN(text) else {
            throw refusal("a GLN is a text of 13 digits with a check digit")
        }
        return gln
    }

    private func reasons(_ name: String, _ value: JSONValue) throws -> Set<ReasonCode> {
        Set(
            try list(name, value).map { value in
                guard case .string(let text) = value, let code = ReasonCode(rawValue: text),
                    ReasonCode.known.contains(code)
                else { throw refusal("'\(name)' is a list of reason codes") }
                return code
            })
    }

    private func extend(_ value: JSONValue) throws -> VerificationPolicy.Extension {
        guard case .object(let members) = value, case .string(let lot)? = members["lot"],
            case .string(let until)? = members["until"], let lot = try? Lot(parsing: lot),
            let until = try? ExpiryDate(parsing: until)
        else { throw refusal("an extension has a \"lot\" and a date \"until\"") }
        return .init(lot: lot, until: until)
    }
}
