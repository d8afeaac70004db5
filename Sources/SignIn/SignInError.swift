/// Why somebody is not let in, or not put on the list.
package enum SignInError: Error, Equatable, CustomStringConvertible {
    case displayName(found: String)
    case noRole
    case email(found: String)
    case subject
    case personKnown(String)
    /// Somebody had that name before; the audit log would not tell them apart.
    case personNameUsed(String)
    case personUnknown(String)
    case emailTaken(String)
    case subjectTaken
    case tooMany(what: String, max: Int)
    case tokenKnown(String)
    case tokenUnknown(String)
    case lifetime(found: UInt64, max: UInt64, unit: String)
    /// `sign-in.json` does not hold.
    case settings(String)
    /// The provider said something else than the rules ask for.
    case provider(String)
    case purpose

    package var description: String {
        switch self {
        case .displayName(let found):
            "'\(found.prefix(40))' is not 1 to \(Person.displayNameCharactersMax) visible characters; give the name that colleagues know"
        case .noRole:
            "a person has at least one of the roles \(Role.ofPeople.map(\.rawValue).joined(separator: ", "))"
        case .email(let found): "'\(found.prefix(80))' is no e-mail address"
        case .subject:
            "issuer and subject go together: an https URL and 1 to \(ProviderSubject.bytesMax) visible characters"
        case .personKnown(let id): "there is a person '\(id)' already"
        case .personNameUsed(let id):
            "somebody who was removed was called '\(id)', and the audit log must tell people apart; choose another name"
        case .personUnknown(let id):
            "there is no person '\(id)'; 'touchstone desk person list' names all"
        case .emailTaken(let email): "another person has the address \(email)"
        case .subjectTaken: "another person has that issuer and subject"
        case .tooMany(let what, let max): "there are \(max) \(what), and no more may be"
        case .tokenKnown(let name): "there is, or was, a token '\(name)'; choose another name"
        case .tokenUnknown(let name):
            "there is no token '\(name)'; 'touchstone desk token list' names all"
        case .lifetime(let found, let max, let unit):
            "\(found) \(unit) is not from 1 to \(max) \(unit)"
        case .settings(let problem):
            "sign-in.json cannot be used: \(problem); docs/sign-in.md shows one"
        case .provider(let problem): "the identity provider's answer does not hold: \(problem)"
        case .purpose:
            "a purpose is one of \(Purpose.Ground.allCases.map(\.rawValue).joined(separator: ", ")), with a file number of up to \(Purpose.referenceCharactersMax) visible characters behind a colon"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .displayName: "person-display-name"
        case .noRole: "person-role"
        case .email: "person-email"
        case .subject: "person-subject"
        case .personKnown: "person-known"
        case .personNameUsed: "person-name-used"
        case .personUnknown: "person-unknown"
        case .emailTaken: "person-email-taken"
        case .subjectTaken: "person-subject-taken"
        case .tooMany: "sign-in-too-many"
        case .tokenKnown: "token-known"
        case .tokenUnknown: "token-unknown"
        case .lifetime: "sign-in-lifetime"
        case .settings: "sign-in-settings"
        case .provider: "provider"
        case .purpose: "purpose"
        }
    }
}
