/// Why a letter never reached the other member: for this node's own reasons a keyword, so that each page says it in its
/// language; for that node's, its words.
package enum LetterFailure: Hashable, Sendable {
    /// However long it was tried.
    case notBrought
    /// That node takes no letters of this kind.
    case notTaken
    /// What that node says.
    case refused(String)

    package static let keywords = ["not-brought", "not-taken", "refused"]

    /// For programs and tests.
    package var keyword: String {
        switch self {
        case .notBrought: Self.keywords[0]
        case .notTaken: Self.keywords[1]
        case .refused: Self.keywords[2]
        }
    }

    /// In English, for programs, and as it is kept.
    package var words: String {
        switch self {
        case .notBrought: "it could not be brought to that member's node for 7 days"
        case .notTaken: "its node takes no such letters; it may be of an earlier version"
        case .refused(let words): words
        }
    }

    /// What earlier versions kept of the same, as words alone.
    private static let earlier: [String: LetterFailure] = [
        "its node takes no inquiries; it may be of an earlier version": .notTaken,
        "its node takes no such requests; it may be of an earlier version": .notTaken,
    ]

    /// Of what was kept.
    package init(keptAs words: String) {
        self =
            [.notBrought, .notTaken].first { $0.words == words } ?? Self.earlier[words]
            ?? .refused(words)
    }
}
