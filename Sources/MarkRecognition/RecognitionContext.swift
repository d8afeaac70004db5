package import Statements

/// What kind of text it is.
package enum RecognitionContext: String, CaseIterable, Sendable {
    /// Of a listing, or any other text of a person.
    case title
    /// A domain name.
    case domain
    /// A web or e-mail address: its host is a domain name, and the rest is read as a title is.
    case address
}

extension Indicator {
    /// How marks are looked for in its value.
    package var recognitionContext: RecognitionContext {
        switch type {
        case .domain: .domain
        case .url, .email: .address
        default: .title
        }
    }
}
