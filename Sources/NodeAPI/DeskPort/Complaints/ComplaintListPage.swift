import AllianceNames
import Complaints
import Statements

/// Complaints, narrowed and by page: where each stands, and what waits for whom.
struct ComplaintListPage {
    let context: ConsoleContext
    private let query: ComplaintListQuery
    private let complaints: any DeskComplaints
    private let words: ComplaintWords

    init(
        _ context: ConsoleContext, _ query: ComplaintListQuery, _ complaints: any DeskComplaints
    ) {
        self.context = context
        self.query = query
        self.complaints = complaints
        words = ComplaintWords(context.language)
    }

    func answer(_ page: ComplaintPage, now: UInt64) -> DeskAnswer {
        let found: HTML =
            page.complaints.isEmpty
            ? "<section><p>\(words[.listNone])</p></section>"
            : "<section>\(atAGlance(page.complaints))\(table(page.complaints, now))\(paging(page.next))</section>"
        return ConsoleLayout(context).page(
            words[.listHeading], at: .complaints,
            """
            <h1>\(words[.listHeading])</h1>
            <p class="lead">\(words[.listLead])</p>
            \(ways)
            \(filters)
            \(found)
            """)
    }

    /// Where else one can go from here.
    private var ways: HTML {
        var ways: [HTML] = []
        if context.maySpeak {
            ways.append("<a href=\"\(ConsoleRoutes.newComplaintPath)\">\(words[.newHeading])</a>")
        }
        if context.maySpeak {
            ways.append("<a href=\"\(BulkFiling.path)\">\(words[.bulkHeading])</a>")
        }
        if complaints.isPlatform, context.maySpeak {
            ways.append("<a href=\"\(ConsoleRoutes.reviewPath)\">\(words[.reviewHeading])</a>")
        }
        if !complaints.isPlatform {
            var waiting = ComplaintListQuery()
            waiting.standing = .mine
            ways.append("<a href=\"\(waiting.href())\">\(words[.listWaitsForMe])</a>")
        }
        ways.append("<a href=\"\(ConsoleRoutes.figuresPath)\">\(words[.figuresHeading])</a>")
        return "<p class=\"ways\">\(HTML.joined(ways, by: " · "))</p>"
    }

    private var filters: HTML {
        let fields = ComplaintFields(words)
        let standings: [(ComplaintListQuery.Standing, ComplaintText)] = [
            (.any, .filterAll), (.open, .filterOpen), (.closed, .filterClosed),
            (.mine, .filterMine),
        ]
        let chosen = standings.map { standing, label in
            fields.option(standing.rawValue, words[label], standing == query.standing)
        }
        let stages =
            [fields.option("", words[.filterAll])]
            + ListingStage.allCases.map {
                fields.option($0.rawValue, words[.init($0)], $0 == query.stage)
            }
        let grounds =
            [fields.option("", words[.filterAll])]
            + Complaint.Ground.allCases.map {
                fields.option($0.name, words[.init($0)], $0 == query.ground)
            }
        return """
            <form class="filters" action="\(ComplaintListQuery.path)" method="get" aria-label="\(words[.filterLabel])">
            \(fields.select("open", .filterStanding, chosen))
            \(fields.select("stage", .headStage, stages))
            \(fields.select("ground", .headGround, grounds))
            \(fields.input("marketplace", .headMarketplace, query.marketplace ?? "", more: "maxlength=\"63\""))
            \(fields.day("from", .filterFrom, query.from ?? ""))
            \(fields.day("to", .filterTo, query.to ?? ""))
            <button type="submit">\(words[.filterButton])</button></form>
            """
    }

    /// Of the listings on this page, how many stand where.
    private func atAGlance(_ complaints: [ComplaintSummary]) -> HTML {
        var stages: [ListingStage: Int] = [:]
        for complaint in complaints { stages.merge(complaint.stages, uniquingKeysWith: +) }
        let shares = ListingStage.allCases.compactMap { stage -> HTML? in
            guard let count = stages[stage], count > 0 else { return nil }
            return
                "<li>\(words.badge(stage)) <span class=\"figure\">\(ConsoleWords.grouped(count))</span></li>"
        }
        return """
            <h2>\(words[.listGlance])</h2>\(StageBar(stages: stages, words: words).svg)
            <ul class="names">\(HTML.joined(shares))</ul>
            """
    }

    private func table(_ complaints: [ComplaintSummary], _ now: UInt64) -> HTML {
        var table = DataTable(
            "\(words[.listCaption])",
            [
                words[.headComplaint], words[.headComplainant], words[.headRight],
                words[.headGround], words[.headFiled], words[.headListings], words[.headStage],
                words[.headDue],
            ])
        for complaint in complaints { table.append(row(complaint, now)) }
        return
            "<div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(words[.listCaption])\">\(table.html)</div>"
    }

    private func row(_ complaint: ComplaintSummary, _ now: UInt64) -> [HTML] {
        let name = ComplaintPartyName(context, words)
        let due: HTML =
            complaint.due.map {
                "\(ConsoleWords.minute($0))<br>\(words.remaining(until: $0, now: now))"
            }
            ?? "–"
        let behalf: HTML =
            complaint.onBehalfOf.map {
                "<br>\(words[.onBehalfOf]) \(ComplaintWords.shown($0, max: 60))"
            }
            ?? ""
        let mended: HTML =
            complaint.mendedBy.map {
                "<br><a href=\"\(ComplaintLink.href($0))\">\(words[.mendedBy])</a>"
            } ?? ""
        return [
            "<a href=\"\(ComplaintLink.href(complaint.id))\">\(complaint.id.origin.channel.rawValue) #\(String(complaint.id.index))</a>\(mended)",
            "\(name.html(complaint.complainant))\(behalf)",
            ComplaintWords.shown(complaint.right, max: 60), "\(words[.init(complaint.ground)])",
            words.time(complaint.filedAt), "\(String(complaint.listings))",
            standing(complaint), due,
        ]
    }

    private func standing(_ complaint: ComplaintSummary) -> HTML {
        if let refusal = complaint.refusal {
            return "\(words[.countsForNothing]): \(words.refusal(refusal))"
        }
        let stages = ListingStage.allCases.compactMap { stage -> HTML? in
            guard let count = complaint.stages[stage], count > 0 else { return nil }
            return "\(words.badge(stage)) \(String(count))"
        }
        return HTML.joined(stages, by: "<br>")
    }

    private func paging(_ next: ComplaintCursor?) -> HTML {
        guard next != nil || query.after != nil else { return "" }
        let first: HTML =
            query.after == nil ? "" : "<a href=\"\(query.href())\">\(context[.pageFirst])</a>"
        let on: HTML =
            next.map {
                "<a rel=\"next\" href=\"\(query.href(after: $0))\">\(context[.pageNext])</a>"
            }
            ?? ""
        return
            "<nav class=\"paging\" aria-label=\"\(context[.pagingLabel])\">\(first)\(on)</nav>"
    }
}

/// Who complains, by the name that members have.
struct ComplaintPartyName {
    private let context: ConsoleContext
    private let words: ComplaintWords

    init(_ context: ConsoleContext, _ words: ComplaintWords) {
        self.context = context
        self.words = words
    }

    func html(_ complainant: Complainant) -> HTML {
        switch complainant {
        case .member(let member): ComplaintWords.shown(context.name(member), max: 80)
        case .hosted(let account, _):
            "\(words[.partyAccount]) \(ComplaintWords.shown(account, max: 80))"
        case .screening: "\(words[.partyScreening])"
        }
    }
}
