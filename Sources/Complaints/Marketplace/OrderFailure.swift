/// Why an order came to nothing: for this node's own reasons a keyword, so that each page says it in its language; for
/// the marketplace's, its words.
package enum OrderFailure: Hashable, Sendable {
    /// It was not tried, since its marketplace did not answer others.
    case silent
    /// The marketplace has taken it, and says no more.
    case unanswered
    /// As `MarketplaceError` has it.
    case failed(keyword: String, words: String)
    /// What the marketplace says.
    case refused(String)

    /// For programs and tests.
    package var keyword: String {
        switch self {
        case .silent: "order-silent"
        case .unanswered: "order-unanswered"
        case .failed(let keyword, _): keyword
        case .refused: "order-refused"
        }
    }

    /// In English where they are this node's, for programs, and as they are kept.
    package var words: String {
        switch self {
        case .silent: "the marketplace does not answer"
        case .unanswered: "the marketplace has taken it and has not answered"
        case .failed(_, let words), .refused(let words): words
        }
    }

    /// With which the sentences of `MarketplaceError` begin.
    private static let beginnings = [
        ("no marketplace '", MarketplaceError.unknownMarketplace("").keyword),
        (MarketplaceError.unreachable("").description, MarketplaceError.unreachable("").keyword),
        (
            MarketplaceError.answerUnreadable("").description,
            MarketplaceError.answerUnreadable("").keyword
        ),
    ]

    /// Of what was kept.
    package init(keptAs words: String) {
        let failed = Self.beginnings.first { words.hasPrefix($0.0) }
        self =
            [.silent, .unanswered].first { $0.words == words }
            ?? failed.map { .failed(keyword: $0.1, words: words) } ?? .refused(words)
    }
}
