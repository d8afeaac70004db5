import AllianceNames
import MergedView

/// The first page: whether something needs attention, what is new, who reports.
struct OverviewPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func answer(_ overview: ConsoleOverview) -> DeskAnswer {
        let health = overview.health
        let content: HTML = """
            <h1>\(context[.navOverview])</h1>
            \(HealthNotices(context).section(health))
            \(figures(overview))
            <div class="columns">
            \(days(overview))
            \(members(overview))
            </div>
            \(newest(overview.newest))
            """
        return ConsoleLayout(context).page(context[.navOverview], at: .overview, content)
    }

    private func figures(_ overview: ConsoleOverview) -> HTML {
        let health = overview.health
        let today = overview.days.last?.total ?? 0
        let week = overview.days.suffix(7).reduce(0) { $0 + $1.total }
        let upToDate = health.peers.count(where: \.isUpToDate)
        let facts: [(PageText, String)] = [
            (.figureToday, ConsoleWords.grouped(today)),
            (.figureWeek, ConsoleWords.grouped(week)),
            (.figureEntries, ConsoleWords.grouped(health.entriesMerged)),
            (.figurePeers, "\(upToDate) / \(health.peers.count)"),
        ]
        let cells = facts.map { name, figure -> HTML in
            "<div><dt>\(context[name])</dt><dd>\(figure)</dd></div>"
        }
        return """
            <section aria-label="\(context[.figuresLabel])"><dl class="figures">\(HTML.joined(cells))</dl></section>
            """
    }

    private func days(_ overview: ConsoleOverview) -> HTML {
        var table = DataTable(
            "\(context[.daysHeading])", [context[.headDay], context[.headStatements]])
        for day in overview.days.reversed() {
            table.append(["\(DayChart.day(day))", "\(ConsoleWords.grouped(day.total))"])
        }
        return """
            <section><h2>\(context[.daysHeading])</h2>
            \(DayChart(days: overview.days, title: context[.daysHeading]).svg)
            <details><summary>\(context[.asFigures])</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="\(context[.daysHeading])">\(table.html)</div></details></section>
            """
    }

    private func members(_ overview: ConsoleOverview) -> HTML {
        var counts: [MemberID: UInt64] = [:]
        for day in overview.days { counts.merge(day.counts, uniquingKeysWith: &+) }
        let ranked = counts.filter { $0.value > 0 }.sorted {
            ($1.value, $0.key) < ($0.value, $1.key)
        }
        let most = ranked.first?.value ?? 0
        var table = DataTable(
            "\(context[.membersCaption])",
            [context[.headMember], context[.headStatements], context[.headShare]])
        for (member, count) in ranked.prefix(Self.membersShown) {
            table.append([
                ShownValue(context).text(context.name(member)),
                "\(ConsoleWords.grouped(count))", ShareBars.bar(count, of: most),
            ])
        }
        return """
            <section><h2>\(context[.membersHeading])</h2>
            \(table.isEmpty ? "<p>\(context[.nobodyReported])</p>" : table.html)</section>
            """
    }

    private static let membersShown = 8

    private func newest(_ hits: [SearchHit]) -> HTML {
        let body: HTML =
            hits.isEmpty
            ? "<p>\(context[.nobodyReported])</p>"
            : HitTable(context).html(hits, caption: "\(context[.newestCaption])")
        return """
            <section><h2>\(context[.newestHeading])</h2>
            \(body)
            <p class="after"><a href="/console/search?q=">\(context[.allReports])</a></p></section>
            """
    }
}

/// What needs attention, said before all else.
struct HealthNotices {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func section(_ health: ExchangeHealth) -> HTML {
        let notices = self.notices(health)
        guard !notices.isEmpty else {
            return """
                <section class="notice fine" aria-label="\(context[.healthLabel])"><p>\(context[.healthFine])</p></section>
                """
        }
        let items = notices.map { notice -> HTML in "<li>\(notice)</li>" }
        return """
            <section class="notice care"><h2>\(context[.healthHeading])</h2>
            <ul>\(HTML.joined(items))</ul></section>
            """
    }

    private func notices(_ health: ExchangeHealth) -> [HTML] {
        var notices: [HTML] = []
        let value = ShownValue(context)
        func each(_ members: [ExchangeHealth.Standing], _ text: PageText) {
            guard !members.isEmpty else { return }
            let names = members.map { value.text($0.name) }
            notices.append("\(context[text]): \(HTML.joined(names, by: ", "))")
        }
        each(health.peers.filter(\.hasConflictingRecords), .noticeConflict)
        each(health.peers.filter(\.keepsBack), .noticeKeepsBack)
        if !health.contradictedLogs.isEmpty {
            notices.append(
                "\(context[.noticeContradicted]) (\(String(health.contradictedLogs.count)))")
        }
        each(health.peers.filter { $0.isStale }, .noticeStale)
        if health.isExpiring(health.registerExpiresAt) {
            notices.append(
                "\(context[.noticeRegister]) \(ConsoleWords.day(health.registerExpiresAt))")
        }
        if health.isExpiring(health.certificateExpiresAt) {
            notices.append(
                "\(context[.noticeCertificate]) \(ConsoleWords.day(health.certificateExpiresAt))")
        }
        if health.textLag > Self.lagMax {
            notices.append(
                "\(context[.noticeLag]) \(ConsoleWords.grouped(health.textLag))")
        }
        return notices
    }

    /// Entries that wait for the text index as a matter of course.
    private static let lagMax: UInt64 = 10_000
}
