import Accounts
import AllianceNames
package import AuditTrail
import Casework
import ProductAuthentication
import SignIn
import Statements

extension AuditDetail {
    /// What the language calls it.
    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.auditDetail(self)
    }
}

/// Words that records have as values, and who did something that is no person. The raw value stands in the record.
package enum AuditWord: String, CaseIterable, Sendable {
    // Who.
    case theNode = "this node"
    case theOperator = "operator"
    case theToken = "token"
    case theCertificate = "certificate of"
    // What is said, or taken back.
    case report, objection, sighting, link, right, reports, objections, links, sightings, list
    case complaint, complaints, proposal, measure, lift, dismiss
    case sellerLink = "seller-link"
    case orderAgain = "order-again"
    case withdrawal
    case counterNotice = "counter-notice"
    case appeal
    case evidenceRequest = "evidence-request"
    case evidence, reinstatement, outcome, hold, pause, decision
    // In cases and inquiries.
    case begun, described, closed, opened, deleted, asked, answered, assigned, noted
    case taskDone = "task done"
    /// Behind the kind of the entry, and of what a program asked for twice.
    case added
    case askedAgain = "asked for again"
    case entryRemoved = "entry removed"
    case contactOffered = "contact offered"
    case contactWithdrawn = "contact withdrawn"
    case contactLogged = "contact logged"
    case askedFurther = "asked further"
    case caseManagerSet = "case manager set"
    case clockOfInquiries = "clock of inquiries"
    case shiftHandedOver = "shift handed over"
    case paperKept = "paper of a right kept"
    // Of persons, tokens and accounts, beside what `AccountTransition` names.
    case add, remove, create, revoke
    case setRoles = "set roles"
    case changeName = "change name"
    case changeSignIn = "change sign-in"
    case signOut = "sign out"
    case makeLink = "make a sign-in link"
    /// As earlier versions named two steps of accounts.
    case accept, code
    // Forms and places.
    case bundle, page, inbox, subscriptions, exports, ours, theirs
    // Of a number whose product is not there.
    case notInAlliance = "not in the alliance"
    case notRegistered = "not registered"

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.auditWord(self)
    }
}

extension AuditDetail {
    /// What stands under this name in a record, in people's words; nil where it is no word of ours but an identifier,
    /// a code or what somebody wrote.
    func word(_ value: String, _ context: ConsoleContext) -> String? {
        switch self {
        case .kind: IndicatorType(name: value).map { context[.term($0)] }
        case .verdict:
            Verdict(rawValue: value).map { context[VerdictWords($0).title] }
                ?? AuditWord(rawValue: value)?(context.language)
        case .roles:
            value.split(separator: " ").map { name in
                Role(rawValue: String(name)).map { context[.name(of: $0)] } ?? String(name)
            }.joined(separator: ", ")
        case .did:
            AuditWord(rawValue: value)?(context.language)
                ?? AccountTransition(rawValue: value).map {
                    AccountPageText($0)(context.language)
                }
                ?? AuditAction(rawValue: value).flatMap { PageText.name(of: $0) }.map {
                    context[$0]
                }
        case .what: AuditWord(rawValue: value)?(context.language) ?? entry(value, context)
        case .said, .form, .notices, .held, .reported, .filed, .checked, .side:
            AuditWord(rawValue: value)?(context.language)
        default: nil
        }
    }

    /// `note added`: an entry of a case, and what became of it.
    private func entry(_ value: String, _ context: ConsoleContext) -> String? {
        let words = value.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2, let kind = CaseItem.Kind(rawValue: words[0]),
            let became = AuditWord(rawValue: words[1])
        else { return nil }
        return "\(context[.name(of: kind)]) · \(became(context.language))"
    }
}

extension AuditActor {
    /// What stands for it on a page: a person's name as it is, the others in the page's language.
    func shown(_ language: DeskLanguage) -> HTML {
        switch self {
        case .person(let id, _, _): "<bdi>\(id.rawValue)</bdi>"
        case .program(let name): "\(AuditWord.theToken(language)) <bdi>\(name.rawValue)</bdi>"
        case .system(let member):
            "\(AuditWord.theCertificate(language)) <bdi>\(member.rawValue)</bdi>"
        case .operatorOfMachine(let name):
            "\(AuditWord.theOperator(language)) <bdi>\(ShownValue.plain(name, max: 64))</bdi>"
        case .node: "\(AuditWord.theNode(language))"
        }
    }
}
