package import AllianceNames
package import GS1
package import TransparencyLog

/// A question, an answer or an item from outside that cannot be used.
package enum ProductAuthenticationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A line of a question or an answer that is not what stands there by its format.
    case line(document: String, number: Int, expected: String, found: String)
    case tooLong(document: String, found: Int, max: Int)
    case notUTF8(document: String)
    case text(field: String, found: String, max: Int)
    case gs1(GS1Error)
    case note(TransparencyLogError)
    /// The answer is signed by no key that the register gives to this member for answers.
    case notAnAnswerKey(of: MemberID)
    case otherResponder(expected: [MemberID], found: MemberID)
    case otherQuestion(expected: Digest, found: Digest)
    case state(found: String)
    case country(found: String)
    case notOwned(ProductKey)
    /// A row that names both a GTIN and a scheme.
    case twoProducts
    case time(found: String)
    case future(found: String)
    /// A row about a lot as a whole.
    case lotRow(state: String)
    case otherAsker(claimed: MemberID, found: MemberID)
    case deadline(found: UInt64, max: UInt64)
    /// Something that might tell of a person in a question that is asked under a role.
    case personal(field: String)
    /// A question asked as an authority by a member that the register does not call one.
    case notAnAuthority(MemberID)
    /// The asker has stopped waiting.
    case tooLate(milliseconds: UInt64)
    /// A question that came through another node, and is not its asker's to this member, now, once.
    case routed(RoutedQuestionFault)

    package var description: String {
        switch self {
        case .line(let document, let number, let expected, let found):
            "line \(number) of the \(document) is '\(found)', expected \(expected)"
        case .tooLong(let document, let found, let max):
            "the \(document) has \(found) bytes, the limit is \(max)"
        case .notUTF8(let document):
            "the \(document) is not UTF-8"
        case .text(let field, let found, let max):
            "'\(found)' cannot stand as \(field): give 1 to \(max) bytes without control characters"
        case .gs1(let error):
            error.description
        case .note(let error):
            "the answer is no signed note, or its signature does not hold: \(error)"
        case .notAnAnswerKey(let member):
            "the answer is not signed with an answer key that the member register has for \(member)"
        case .otherResponder(let expected, let found):
            "the answer is \(found)'s, expected one of \(expected.map(\.rawValue).joined(separator: ", "))"
        case .otherQuestion(let expected, let found):
            "the answer belongs to question \(found), not to \(expected)"
        case .state(let found):
            "'\(found)' is no state of an item: use \(ItemState.names)"
        case .country(let found):
            "'\(found)' is no country: use two capital letters (ISO 3166-1), such as DE"
        case .otherAsker(let claimed, let found):
            "the question names \(claimed) as asker and came from \(found)"
        case .deadline(let found, let max):
            "a deadline of \(found) ms cannot be kept: give 1 to \(max) ms"
        case .personal(let field):
            "a question asked under a role has no \(field): it might tell of the person who asks"
        case .notAnAuthority(let member):
            "\(member) asks as an authority, and the member register does not give it that role"
        case .tooLate(let milliseconds):
            "the asker stopped waiting after \(milliseconds) ms; nobody would read the answer"
        case .routed(let fault):
            "the question that another node passed on is not taken: \(fault)"
        case .notOwned(.gtin(let gtin)):
            "GTIN \(gtin) does not begin with a GS1 prefix of this member, so its items are another's to list"
        case .notOwned(.scheme(let scheme)):
            "the member register does not give this member the code scheme '\(scheme)', so its items are another's to list: ask the authority for it ('touchstone alliance scheme')"
        case .twoProducts:
            "the row names a GTIN and a code scheme: fill gtin and serial, or scheme and code"
        case .time(let found):
            "'\(found)' is no time: write 2026-11-23 or 2026-11-23T09:30:00Z"
        case .future(let found):
            "\(found) is not over yet: give the time at which it happened"
        case .lotRow(let state):
            "a row without a serial number is about its whole lot, which is recalled or active, not \(state)"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .line: "line"
        case .tooLong: "too-long"
        case .notUTF8: "not-utf-8"
        case .text: "text"
        case .gs1(let error): error.keyword
        case .note: "note"
        case .notAnAnswerKey: "not-an-answer-key"
        case .otherResponder: "other-responder"
        case .otherQuestion: "other-question"
        case .state: "state"
        case .country: "country"
        case .notOwned: "not-owned"
        case .twoProducts: "two-products"
        case .time: "time"
        case .future: "future"
        case .lotRow: "lot-row"
        case .otherAsker: "other-asker"
        case .deadline: "deadline"
        case .personal: "personal"
        case .notAnAuthority: "not-an-authority"
        case .tooLate: "too-late"
        case .routed: "routed-question"
        }
    }
}
