import Complaints
import GS1
import Statements

/// What a seller sees: its own listings, why they are down, and how to answer. It names no member.
struct SellerPage {
    private let language: DeskLanguage
    private let token: String
    private let words: ComplaintWords

    init(_ language: DeskLanguage, token: String) {
        self.language = language
        self.token = token
        words = ComplaintWords(language)
    }

    /// Of letters, digits and what base64 for addresses has beside them.
    static func isToken(_ text: String) -> Bool {
        (1...SellerRoutes.tokenBytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."), UInt8(ascii: "~"):
                    true
                default: false
                }
            }
    }

    /// Of this page, in its language.
    var href: String { href(language) }

    private func href(_ language: DeskLanguage) -> String {
        "\(SellerRoutes.path)?token=\(PercentEncoding.segment(token))&lang=\(language.rawValue)"
    }

    /// For a link that is none, or is over: which of them is nobody's business.
    func ended() -> DeskAnswer {
        page(
            words[.sellerEnded], status: 404,
            "<section><h1>\(words[.sellerEnded])</h1><p>\(words[.sellerEndedText])</p></section>")
    }

    /// - Parameter wrong: what was sent, where something is missing.
    func answer(
        _ found: SellerCase, isSaid: Bool = false, wrong: CounterNoticeForm? = nil
    ) -> DeskAnswer {
        let said: HTML =
            isSaid
            ? "<section class=\"notice fine\" role=\"status\"><h2>\(words[.sellerSaid])</h2><p>\(words[.sellerSaidText])</p></section>"
            : ""
        let missing =
            (wrong?.missing ?? []).map { text -> HTML in "<li>\(words[text])</li>" }
            + (wrong?.items.refused ?? []).map(words.unread)
        let alert: HTML =
            missing.isEmpty
            ? ""
            : "<section class=\"notice care\" role=\"alert\"><h2>\(words[.checkFound])</h2><ul>\(HTML.joined(missing))</ul></section>"
        let answerable = found.listings.filter { $0.stage == .takenDown }
        return page(
            words[.sellerHeading], status: wrong == nil ? 200 : 422,
            """
            \(languages)
            <section><h1>\(words[.sellerHeading])</h1><p>\(words[.sellerLead])</p>
            <dl>
            <div><dt>\(words[.headRight])</dt><dd>\(ComplaintWords.shown(found.right, max: 80))</dd></div>
            <div><dt>\(words[.headGround])</dt><dd>\(words[.init(found.ground)])</dd></div>
            <div><dt>\(words[.linkEnds])</dt><dd>\(ConsoleWords.minute(found.endsAt)) UTC</dd></div></dl></section>
            \(said)\(alert)
            \(HTML.joined(found.listings.prefix(Complaint.listingsMax).map(section)))
            \(answerable.isEmpty ? "<section><p>\(words[.sellerNothing])</p></section>" : form(answerable, wrong))
            """)
    }

    private func page(_ title: String, status: Int, _ content: HTML) -> DeskAnswer {
        PageLayout(language).page(title: title, status: status, content)
            .adding("x-robots-tag", "noindex, nofollow")
    }

    private var languages: HTML {
        let ways = DeskLanguage.allCases.map { other -> HTML in
            other == language
                ? "<span lang=\"\(other.tag)\" aria-current=\"true\">\(other.catalogue.ownName)</span>"
                : "<a href=\"\(href(other))\" lang=\"\(other.tag)\" rel=\"nofollow\">\(other.catalogue.ownName)</a>"
        }
        return
            "<nav aria-label=\"\(PageText.languageLabel(language))\"><p>\(HTML.joined(ways, by: " · "))</p></nav>"
    }

    /// One listing with the reasons that stand in its decision.
    private func section(_ listing: ListingState) -> HTML {
        guard let ruling = listing.takedown else { return "" }
        let reasons = ruling.reasons.map { code -> HTML in "<li>\(words.reason(code))</li>" }
        let weighed = (ruling.score?.contributions ?? []).filter { $0.logOddsThousandths > 0 }.map {
            part -> HTML in "<li>\(words.feature(part.feature))</li>"
        }
        let facts: HTML =
            weighed.isEmpty
            ? ""
            : "<h3>\(words[.reasonsWeighed])</h3><ul>\(HTML.joined(weighed))</ul>"
        return """
            <section><h2>\(ComplaintWords.shown(listing.listing.readableValue, max: 200))</h2>
            <p>\(words.badge(listing.stage)) \(words[.init(ruling.scope)]) · \(words.time(ruling.time)) · \(words[ruling.isAutomatic ? .byNobody : .byPerson])</p>
            <ul>\(HTML.joined(reasons))</ul>\(ComplaintWords.prose(ruling.explanation))\(facts)</section>

            """
    }

    private func form(_ listings: [ListingState], _ wrong: CounterNoticeForm?) -> HTML {
        let fields = ComplaintFields(words)
        let boxes = listings.prefix(Complaint.listingsMax).map { listing in
            fields.box(
                "p\(listing.place)", "yes",
                ComplaintWords.shown(listing.listing.readableValue, max: 96),
                isTicked: wrong?.places.contains(listing.place) ?? true)
        }
        let reasons = CounterNotice.Reason.allCases.map { reason in
            fields.choice(
                "reason-\(reason.name)", name: "reason", reason.name, "\(words[.init(reason)])",
                isChosen: wrong?.reason == reason, more: "required")
        }
        return """
            <form action="\(SellerRoutes.path)" method="post">
            <input type="hidden" name="token" value="\(token)"><input type="hidden" name="lang" value="\(language.rawValue)">
            <h2>\(words[.sellerAnswer])</h2>
            <fieldset><legend>\(words[.headListings])</legend>\(HTML.joined(boxes))</fieldset>
            <fieldset><legend>\(words[.headWhy])</legend>\(HTML.joined(reasons))</fieldset>
            <label class="after" for="text">\(words[.sellerText])</label>
            <textarea id="text" name="text" rows="6" maxlength="1200" required aria-describedby="text-hint">
            \(wrong?.text ?? "")</textarea>
            <p class="small" id="text-hint">\(words[.sellerTextHint])</p>
            \(fields.area("items", .sellerItems, wrong?.itemsText ?? "", rows: 3, more: "autocapitalize=\"none\" spellcheck=\"false\"", hint: .sellerItemsHint))
            \(fields.box("goodfaith", "yes", "\(words[.sellerDeclaration])", more: "required"))
            <p class="small">\(words[.sellerPrivacy])</p>
            <button type="submit">\(words[.sellerButton])</button></form>
            """
    }
}
