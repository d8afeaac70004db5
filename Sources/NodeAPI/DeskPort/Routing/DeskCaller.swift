package import AllianceNames
package import SignIn

/// Who asks at the desk port, decided anew for each request.
package enum DeskCaller: Hashable, Sendable {
    /// The certificate of the connection is one that the member register accepts today.
    case member(MemberID)
    /// Somebody of this node's member, signed in.
    case person(DeskPerson)
    /// A program of this node's member, with a token.
    case machine(DeskMachine)
    /// The holder of an account at this platform; only where a route is for such.
    case accountHolder(DeskAccountHolder)
    /// No certificate; told apart by where it calls from: an IPv4 address, or the first half of an
    /// IPv6 address, which one household or company has whole.
    case stranger(from: String)

    /// The member that it is, or belongs to.
    package var member: MemberID? {
        switch self {
        case .member(let member): member
        case .person(let person): person.member
        case .machine(let machine): machine.member
        case .accountHolder, .stranger: nil
        }
    }

    package var person: DeskPerson? {
        if case .person(let person) = self { person } else { nil }
    }

    /// The first field of every form that changes something. Empty for whom no session could be abused.
    package var formField: HTML { person?.formField ?? "" }

    /// - Parameter own: whose node this is.
    package func asker(at own: MemberID?) -> Asker {
        switch self {
        case .member(let member): member == own ? .ownSystem : .otherMember
        case .person(let person): .person(roles: person.roles)
        case .machine(let machine): .machine(role: machine.role)
        case .accountHolder: .accountHolder
        case .stranger: .stranger
        }
    }
}

/// A person who has signed in.
package struct DeskPerson: Hashable, Sendable {
    package let member: MemberID
    package let id: PersonID
    package let displayName: String
    package let roles: Set<Role>
    package let method: SignInMethod
    /// What this session is for; nil until it was stated.
    package let purpose: Purpose?
    /// Comes back with every form that changes something, and with what programs send.
    package let formToken: FormToken

    package init(
        member: MemberID, id: PersonID, displayName: String, roles: Set<Role>,
        method: SignInMethod, purpose: Purpose? = nil, formToken: FormToken
    ) {
        self.member = member
        self.id = id
        self.displayName = displayName
        self.roles = roles
        self.method = method
        self.purpose = purpose
        self.formToken = formToken
    }

    package var formField: HTML {
        "<input type=\"hidden\" name=\"\(FormToken.field)\" value=\"\(formToken.text)\">"
    }
}

/// A program with a token.
package struct DeskMachine: Hashable, Sendable {
    package let member: MemberID
    package let name: TokenName
    package let role: Role

    package init(member: MemberID, name: TokenName, role: Role) {
        self.member = member
        self.name = name
        self.role = role
    }
}
