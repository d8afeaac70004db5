/// One event that an import did not take, or one item of it, for the file that tells a person what to
/// mend.
package struct EventRefusal: Hashable, Sendable {
    /// The event's place in the document, from 1.
    package let number: Int
    /// Stable, for programs.
    package let keyword: String
    /// For people.
    package let reason: String

    package init(number: Int, keyword: String, reason: String) {
        self.number = number
        self.keyword = keyword
        self.reason = reason
    }
}
