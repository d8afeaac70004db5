package import AllianceNames
import JSON
package import SignIn

/// Who did something at a desk, as far as the desk knew.
package enum AuditActor: Hashable, Sendable {
    /// - Parameter roles: as they were at that moment.
    case person(PersonID, roles: Set<Role>, SignInMethod)
    /// With a token.
    case program(TokenName)
    /// With the certificate of the member, which names nobody.
    case system(MemberID)
    /// At the node's machine, by the name that the system knows.
    case operatorOfMachine(String)
    /// The node, of itself.
    case node

    /// The person; nil where it is none by name.
    package var person: PersonID? {
        if case .person(let id, _, _) = self { id } else { nil }
    }

    /// What stands for it in a list: `anna`, `token grafana`, `certificate of verel`.
    package var name: String {
        switch self {
        case .person(let id, _, _): id.rawValue
        case .program(let name): "token \(name)"
        case .system(let member): "certificate of \(member)"
        case .operatorOfMachine(let name): "operator \(name)"
        case .node: "this node"
        }
    }
}

extension AuditActor {
    /// Longest name of a machine's user, in bytes.
    static let operatorBytesMax = 64

    var json: JSONValue {
        switch self {
        case .person(let id, let roles, let method):
            .object([
                "person": .string(id.rawValue), "signedIn": .string(method.rawValue),
                "roles": .array(roles.sorted().map { .string($0.rawValue) }),
            ])
        case .program(let name): .object(["token": .string(name.rawValue)])
        case .system(let member): .object(["certificate": .string(member.rawValue)])
        case .operatorOfMachine(let name):
            .object(["operator": .string(name.cut(toBytes: Self.operatorBytesMax))])
        case .node: .object(["node": .bool(true)])
        }
    }

    init(_ json: JSONValue?) throws(AuditRecordError) {
        guard case .object(let members)? = json else { throw .malformed("'who' is no object") }
        func text(_ name: String) -> String? {
            if case .string(let text)? = members[name] { text } else { nil }
        }
        do {
            if let person = text("person") {
                guard case .array(let roles)? = members["roles"],
                    let method = text("signedIn").flatMap(SignInMethod.init(rawValue:))
                else { throw AuditRecordError.malformed("'who' lacks roles or signedIn") }
                self = .person(
                    try PersonID(parsing: person),
                    roles: Set(
                        roles.compactMap { role in
                            if case .string(let name) = role { Role(rawValue: name) } else { nil }
                        }), method)
            } else if let token = text("token") {
                self = .program(try TokenName(parsing: token))
            } else if let member = text("certificate") {
                self = .system(try MemberID(parsing: member))
            } else if let name = text("operator") {
                self = .operatorOfMachine(name)
            } else if members["node"] == .bool(true) {
                self = .node
            } else {
                throw AuditRecordError.malformed("'who' is nobody")
            }
        } catch let error as AuditRecordError {
            throw error
        } catch {
            throw .malformed("'who': \(error)")
        }
    }
}
