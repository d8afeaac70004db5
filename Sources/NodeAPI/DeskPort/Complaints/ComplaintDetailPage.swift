import AllianceNames
import Complaints
import Statements
import TransparencyLog

/// One complaint: who asks for what, where each listing stands and why, by when what is to be done, and what may be
/// said now.
struct ComplaintDetailPage {
    /// Listings on one page.
    static let listingsShown = 50

    let context: ConsoleContext
    let detail: ComplaintDetail
    let complaints: any DeskComplaints
    let words: ComplaintWords
    let now: UInt64

    init(_ context: ConsoleContext, _ detail: ComplaintDetail, _ complaints: any DeskComplaints) {
        self.context = context
        self.detail = detail
        self.complaints = complaints
        words = ComplaintWords(context.language)
        now = complaints.now()
    }

    /// - Parameters:
    ///   - from: the place of the first listing that is shown.
    ///   - link: one for a seller that was made just now.
    ///   - refused: what is not said, and why.
    func answer(
        from: Int = 0, link: SellerLink? = nil, refused: RefusedForm? = nil
    ) -> DeskAnswer {
        let title =
            "\(words[.complaint]) \(detail.id.origin.channel.rawValue) #\(detail.id.index)"
        guard let state = detail.reading.state else {
            return page(title, "<section><p>\(unread)</p></section>")
        }
        let first = min(max(0, from), max(0, state.listings.count - 1))
        let shown = state.listings[first..<min(first + Self.listingsShown, state.listings.count)]
        let actions = ComplaintActions(context, state, complaints, words, now: now, refused)
        let isOffered = actions.forms.contains { refused?.isOf($0.name) ?? true }
        return page(
            title, status: refused?.status ?? 200,
            """
            \(refused?.notice(context, lost: isOffered ? nil : "text") ?? "")
            \(made(link))
            \(facts(state))
            \(ComplaintDeadlines(words).section(detail.deadlines, now: now))
            <section id="listings"><h2>\(words[.headListings])</h2>
            \(StageBar(stages: counts(state), words: words).svg)
            \(ComplaintListings(context, detail, state, words).html(Array(shown)))
            \(paging(state, first))</section>
            \(files(state))
            \(goods(state))
            \(ComplaintTimeline(words, state).section)
            \(self.refused(state))
            \(actions.html)
            \(notices(state))
            """)
    }

    private func page(_ title: String, status: Int = 200, _ content: HTML) -> DeskAnswer {
        ConsoleLayout(context).page(
            title, at: .complaints, status: status,
            """
            <h1>\(title)</h1>
            <p class="ways"><a href="\(ComplaintListQuery.path)">\(words[.listHeading])</a>\(review)</p>
            \(content)
            """)
    }

    private var review: HTML {
        guard complaints.isPlatform, context.maySpeak else { return "" }
        return
            " · <a accesskey=\"d\" href=\"\(ComplaintLink.href(detail.id, at: ConsoleRoutes.reviewPath))\">\(words[.reviewThis])</a>"
    }

    private var unread: HTML {
        if case .refused(let refusal) = detail.reading {
            return "\(words[.countsForNothing]): \(words.refusal(refusal))"
        }
        return "\(words[.notArrived])"
    }

    private func made(_ link: SellerLink?) -> HTML {
        guard let link else { return "" }
        return """
            <section class="notice fine" role="status"><h2>\(words[.linkMade])</h2>
            <p><code class="value">\(link.path)</code></p>
            <p class="small">\(words[.linkEnds]) \(ConsoleWords.minute(link.endsAt))</p></section>
            """
    }

    private func counts(_ state: CaseState) -> [ListingStage: Int] {
        state.listings.reduce(into: [:]) { $0[$1.stage, default: 0] += 1 }
    }

    // MARK: What it says

    private func facts(_ state: CaseState) -> HTML {
        let said = state.complaint
        let right: HTML =
            detail.right.map {
                "\(ShownValue(context).flagged($0.title, max: 120)) · \(MarkText($0.kind)(context.language))<br>"
            } ?? "<strong>\(words[.checkRightUnknown])</strong><br>"
        var rows: [(ComplaintText, HTML?)] = [
            (.headComplainant, ComplaintPartyName(context, words).html(state.complainant)),
            (.onBehalfOf, said.onBehalfOf.map { ComplaintWords.shown($0, max: 120) }),
            (.headRight, "\(right)\(ComplaintWords.shown(said.right.key, max: 80))"),
            (.headGround, "\(words[.init(said.ground)])"),
            (.headFiled, words.time(state.time)),
            (.declaredBy, ComplaintWords.shown(said.declaredBy, max: 120)),
        ]
        rows.append((.mends, said.mends.map { link($0) }))
        rows.append((.mendedBy, state.mendedBy.map { link($0) }))
        rows.append((.closedAt, state.closedAt.map { words.time($0) }))
        let shown = rows.compactMap { name, value -> HTML? in
            value.map { "<div><dt>\(words[name])</dt><dd>\($0)</dd></div>\n" }
        }
        let why: HTML =
            said.explanation.isEmpty
            ? "" : "<h2>\(words[.explanation])</h2>\(ComplaintWords.prose(said.explanation))"
        return """
            <section><dl class="facts">
            \(HTML.joined(shown))</dl>\(why)
            <details><summary>\(words[.goodFaith])</summary>\(ComplaintWords.prose(said.goodFaithStatement))</details></section>
            """
    }

