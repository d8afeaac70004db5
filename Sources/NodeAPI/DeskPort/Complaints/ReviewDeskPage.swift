import AllianceNames
import Complaints
import Statements
import TransparencyLog

/// The reviewer's desk for one complaint: what waits, put together by seller or otherwise, with what is known beside
/// each listing and one form to decide a group of them. A listing that is unticked stays where it is.
struct ReviewDeskPage {
    private let context: ConsoleContext
    private let detail: ComplaintDetail
    private let state: CaseState
    private let words: ComplaintWords
    private let judgements: [Int: ListingJudgement]
    private let decider: String

    /// - Parameter decider: the name under which who looks decides.
    init(
        _ context: ConsoleContext, _ detail: ComplaintDetail, _ state: CaseState,
        decider: String
    ) {
        self.context = context
        self.detail = detail
        self.state = state
        self.decider = decider
        words = ComplaintWords(context.language)
        judgements = Dictionary(
            detail.judgements.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The form of a group, by its first listing: which groups there are changes as others decide.
    static func deciding(_ place: Int) -> String { "g\(place)" }

    /// - Parameters:
    ///   - isDone: something was decided just now.
    ///   - refused: what is not decided, and why.
    func answer(
        by grouping: ReviewGrouping, isDone: Bool, _ refused: RefusedForm? = nil
    ) -> DeskAnswer {
        let groups = ReviewGroup.groups(of: state, judgements, by: grouping)
        let done: HTML =
            isDone
            ? "<section class=\"notice fine\" role=\"status\"><p>\(words[.reviewDone])</p></section>"
            : ""
        let sections = groups.map { section($0, grouping, refused) }
        let isOffered = groups.contains { group in
            refused?.isOf(Self.deciding(group.places[0])) ?? true
        }
        let found: HTML =
            groups.isEmpty
            ? "<section><p>\(words[.reviewNothingHere])</p></section>" : HTML.joined(sections)
        let title = "\(words[.reviewThis]) \(detail.id.origin.channel.rawValue) #\(detail.id.index)"
        return ConsoleLayout(context).page(
            title, at: .review, status: refused?.status ?? 200,
            """
            <h1>\(title)</h1>
            \(refused?.notice(context, lost: isOffered ? nil : "explanation") ?? "")
            <p class="ways"><a accesskey="q" href="\(ConsoleRoutes.reviewPath)">\(words[.reviewHeading])</a> ·
            <a href="\(ComplaintLink.href(detail.id))">\(words[.complaint])</a></p>
            \(done)\(about)\(groupings(grouping))
            \(found)
            """)
    }

    /// What all of it rests on.
    private var about: HTML {
        let right: HTML =
            detail.right.map { ShownValue(context).flagged($0.title, max: 120) }
            ?? "\(words[.checkRightUnknown])"
        let files = state.evidence.map { file -> HTML in
            let name = file.title.isEmpty ? words[.init(file.role)] : file.title
            return detail.held.contains(file.digest)
                ? "<li>\(words[.init(file.role)]): <a href=\"\(ComplaintLink.href(detail.id, at: ConsoleRoutes.complaintFilePath))&amp;sha256=\(file.digest.hex)\" download>\(ComplaintWords.shown(name, max: 80))</a></li>"
                : "<li>\(words[.init(file.role)]): \(ComplaintWords.shown(name, max: 80)) <span class=\"flag\">\(words[.fileNotHere])</span></li>"
        }
        return """
            <section><dl class="facts">
            <div><dt>\(words[.headComplainant])</dt><dd>\(ComplaintPartyName(context, words).html(state.complainant))</dd></div>
            <div><dt>\(words[.headRight])</dt><dd>\(right)<br>\(ComplaintWords.shown(state.complaint.right.key, max: 80))</dd></div>
            <div><dt>\(words[.headGround])</dt><dd>\(words[.init(state.complaint.ground)])</dd></div>
            <div><dt>\(words[.headFiled])</dt><dd>\(words.time(state.time))</dd></div></dl>
            \(ComplaintWords.prose(state.complaint.explanation))
            <h2>\(words[.evidence])</h2><ul class="names">\(HTML.joined(files))</ul>
            \(AskedItemList(context, words).html(state.askedItems(detail.itemAnswers)))</section>
            """
    }

    private func groupings(_ chosen: ReviewGrouping) -> HTML {
        let ways = ReviewGrouping.allCases.map { grouping -> HTML in
            let label: ComplaintText =
                switch grouping {
                case .seller: .groupSeller
                case .marketplace: .groupMarketplace
                case .reason: .groupReason
                case .all: .groupAll
                }
            let current: HTML = grouping == chosen ? " aria-current=\"true\"" : ""
            return
                "<a href=\"\(ComplaintLink.href(detail.id, at: ConsoleRoutes.reviewPath))&amp;by=\(grouping.rawValue)\"\(current)>\(words[label])</a>"
        }
        return
            "<nav class=\"ways\" aria-label=\"\(words[.groupLabel])\">\(words[.groupLabel]): \(HTML.joined(ways, by: " · "))</nav>"
    }

    // MARK: A group

    private func section(
        _ group: ReviewGroup, _ grouping: ReviewGrouping, _ refused: RefusedForm?
    ) -> HTML {
        let number = group.places[0]
        let name = Self.deciding(number)
        let isRefused = refused?.isOf(name) == true
        func typed(_ field: String) -> String? { refused?.typed(field, in: name) }
        let barred = barredPlaces(of: group)
        let free = group.places.filter { !barred.contains($0) }
        let blocked: HTML =
            barred.isEmpty
            ? ""
            : "<p class=\"notice care\">\(words[.refusalSamePerson]) \(words[.listing]) \(ComplaintWords.places(barred.sorted()))</p>"
        let listings = group.places.map { place in
            row(
                place, isFree: free.contains(place),
                isTicked: !isRefused || typed("p\(place)") == "yes")
        }
        let content: HTML = """
            \(heading(group))\(objection(group))\(blocked)
            <ul class="waiting">
            \(HTML.joined(listings))</ul>
            """
        guard !free.isEmpty else { return "<section>\(content)</section>\n" }
        let note: HTML = group.kind == .sample ? "<p>\(words[.sampleNote])</p>" : ""
        let answers = group.objection?.description ?? ""
        return """
            <section><form class="add" action="\(ConsoleRoutes.decidePath)" method="post">\(context.tokenField)\(ComplaintLink.fields(detail.id))
            <input type="hidden" name="answers" value="\(answers)"><input type="hidden" name="by" value="\(grouping.rawValue)"><input type="hidden" name="group" value="\(String(number))">
            \(content)\(note)
            \(VerdictFields(words, number: number, of: group.kind, typed: typed).html)</form></section>

            """
    }

    /// Who has decided a listing does not decide the objection to it.
    private func barredPlaces(of group: ReviewGroup) -> Set<Int> {
        guard group.kind == .objection else { return [] }
        return Set(group.places.filter { state.listings[$0].deciders.contains(decider) })
    }

    private func heading(_ group: ReviewGroup) -> HTML {
        var parts: [HTML] = ["\(words[.init(group.kind)])"]
        if let seller = group.seller {
            parts.append("\(words[.headSeller]) \(ShownValue(context).identifier(seller, max: 80))")
        }
        if let marketplace = group.marketplace {
            parts.append(ComplaintWords.shown(marketplace, max: 63))
        }
        if let reason = group.reason { parts.append("\(words[.init(reason)])") }
        parts.append("\(words[.headListings]): \(String(group.places.count))")
        return "<h2>\(HTML.joined(parts, by: " · "))</h2>"
    }

    private func objection(_ group: ReviewGroup) -> HTML {
        guard let entry = group.objection else { return "" }
        let first = state.listings[group.places[0]].firstRuling
        let decided: HTML =
            first.map {
                "<div><h3>\(words[.decidedBefore])</h3>\(RulingWords(words).html($0))</div>"
            }
            ?? ""
        return """
            <div class="weighed"><div><h3>\(words[.objection])</h3>\(ObjectionText(words).html(detail.said[entry]))</div>\(decided)</div>
            """
    }

    // MARK: A listing

    private func row(_ place: Int, isFree: Bool, isTicked: Bool) -> HTML {
        let ticked: HTML = isTicked ? " checked" : ""
        let listing = state.listings[place]
        let judgement = judgements[place]
        let name: HTML =
            "<strong>\(String(place + 1))</strong> \(ShownValue(context).link(listing.listing)) \(words.badge(listing.stage))"
        let head: HTML =
            isFree
            ? "<label class=\"tick\" for=\"p\(String(place))\"><input class=\"box\" id=\"p\(String(place))\" type=\"checkbox\" name=\"p\(String(place))\" value=\"yes\"\(ticked)> \(words[.listing]) \(String(place + 1))</label>"
            : ""
        let weighed: HTML =
            judgement.map { judgement -> HTML in
                judgement.contributions.isEmpty
                    ? "<p class=\"small\">\(words[.reviewNotScored])</p>"
                    : "<details><summary>\(words[.score]) \(ComplaintWords.logOdds(judgement.logOddsThousandths))<span class=\"unseen\"> \(words[.listing]) \(String(place + 1))</span></summary>\(ScoreTable(words).html(judgement))</details>"
            } ?? ""
        let why: HTML =
            judgement?.review.map { "<p class=\"small\">\(words[.init($0)])</p>" } ?? ""
        return """
            <li>\(head)<p>\(name)</p>
            <div class="beside"><div>\(CaptureFacts(context, words).html(judgement?.capture))</div>
            <div>\(why)\(weighed)</div></div></li>

            """
    }
}

/// A listing as the marketplace showed it when the complaint was made.
struct CaptureFacts {
    private let context: ConsoleContext
    private let words: ComplaintWords

    init(_ context: ConsoleContext, _ words: ComplaintWords) {
        self.context = context
        self.words = words
    }

    func html(_ capture: ListingCapture?) -> HTML {
        guard let capture else { return "<p class=\"small\">\(words[.captureNone])</p>" }
        let value = ShownValue(context)
        let price: HTML =
            capture.priceMinorUnits.map {
                "\(ComplaintWords.money($0, ShownValue.plain(capture.currency ?? "", max: 3)))"
            } ?? "–"
        let seller = capture.seller.map { value.link($0) } ?? "–"
        let images = capture.images.prefix(Self.imagesMax).map { digest -> HTML in
            "<li><code class=\"small\">\(digest.hex)</code></li>"
        }
        let pictures: HTML =
            images.isEmpty
            ? ""
            : "<details><summary>\(words[.images]): \(String(capture.images.count))</summary><ul>\(HTML.joined(images))</ul></details>"
        return """
            <p>\(value.flagged(capture.title, max: 240))</p>
            <p class="small">\(words[.price]) \(price) · \(words[.headSeller]) \(seller) · \(words[.offeredIn]) \(ComplaintWords.shown(capture.countries.joined(separator: ", "), max: 80)) · \(words[.capturedAt]) \(ConsoleWords.minute(capture.capturedAt))</p>
            \(pictures)
            """
    }

    private static let imagesMax = 24
}
