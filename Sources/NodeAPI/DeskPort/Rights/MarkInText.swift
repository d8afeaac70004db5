package import AllianceNames
package import MarkRecognition

/// A member's mark that stands in a text, with where and by which rules.
package struct MarkInText: Hashable, Sendable {
    package let mark: String
    package let owner: MemberID
    /// The registrations that it rests on.
    package let registrations: [String]
    /// In Unicode scalars of the text, from 0.
    package let scalars: Range<Int>
    package let rules: [RecognitionRule]
    /// From 0 to 1.
    package let confidence: Double

    package init(_ registered: RegisteredMark, _ hit: MarkHit) {
        mark = registered.mark.name
        owner = registered.owner
        registrations = registered.registrations
        scalars = hit.scalars
        rules = hit.rules
        confidence = hit.confidence
    }
}

/// A text in which marks are looked for.
package struct TextWithMarks: Hashable, Sendable {
    package static let textsMax = 1_000

    package let text: String
    package let context: RecognitionContext

    package init(_ text: String, _ context: RecognitionContext) {
        self.text = text
        self.context = context
    }
}
