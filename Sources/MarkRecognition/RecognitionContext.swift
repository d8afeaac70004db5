/// What kind of text it is.
package enum RecognitionContext: String, CaseIterable, Sendable {
    /// Of a listing, or any other text of a person.
    case title
    /// A domain name.
    case domain
}
