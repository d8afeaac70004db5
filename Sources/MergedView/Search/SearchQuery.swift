package import AllianceNames
package import Statements
package import TransparencyLog

/// What somebody looks for among the indicators of the channels that they read.
///
/// Filters narrow: a hit has one statement that passes all of them. A field left empty filters
/// nothing.
package struct SearchQuery: Equatable, Sendable {
    package enum Term: Equatable, Sendable {
        /// An identifier in any spelling that one of the types takes.
        case exact(String)
        /// The beginning of an identifier.
        case prefix(String)
        /// Words, in any script, of the identifier, the marks, the marketplace and the notes; a name
        /// of three letters and more is also found inside a longer one.
        case words(String)
        /// Exact hits first, then words.
        case anything(String)

        package var text: String {
            switch self {
            case .exact(let text), .prefix(let text), .words(let text), .anything(let text): text
            }
        }
    }

    /// Words of the term, split at white space, that are a name with other names: each of those will do as well.
    package struct NamedRun: Equatable, Sendable {
        package static let namesMax = 64

        package let words: Range<Int>
        package let names: [String]

        package init(words: Range<Int>, names: [String]) {
            self.words = words
            self.names = Array(names.prefix(Self.namesMax))
        }
    }

    /// The channels that are searched: those that the asker reads, or some of them.
    package var channels: Set<ChannelID>
    package var term: Term?
    /// In their order, none over another. What is looked for exactly, or by its beginning, has none.
    package var namedRuns: [NamedRun] = []
    package var types: Set<IndicatorType> = []
    package var marketplaces: Set<String> = []
    package var marks: Set<String> = []
    /// Who says it.
    package var members: Set<MemberID> = []
    /// When it was said (`issuedAt`), ms since 1970.
    package var issued: ClosedRange<UInt64>?
    /// Empty: all but `withdrawn`, `outOfScope` and `unreported`.
    package var statuses: Set<IndicatorStatus> = []
    /// Only what is witnessed, or only what is not yet.
    package var confirmation: Confirmation?
    /// Of the reports that count, the highest: in one of these ranges.
    package var confidence: [ClosedRange<Int>] = []
    /// The strictest marking of the reports that count.
    package var markings: Set<TLP> = []
    /// Statements looked at for a page, so that a filter that few pass costs no more than this.
    package var documentsMax = SearchPage.documentsMax
    /// Identifiers passed for a page by their beginning, so that a type that few have costs no more than this.
    package var identifiersMax = SearchPage.identifiersMax
    /// Hits on a page.
    package var pageSize: Int
    /// Where the page before ended.
    package var cursor: SearchCursor?

    /// The identifiers that `text` can be, in the order of the types; `types` empty: of all.
    package static func readings(of text: String, types: Set<IndicatorType>) -> [Indicator] {
        Search.readings(of: text, types: types)
    }

    package static let pageSizeMax = 1_000
    package static let textBytesMax = 1_024

    package init(channels: Set<ChannelID>, term: Term? = nil, pageSize: Int = 50) {
        self.channels = channels
        self.term = term
        self.pageSize = pageSize
    }

    /// The words of the term, where it is one of words.
    package var words: [Substring] {
        switch term {
        case .words(let text), .anything(let text): text.split(whereSeparator: \.isWhitespace)
        case .exact, .prefix, nil: []
        }
    }

    func checkLength() throws(MergedViewError) {
        let textBytes = term?.text.utf8.count ?? 0
        guard textBytes <= SearchQuery.textBytesMax else {
            throw .queryTooLong(bytes: textBytes, max: SearchQuery.textBytesMax)
        }
    }
}

/// Where a page ended; opaque to who asks.
package struct SearchCursor: Hashable, Sendable, CustomStringConvertible {
    package enum Place: Hashable, Sendable {
        /// After this key, in the order of values.
        case key([UInt8])
        /// The same of a key that has this digest: one that is longer.
        case digest(Digest)
        /// Below this position of the free-text index.
        case position(UInt64)
    }

    package var place: Place

    package init(_ place: Place) { self.place = place }

    /// After an indicator that who asks is shown: in an address, a cursor is short however long that is. What is not shown
    /// is told by no cursor, not by a digest either, which could be tried out.
    init(after indicator: Indicator) {
        let key = indicator.keyBytes
        place = key.count <= Self.keyBytesMax ? .key(key) : .digest(Digest.sha256(key))
    }

    /// - Throws: `MergedViewError.cursorUnreadable`.
    package init(parsing text: some StringProtocol) throws(MergedViewError) {
        let unreadable = MergedViewError.cursorUnreadable(found: String(text.prefix(80)))
        let digits = text.dropFirst()
        switch text.first {
        case "p":
            guard let position = UInt64(digits), "p\(position)" == text else { throw unreadable }
            place = .position(position)
        case "k":
            guard let key = Hex.decode(digits), (1...SearchCursor.keyBytesMax).contains(key.count)
            else { throw unreadable }
            place = .key(key)
        case "d":
            guard let digest = Digest(hex: digits) else { throw unreadable }
            place = .digest(digest)
        default: throw unreadable
        }
    }

    /// Longer keys are told by their digest, which is no longer than this.
    private static let keyBytesMax = Digest.byteCount
    /// Of its text.
    package static let charactersMax = 1 + 2 * keyBytesMax

    package var description: String {
        switch place {
        case .position(let position): "p\(position)"
        case .digest(let digest): "d" + digest.hex
        case .key(let bytes): "k" + Hex.encode(bytes)
        }
    }
}
