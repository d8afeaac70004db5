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
    case notOwned(GTIN)
    case otherAsker(claimed: MemberID, found: MemberID)

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
        case .notOwned(let gtin):
            "GTIN \(gtin) does not begin with a GS1 prefix of this member, so its items are another's to list"
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
        case .otherAsker: "other-asker"
        }
    }
}
