import Foundation

/// The script of a name, by the names that Unicode gives its letters.
enum NameScript {
    private static let scripts = [
        ("CJK", "Han"), ("KATAKANA", "kana"), ("HIRAGANA", "kana"), ("HALFWIDTH KATAKANA", "kana"),
        ("HANGUL", "Hangul"), ("CYRILLIC", "Cyrillic"), ("GREEK", "Greek"), ("ARABIC", "Arabic"),
        ("HEBREW", "Hebrew"), ("GEORGIAN", "Georgian"), ("ARMENIAN", "Armenian"), ("THAI", "Thai"),
        ("DEVANAGARI", "Devanagari"), ("LATIN", "Latin"),
    ]

    private static func scripts(of name: String) -> Set<String> {
        var found: Set<String> = []
        for scalar in name.unicodeScalars where scalar.properties.isAlphabetic {
            let title = scalar.properties.name ?? "CJK"
            found.insert(scripts.first { title.hasPrefix($0.0) }?.1 ?? "other")
        }
        return found
    }

    static func isLatin(_ name: String) -> Bool { scripts(of: name) == ["Latin"] }

    /// Nil where a name has letters of Latin, of several scripts, or none.
    static func single(_ name: String) -> String? {
        let found = scripts(of: name)
        guard found.count == 1, let script = found.first, script != "Latin", script != "other"
        else { return nil }
        return script
    }
}

/// Whether a name is a transliteration at all, by a measure that is not the recogniser's: romanised as
/// ICU does it, at least 0.6 of the consonants of both stand in the same order.
enum Romanised {
    static func isLike(_ name: String, _ latin: String) -> Bool {
        let one = consonants(name)
        let other = consonants(latin)
        guard !one.isEmpty, !other.isEmpty else { return false }
        return Double(2 * commonLength(one, other)) / Double(one.count + other.count) >= 0.6
    }

    private static func consonants(_ name: String) -> [Character] {
        let romanised =
            name.applyingTransform(.toLatin, reverse: false)?
            .applyingTransform(.stripDiacritics, reverse: false) ?? name
        return romanised.lowercased().filter { "bcdfgjklmnpqrstvxz".contains($0) }.map { $0 }
    }

    /// Of the longest common subsequence.
    private static func commonLength(_ one: [Character], _ other: [Character]) -> Int {
        var above = Array(repeating: 0, count: other.count + 1)
        for letter in one {
            var row = above
            for (column, against) in other.enumerated() {
                row[column + 1] =
                    letter == against ? above[column] + 1 : max(row[column], above[column + 1])
            }
            above = row
        }
        return above[other.count]
    }
}
