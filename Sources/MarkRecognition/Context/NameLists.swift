import Statements

/// What stands between the names of a list, and before a name beside 'for'.
enum NameLists {
    /// Scalars between two names of one list.
    private static let jointMax = 12
    private static let signs: Set<UInt32> = Set(",/&+|、，／・".unicodeScalars.map(\.value))
    private static let joints: Set<String> = [
        "and", "or", "und", "oder", "et", "ou", "y", "e", "o", "i", "en", "og", "och", "ve",
        "и", "или", "和", "与", "與", "及", "或", "や", "と", "및",
    ]
    private static let attributes: Set<String> = [
        "my", "your", "our", "the", "all", "any", "new", "old", "older", "newer", "most",
        "original", "genuine", "mein", "meine", "dein", "ihr", "alle", "neue", "mon", "votre",
        "tous", "toutes", "mi", "su", "todos", "il", "tutti", "nuovo", "вашего", "всех",
        "нового", "новых",
    ]

    /// Whether names on both sides of this part of a text are of one list: 'Samsung, Huawei and Xiaomi'.
    ///
    /// - Parameter bySigns: whether a comma joins as 'and' does.
    static func isJoint(_ between: Range<Int>, _ scalars: [UInt32], bySigns: Bool) -> Bool {
        guard between.count <= jointMax else { return false }
        var word = String.UnicodeScalarView()
        var hasSign = false
        for scalar in scalars[between] {
            if signs.contains(scalar) {
                hasSign = true
            } else if !TextFolding.isWhiteSpace(scalar), let letter = Unicode.Scalar(scalar) {
                word.append(letter)
            }
        }
        return word.isEmpty ? hasSign && bySigns : joints.contains(String(word).lowercased())
    }

    /// Whether these letters may stand between 'for' and a name.
    ///
    /// - Parameter letters: as `ReadText` reads them.
    static func isAttribute(_ letters: ArraySlice<UInt32>) -> Bool {
        attributes.contains(
            String(String.UnicodeScalarView(letters.compactMap(Unicode.Scalar.init))))
    }
}
