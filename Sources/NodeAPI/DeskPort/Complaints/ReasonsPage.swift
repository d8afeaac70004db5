import Complaints
import DSA
import Statements

/// Why one listing was taken down, as a page to print and to send: what article 17 of Regulation (EU) 2022/2065 asks
/// for. It has no name of a complainant.
struct ReasonsPage {
    private let context: ConsoleContext
    private let detail: ComplaintDetail
    private let words: ComplaintWords

    init(_ context: ConsoleContext, _ detail: ComplaintDetail) {
        self.context = context
        self.detail = detail
        words = ComplaintWords(context.language)
    }

    /// Nil where the listing was never taken down.
    func answer(_ state: CaseState, place: Int) -> DeskAnswer? {
        guard state.listings.indices.contains(place), let ruling = state.listings[place].takedown
        else { return nil }
        let listing = state.listings[place]
        let rows: [(ComplaintText, HTML?)] = [
            (.headListing, ComplaintWords.shown(listing.listing.readableValue)),
            (.reasonsWhat, "\(words[.init(ruling.scope)])"),
            (.reasonsSince, listing.noticeTime.map(ConsoleWords.minute) ?? words.time(ruling.time)),
            (
                .reasonsUntil,
                ruling.restrictedUntil.map(ConsoleWords.day) ?? "\(words[.noEnd])"
            ),
            (.reasonsSource, source(state)),
            (.headRight, ComplaintWords.shown(state.complaint.right.key, max: 80)),
            (.headGround, "\(words[.init(state.complaint.ground)])"),
            (.reasonsMaker, "\(words[ruling.isAutomatic ? .byNobody : .byPerson])"),
            (.reasonsWeighed, weighed(ruling)),
        ]
        let facts = rows.compactMap { name, value -> HTML? in
            value.map { "<div><dt>\(words[name])</dt><dd>\($0)</dd></div>\n" }
        }
        let reasons = ruling.reasons.map { code -> HTML in "<li>\(words.reason(code))</li>" }
        let heading = words[.reasonsHeading]
        return ConsoleLayout(context).page(
            heading, at: .complaints,
            """
            <section class="referral"><h1>\(heading)</h1>
            <dl>
            \(HTML.joined(facts))</dl>
            <h2>\(words[.headReason])</h2><ul class="why">\(HTML.joined(reasons))</ul>
            \(ComplaintWords.prose(ruling.explanation))
            \(database(listing, state))
            <h2>\(words[.reasonsRedress])</h2><p>\(words[.reasonsRedressText])</p>
            <p class="small prose"><code>\(StatementOfReasons.puid(of: ruling.entry, place: place))</code></p></section>
            """)
    }

    private func source(_ state: CaseState) -> HTML {
        let filed: HTML = " \(words.time(state.time))"
        return state.complaint.isFromScreening
            ? "\(words[.sourceScreening])\(filed)" : "\(words[.sourceNotice])\(filed)"
    }

    private func weighed(_ ruling: ListingState.Ruling) -> HTML? {
        guard let score = ruling.score else { return nil }
        let items = score.contributions.map { part -> HTML in
            "<li>\(words.feature(part.feature))</li>"
        }
        return "<ul>\(HTML.joined(items))</ul>"
    }

    /// What the European database is told, where the listing was offered there.
    private func database(_ listing: ListingState, _ state: CaseState) -> HTML {
        guard
            let capture = detail.judgements.first(where: { $0.place == listing.place })?.capture,
            let statement = try? StatementOfReasons(
                of: listing, in: state,
                ReasonsContext(
                    countries: capture.countries, listedAt: capture.capturedAt,
                    right: detail.right))
        else { return "" }
        return """
            <h2>\(words[.reasonsLaw])</h2>
            \(inWords(statement, state))
            <div lang="en"><p>\(ComplaintWords.shown(statement.legalGround))</p><p>\(statement.explanation)</p>
            <p>\(ComplaintWords.shown(statement.facts))</p></div>
            <p class="small">\(words[.reasonsTerritory]) \(statement.territory.joined(separator: ", "))</p>
            """
    }

    /// The same in the page's language, where that is not the one of the database; what else it is told stands above.
    private func inWords(_ statement: StatementOfReasons, _ state: CaseState) -> HTML {
        guard context.language != .english else { return "" }
        let laws = statement.keywords.map { words[.init($0)] }.joined(separator: "; ")
        let roles = Set(state.complaint.evidence.map(\.role)).sorted { $0.name < $1.name }
            .map { words[.init($0)] }
        let evidence: HTML =
            roles.isEmpty
            ? "" : "<p>\(words[.evidence]): \(roles.joined(separator: ", "))</p>"
        return """
            <p>\(laws), \(words[.headRight]) \(ComplaintWords.shown(state.complaint.right.key, max: 80))</p>
            <p>\(words[.init(foundOn: state.complaint.ground)])</p>
            \(evidence)
            <p class="small">\(words[.reasonsAsTold])</p>
            """
    }
}

extension ComplaintText {
    /// The law that a statement of reasons names.
    fileprivate init(_ keyword: DSAKeyword) {
        self =
            switch keyword {
            case .trademark: .lawTrademark
            case .design: .lawDesign
            case .copyright: .lawCopyright
            case .patent: .lawPatent
            }
    }

    /// What is found where a ground is.
    fileprivate init(foundOn ground: Complaint.Ground) {
        self =
            switch ground {
            case .counterfeitFeatures: .foundFeatures
            case .testBuy: .foundTestBuy
            case .modelDoesNotExist: .foundModel
            case .markInListing: .foundMark
            case .design: .foundDesign
            case .copyright: .foundCopyright
            case .patent: .foundPatent
            }
    }
}
