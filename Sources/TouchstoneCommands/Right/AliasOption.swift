import ArgumentParser
import Statements

/// A name in a language, as options write it: `zh=薇蕾`.
struct AliasOption {
    let name: LocalizedName

    /// - Throws: a sentence that says how it is written.
    init(_ text: String) throws {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            throw ValidationError("--alias is language=name, not '\(text)'")
        }
        name = LocalizedName(language: String(sides[0]), name: String(sides[1]))
    }
}
