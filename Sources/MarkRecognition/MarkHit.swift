/// A mark that was found in a text.
package struct MarkHit: Equatable, Sendable {
    /// Of the mark in the list, from 0.
    package let mark: Int
    /// Where in the original text, in Unicode scalars from its beginning.
    package let scalars: Range<Int>
    /// How the text was read to see the mark in it; begins with `mark` or `alias`.
    package let rules: [RecognitionRule]
    /// From 0 to 1.
    package let confidence: Double

    package init(mark: Int, scalars: Range<Int>, rules: [RecognitionRule], confidence: Double) {
        self.mark = mark
        self.scalars = scalars
        self.rules = rules
        self.confidence = confidence
    }
}
