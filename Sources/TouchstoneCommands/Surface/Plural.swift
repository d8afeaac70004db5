/// A count with its noun, as a person would say it.
enum Plural {
    /// - Parameter many: the noun for any count but 1; default with an `s`.
    static func text(_ count: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }
}
