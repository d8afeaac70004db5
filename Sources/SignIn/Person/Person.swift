import AllianceNames

/// What a person is called in commands and in the audit log: never given to anybody else again.
package struct PersonID: Identifier {
    package static let noun = "person"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }
}

/// Somebody of this member who may sign in at its desk. Only who is in the list can: nobody registers
/// himself.
package struct Person: Hashable, Sendable {
    /// Persons of one member, at most.
    package static let countMax = 1_000
    package static let displayNameCharactersMax = 100
    /// RFC 5321, section 4.5.3.1.3, without the brackets.
    package static let emailBytesMax = 254

    package let id: PersonID
    /// As colleagues know the person; shown on every page.
    package let displayName: String
    /// At least one, and none of machines.
    package let roles: Set<Role>
    /// In lower case; how the person is known to the identity provider, where that goes by e-mail.
    package let email: String?
    /// How the person is known to the identity provider, where that goes by subject.
    package let subject: ProviderSubject?
    /// Milliseconds since 1970.
    package let addedAt: UInt64

    /// - Throws: `SignInError`, for a name or address that nobody has.
    package init(
        id: PersonID, displayName: String, roles: Set<Role>, email: String? = nil,
        subject: ProviderSubject? = nil, addedAt: UInt64
    ) throws(SignInError) {
        guard (1...Self.displayNameCharactersMax).contains(displayName.count),
            displayName.unicodeScalars.allSatisfy(Self.isShown),
            displayName.first != " ", displayName.last != " "
        else { throw .displayName(found: displayName) }
        guard !roles.isEmpty, roles.isSubset(of: Role.ofPeople) else { throw .noRole }
        self.id = id
        self.displayName = displayName
        self.roles = roles
        self.email = try email.map(Self.emailForm)
        self.subject = subject
        self.addedAt = addedAt
    }

    package var permissions: Set<Permission> {
        roles.reduce(into: []) { $0.formUnion($1.permissions) }
    }

    package func with(roles: Set<Role>) throws(SignInError) -> Person {
        try Person(
            id: id, displayName: displayName, roles: roles, email: email, subject: subject,
            addedAt: addedAt)
    }

    /// The one form in which addresses are compared: providers write them in any case. What is no ASCII is
    /// refused before that: some of it has an ASCII letter as its lower case (U+212A, the Kelvin sign, has k),
    /// and would be another mailbox's address.
    package static func emailForm(_ text: String) throws(SignInError) -> String {
        let sides = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= emailBytesMax, sides.count == 2,
            sides.allSatisfy({ !$0.isEmpty }),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"\"(),:;<>[\\]".utf8.contains($0) })
        else { throw .email(found: text) }
        return text.lowercased()
    }

    /// What steers no terminal and turns no line of a page around.
    static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse:
            false
        default: true
        }
    }
}

/// Who a person is to an identity provider: OpenID Connect Core 1.0, section 2, `iss` and `sub`.
package struct ProviderSubject: Hashable, Sendable {
    package static let bytesMax = 255

    package let issuer: String
    package let subject: String

    /// - Throws: `SignInError.subject`.
    package init(issuer: String, subject: String) throws(SignInError) {
        guard issuer.hasPrefix("https://"), (9...Self.bytesMax).contains(issuer.utf8.count),
            issuer.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
            (1...Self.bytesMax).contains(subject.utf8.count),
            subject.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f })
        else { throw .subject }
        self.issuer = issuer
        self.subject = subject
    }
}
