/// Where a text stops being JSON as RFC 8259 has it, and why.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    /// Bytes before the place, from 0.
    package let offset: Int
    package let problem: String

    package var description: String { "not valid JSON at byte \(offset): \(problem)" }

    /// For metrics and tests.
    package var keyword: String { "json" }
}
