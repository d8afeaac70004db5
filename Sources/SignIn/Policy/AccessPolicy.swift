package import AllianceNames
package import Statements

/// Who asks, as far as a decision needs to know.
package enum Asker: Hashable, Sendable {
    case person(roles: Set<Role>)
    /// A program with a token.
    case machine(role: Role)
    /// Comes with the certificate of this node's own member.
    case ownSystem
    /// Comes with the certificate of another member.
    case otherMember
    /// The holder of an account at this platform, who is none of its people.
    case accountHolder
    case stranger
}

/// For whom something at the desk is.
package enum Audience: Hashable, Sendable {
    case everybody
    /// Systems of any member, by certificate.
    case members
    /// Systems of this member, by certificate alone: they speak in its name.
    case ownSystems
    /// This member's programs: its own systems by certificate, and machines with a token, that have a permission. A
    /// person's session is none.
    case programs(Permission)
    /// This member's people and machines that have a permission.
    case people(Permission)
    /// Whoever may sign in this member's name: its people who have the permission, and its own systems, which
    /// speak in its name. A machine with a token reads.
    case reporters
    /// Holders of accounts at this platform, and nobody else.
    case accountHolders
}

/// What becomes of a question.
package enum AccessDecision: Hashable, Sendable {
    case allowed
    /// Who asks has not shown who it is.
    case whoAreYou
    /// It has, and may not.
    case refused
}

/// Who may do what at the desk, all in one place. Pure: the same question has the same answer.
package struct AccessPolicy: Hashable, Sendable {
    /// The channels that this member reads.
    private let channels: Set<ChannelID>

    package init(channels: Set<ChannelID>) { self.channels = channels }

    /// What a member's own systems may do without a person or a token. Their certificate proves the
    /// member and nobody in it: nothing is released or administered with it, and what one person
    /// prepares another has to sign for.
    package static let ownSystemPermissions: Set<Permission> = [.view, .export, .draft, .watch]

    package static func permissions(of asker: Asker) -> Set<Permission> {
        switch asker {
        case .person(let roles):
            roles.intersection(Role.ofPeople).reduce(into: []) { $0.formUnion($1.permissions) }
        // Whatever role a token says: a program prepares, signs and releases nothing.
        case .machine(let role): role.permissions.intersection([.view, .export, .watch])
        case .ownSystem: ownSystemPermissions
        case .otherMember, .accountHolder, .stranger: []
        }
    }

    /// Whether `asker` may have something that is for `audience`.
    package static func decide(_ audience: Audience, for asker: Asker) -> AccessDecision {
        switch (audience, asker) {
        case (.everybody, _): .allowed
        case (.members, .ownSystem), (.members, .otherMember): .allowed
        case (.ownSystems, .ownSystem): .allowed
        case (.people(let permission), .person), (.people(let permission), .machine),
            (.people(let permission), .ownSystem):
            permissions(of: asker).contains(permission) ? .allowed : .refused
        case (.programs(let permission), .machine), (.programs(let permission), .ownSystem):
            permissions(of: asker).contains(permission) ? .allowed : .refused
        case (.reporters, .person):
            permissions(of: asker).contains(.report) ? .allowed : .refused
        case (.reporters, .ownSystem): .allowed
        case (.reporters, .machine), (.reporters, .otherMember): .refused
        case (.accountHolders, .accountHolder): .allowed
        // Their pages are theirs: whoever else one is, one signs in there.
        case (.accountHolders, _): .whoAreYou
        case (_, .accountHolder): .refused
        case (_, .stranger): .whoAreYou
        // People and machines with a token have no certificate to show.
        case (.members, .person), (.members, .machine), (.ownSystems, .person),
            (.ownSystems, .machine):
            .refused
        case (.programs, .person): .refused
        case (.ownSystems, .otherMember), (.people, .otherMember), (.programs, .otherMember):
            .refused
        }
    }

    /// Whether a statement of a channel may be shown.
    ///
    /// TLP:RED is for the individuals who take part in an exchange (TLP 2.0): named persons see it,
    /// programs do not.
    package func maySee(_ marking: TLP, in channel: ChannelID, _ asker: Asker) -> Bool {
        guard channels.contains(channel), Self.permissions(of: asker).contains(.view) else {
            return false
        }
        guard marking == .red else { return true }
        if case .person = asker { return true }
        return false
    }

    /// Whether a statement may leave the desk in a file.
    ///
    /// - Parameter outside: the file is for somebody who is not of this member. TLP:AMBER goes to its
    ///   clients as far as they need it, GREEN to the community, CLEAR to all; AMBER+STRICT stays
    ///   inside, and RED is not passed on at all.
    package func mayExport(
        _ marking: TLP, in channel: ChannelID, toOutside outside: Bool, _ asker: Asker
    ) -> Bool {
        guard maySee(marking, in: channel, asker),
            Self.permissions(of: asker).contains(.export)
        else { return false }
        return switch marking {
        case .clear, .green, .amber: true
        case .amberStrict: !outside
        case .red: false
        }
    }
}
