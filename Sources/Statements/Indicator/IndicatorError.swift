/// A value that has no canonical form of the type it was given for.
package struct IndicatorError: Error, Hashable, CustomStringConvertible {
    package let type: IndicatorType?
    /// The beginning of the value. It may be personal data: for the person who typed it, never for
    /// a log.
    package let found: String
    /// For metrics and tests: `domain-label-length`.
    package let keyword: String
    /// What is wrong, as the end of the sentence 'is refused because ...'.
    package let why: String

    /// Of the value, in a message.
    package static let foundCharactersMax = 80

    package var description: String {
        guard let type else { return "indicator '\(found)' is refused because \(why)" }
        return "\(type.name) '\(found)' is refused because \(why); accepted is \(type.accepted)"
    }
}

/// Why a canonical form cannot be made, before type and value are known to the one who throws.
struct Refusal: Error, Hashable {
    let keyword: String
    let why: String

    init(_ keyword: String, _ why: String) {
        self.keyword = keyword
        self.why = why
    }

    func of(_ raw: String, _ type: IndicatorType) -> IndicatorError {
        IndicatorError(
            type: type, found: String(raw.prefix(IndicatorError.foundCharactersMax)),
            keyword: type.name + "-" + keyword, why: why)
    }
}