    private func link(_ id: EntryReference) -> HTML {
        "<a href=\"\(ComplaintLink.href(id))\">\(id.origin.channel.rawValue) #\(String(id.index))</a>"
    }

    private func paging(_ state: CaseState, _ first: Int) -> HTML {
        guard state.listings.count > Self.listingsShown else { return "" }
        let starts = stride(from: 0, to: state.listings.count, by: Self.listingsShown)
        let pages = starts.map { start -> HTML in
            let range = "\(start + 1)–\(min(start + Self.listingsShown, state.listings.count))"
            return start == first
                ? "<span aria-current=\"page\">\(range)</span>"
                : "<a href=\"\(ComplaintLink.href(detail.id))&amp;from=\(String(start))#listings\">\(range)</a>"
        }
        return
            "<nav class=\"paging\" aria-label=\"\(context[.pagingLabel])\">\(HTML.joined(pages))</nav>"
    }

    // MARK: Files

    /// For download only: nothing of them is shown where it would run.
    private func files(_ state: CaseState) -> HTML {
        guard !state.evidence.isEmpty else { return "" }
        let items = state.evidence.map { file -> HTML in
            let name = ComplaintWords.shown(
                file.title.isEmpty ? file.digest.hex : file.title, max: 120)
            let way: HTML =
                detail.held.contains(file.digest)
                ? "<a href=\"\(ComplaintLink.href(detail.id, at: ConsoleRoutes.complaintFilePath))&amp;sha256=\(file.digest.hex)\" download>\(name)</a>"
                : "\(name) <span class=\"flag\">\(words[.fileNotHere])</span>"
            return """
                <li>\(words[.init(file.role)]): \(way) · \(file.mediaType) · \(ConsoleWords.grouped(file.byteCount)) B
                <br><code class="small">SHA-256 \(file.digest.hex)</code></li>

                """
        }
        return """
            <section><h2>\(words[.evidence])</h2><ul class="items">\(HTML.joined(items))</ul></section>
            """
    }

    private func goods(_ state: CaseState) -> HTML {
        // What its owners said only the platform's people see.
        let items = state.askedItems(context.maySpeak ? detail.itemAnswers : [])
        return items.isEmpty
            ? "" : "<section>\(AskedItemList(context, words).html(items))</section>"
    }

    // MARK: What changed nothing

    private func refused(_ state: CaseState) -> HTML {
        guard !state.refused.isEmpty else { return "" }
        let items = state.refused.prefix(Self.refusedShown).map { refused -> HTML in
            let place: HTML =
                refused.place.map { " · \(words[.listing]) \(String($0 + 1))" } ?? ""
            let said: HTML =
                detail.said[refused.entry].map { "<code>\($0.kind.description)</code> · " } ?? ""
            return
                "<li>\(said)<code class=\"small\">\(refused.entry.description)</code>\(place): \(words.refusal(refused.refusal))</li>"
        }
        let more = state.refusedCount - items.count
        let rest: HTML = more > 0 ? "<p class=\"small\">+\(ConsoleWords.grouped(more))</p>" : ""
        return """
            <section><h2>\(words[.refusedHeading])</h2><p class="small">\(words[.refusedLead])</p>
            <ul class="items">\(HTML.joined(items))</ul>\(rest)</section>
            """
    }

    private static let refusedShown = 50

    // MARK: Texts to send

    private func notices(_ state: CaseState) -> HTML {
        guard complaints.isPlatform, context.maySpeak else { return "" }
        var notices: [HTML] = []
        for language in DeskLanguage.allCases {
            let texts = ComplaintNoticeText(language)
            for reader in ComplaintNoticeText.Reader.allCases {
                guard let notice = texts.notice(to: reader, of: state) else { continue }
                let label =
                    "\(words[reader == .seller ? .noticeToSeller : .noticeToComplainant]) · \(language.catalogue.ownName)"
                notices.append(
                    """
                    <details><summary>\(label)</summary>
                    <p lang="\(language.tag)"><strong>\(notice.subject)</strong></p>
                    <textarea readonly rows="12" lang="\(language.tag)" aria-label="\(label)">
                    \(notice.body)</textarea></details>

                    """)
            }
        }
        guard !notices.isEmpty else { return "" }
        return "<section><h2>\(words[.noticesHeading])</h2>\(HTML.joined(notices))</section>"
    }
}
