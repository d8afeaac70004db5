/// Why something of an account is refused.
package enum AccountError: Error, Equatable, CustomStringConvertible {
    package enum Field: String, CaseIterable, Sendable {
        case organisation
        case client
        case rightNumber = "registration number"
        case reason
        case contact
    }

    case text(Field, bytesMax: Int)
    case email
    case country(found: String)
    case right(found: String)
    /// The account or the client has it already.
    case rightTwice(String)
    case rightUnknown(String)
    /// Another account has it.
    case emailTaken(String)
    case rightsMissing
    case tooMany(what: String, max: Int)
    case stage(AccountStage, AccountTransition)
    case notAnAgent
    case clientKnown(String)
    case clientUnknown(String)
    /// When an authorisation ends is past, or too far away.
    case authorisationEnd
    /// No document of that digest is kept.
    case documentUnknown
    case document
    /// Whose authorisation nobody has read yet.
    case authorisationNotAccepted(String)
    /// There is no right left that a code would confirm.
    case nothingToConfirm
    /// It names something else than whoever acts on it has seen.
    case changedSince
    case noCode
    case codeOver
    /// It is not the code, and so many attempts are left.
    case codeWrong(left: Int)
    case codeSpent
    case accountUnknown(String)
    /// So many were asked for in a day.
    case tooManyInADay(what: String, max: Int)
    /// This node sends no mail.
    case noMail
    case mailRefused(String)

    package var description: String {
        switch self {
        case .text(let field, let bytesMax):
            "the \(field.rawValue) is one line of 1 to \(bytesMax) bytes, of characters that are seen"
        case .email: "this is no e-mail address that a letter can be sent to"
        case .country(let found):
            "'\(found.prefix(16))' is no country; write its two letters, such as DE"
        case .right(let found):
            "'\(found.prefix(64))' is no right; write the office's two letters, such as EM, and the number as it stands there"
        case .rightTwice(let key): "the right \(key) is named already"
        case .rightUnknown(let key): "there is no right \(key.prefix(80)) to end"
        case .emailTaken(let email): "another account has the address \(email)"
        case .rightsMissing: "at least one right is named, by office and number"
        case .tooMany(let what, let max): "there are \(max) \(what), and no more may be"
        case .stage(let stage, let transition):
            "the account is '\(stage.rawValue)', where '\(transition.rawValue)' cannot be done"
        case .notAnAgent: "this account files for its own rights; only an agent has clients"
        case .clientKnown(let name): "there is a client '\(name)' already"
        case .clientUnknown(let name): "there is no client '\(name)'"
        case .authorisationEnd:
            "the authorisation ends on a day after today, in ten years at the latest"
        case .documentUnknown: "no such document is kept for this account; send it first"
        case .document:
            "a document is a PDF, JPEG or PNG of at most \(AccountLimits.documentBytesMax >> 20) MiB"
        case .authorisationNotAccepted(let name):
            "nobody has read the authorisation of '\(name)' yet; read and accept it first"
        case .nothingToConfirm: "all its rights are confirmed already; there is nothing to send for"
        case .changedSince:
            "the account has named something else since you looked at it; look again"
        case .noCode: "no code was sent, or it was used; ask the platform for one"
        case .codeOver:
            "the code has run out after \(SentCode.daysMax) days; ask the platform for another"
        case .codeWrong(let left): "this is not the code; \(left) attempts are left"
        case .codeSpent:
            "it was entered wrongly \(SentCode.attemptsMax) times and is good no more; ask the platform for another"
        case .accountUnknown(let id):
            "there is no account '\(id)'; 'touchstone account list' names all"
        case .tooManyInADay(let what, let max):
            "\(max) \(what) were asked for in 24 hours; try again tomorrow"
        case .noMail:
            "this node sends no mail; set sendmail and mail-from in touchstone.conf"
        case .mailRefused(let reason): "the mail was not taken: \(reason)"
        }
    }

    /// For programs, metrics and tests.
    package var keyword: String {
        switch self {
        case .text: "account-text"
        case .email: "account-email"
        case .country: "account-country"
        case .right: "account-right"
        case .rightTwice: "account-right-twice"
        case .rightsMissing: "account-rights-missing"
        case .tooMany: "account-too-many"
        case .stage: "account-stage"
        case .notAnAgent: "account-not-an-agent"
        case .clientKnown: "account-client-known"
        case .clientUnknown: "account-client-unknown"
        case .authorisationEnd: "account-authorisation-end"
        case .documentUnknown: "account-document-unknown"
        case .document: "account-document"
        case .authorisationNotAccepted: "account-authorisation-not-accepted"
        case .nothingToConfirm: "account-nothing-to-confirm"
        case .changedSince: "account-changed-since"
        case .noCode: "account-no-code"
        case .codeOver: "account-code-over"
        case .codeWrong: "account-code-wrong"
        case .codeSpent: "account-code-spent"
        case .accountUnknown: "account-unknown"
        case .rightUnknown: "account-right-unknown"
        case .emailTaken: "account-email-taken"
        case .tooManyInADay: "account-too-many-in-a-day"
        case .noMail: "account-no-mail"
        case .mailRefused: "account-mail-refused"
        }
    }
}
