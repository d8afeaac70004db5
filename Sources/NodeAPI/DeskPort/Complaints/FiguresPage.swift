import AllianceNames
import Complaints
import Statements

/// The figures of complaints as pictures and as tables: how fast, how many down, how often wrong, what came of it.
struct FiguresPage {
    /// Marketplaces, channels and causes in one table.
    static let rowsMax = 60

    private let context: ConsoleContext
    private let query: FiguresQuery
    private let channels: [ChannelID]
    private let words: ComplaintWords

    init(_ context: ConsoleContext, _ query: FiguresQuery, channels: [ChannelID]) {
        self.context = context
        self.query = query
        self.channels = channels
        words = ComplaintWords(context.language)
    }

    func answer(_ figures: [FigureKey: ComplaintFigures]) -> DeskAnswer {
        let all = figures[.all] ?? sum(figures)
        let grounds = rows(figures, \.ground) { (ground: Complaint.Ground) in
            words[.init(ground)]
        }
        let marketplaces = rows(figures, \.marketplace) { (name: String) in
            ShownValue.plain(name, max: 63)
        }
        let desks = rows(figures, \.channel) { (name: String) in name }
        let content: HTML =
            all.listings == 0
            ? "<section><p>\(words[.figuresNone])</p></section>"
            : """
            \(tiles(all))
            \(causes(.refusalCauses, all.refusalCauses))
            \(causes(.returnCauses, all.returnCauses))
            \(results(all))
            \(table(.figuresByGround, grounds))
            \(table(.figuresByMarketplace, marketplaces))
            \(table(.figuresByChannel, desks))
            """
        let csv = query.query.isEmpty ? "" : "?" + query.query
        return ConsoleLayout(context).page(
            words[.figuresHeading], at: .complaints,
            """
            <h1>\(words[.figuresHeading])</h1>
            <p class="lead">\(words[.figuresLead])</p>
            \(filters)
            \(content)
            <p><a href="\(ConsoleRoutes.figuresCSVPath)\(csv)" download>\(words[.figuresCSV])</a></p>
            """)
    }

    /// Where the desk gives figures of parts alone.
    private func sum(_ figures: [FigureKey: ComplaintFigures]) -> ComplaintFigures {
        var all = ComplaintFigures()
        for (key, part) in figures
        where key.channel != nil && key.marketplace == nil && key.ground == nil {
            all.add(part)
        }
        return all
    }

    private var filters: HTML {
        let fields = ComplaintFields(words)
        let options =
            [fields.option("", words[.filterAll])]
            + channels.map { fields.option($0.rawValue, $0.rawValue, $0 == query.channel) }
        return """
            <form class="filters" action="\(FiguresQuery.path)" method="get" aria-label="\(words[.filterLabel])">
            \(fields.select("channel", .headChannel, options))
            \(fields.day("from", .filterFrom, query.from ?? ""))
            \(fields.day("to", .filterTo, query.to ?? ""))
            <button type="submit">\(words[.filterButton])</button></form>
            """
    }

    // MARK: Of everything

    private func tiles(_ all: ComplaintFigures) -> HTML {
        let tiles: [(ComplaintText, HTML)] = [
            (.figureCases, "\(ConsoleWords.grouped(all.cases))"),
            (.figureListings, "\(ConsoleWords.grouped(all.listings))"),
            (.figureInTime, share(all.closedInTimeShare)),
            (.figureTakenDown, share(all.takenDownShare)),
            (.figureMedian, "\(all.medianTime.map { words.duration($0) } ?? "–")"),
            (.figureP95, "\(all.p95Time.map { words.duration($0) } ?? "–")"),
            (.figureCounterUpheld, share(all.counterNoticesUpheldShare)),
            (.figureProactive, share(all.proactiveShare)),
        ]
        let shown = tiles.map { name, value -> HTML in
            "<div><dt>\(words[name])</dt><dd>\(value)</dd></div>\n"
        }
        return "<section><dl class=\"figures\">\n\(HTML.joined(shown))</dl></section>"
    }

    private func share(_ share: ComplaintFigures.Share) -> HTML {
        "\(ComplaintWords.percent(share)) <span class=\"small\">\(ConsoleWords.grouped(share.part)) / \(ConsoleWords.grouped(share.whole))</span>"
    }

    private func causes(_ heading: ComplaintText, _ counts: [String: Int]) -> HTML {
        guard !counts.isEmpty else { return "" }
        let sorted = counts.sorted { left, right in
            left.value == right.value ? left.key < right.key : left.value > right.value
        }
        let most = UInt64(clamping: sorted[0].value)
        var table = DataTable(
            "\(words[heading])", [words[.headReason], words[.headListings], context[.headShare]])
        for (code, count) in sorted.prefix(Self.rowsMax) {
            table.append([
                words.reason(code), "\(ConsoleWords.grouped(count))",
                ShareBars.bar(UInt64(clamping: count), of: most),
            ])
        }
        return """
            <section><h2>\(words[heading])</h2>
            <div class="scroll hits" tabindex="0" role="region" aria-label="\(words[heading])">\(table.html)</div>\(more(sorted.count))</section>
            """
    }

    /// How many rows a table would have beyond those that it has.
    private func more(_ count: Int) -> HTML {
        count > Self.rowsMax
            ? "<p class=\"small\">+\(ConsoleWords.grouped(count - Self.rowsMax))</p>" : ""
    }

    private func results(_ all: ComplaintFigures) -> HTML {
        let values = all.seizedValue.sorted { $0.key < $1.key }.prefix(Self.rowsMax).map {
            ComplaintWords.money($0.value, ShownValue.plain($0.key, max: 3))
        }
        let rows: [(ComplaintText, String)] = [
            (.figureAutomatic, ConsoleWords.grouped(all.automatic)),
            (.figureReturned, ConsoleWords.grouped(all.returned)),
            (.figureWithdrawn, ConsoleWords.grouped(all.withdrawn)),
            (.figureCounter, ConsoleWords.grouped(all.counterNotices)),
            (.figureConceded, ConsoleWords.grouped(all.counterNoticesConceded)),
            (.figureAffirmed, "\(all.affirmed) / \(all.secondLooks)"),
            (.figureAppeals, "\(all.appealsUpheld) / \(all.appealsDecided)"),
            (.figureSeizures, ConsoleWords.grouped(all.seizures)),
            (.figureSeizedItems, ConsoleWords.grouped(all.seizedItems)),
            (.figureSeizedValue, values.isEmpty ? "–" : values.joined(separator: ", ")),
            (.figureTestBuys, "\(all.testBuysCounterfeit) / \(all.testBuys)"),
        ]
        let shown = rows.map { name, value -> HTML in
            "<div><dt>\(words[name])</dt><dd>\(value)</dd></div>\n"
        }
        return
            "<section><h2>\(words[.figuresResults])</h2><dl class=\"facts\">\n\(HTML.joined(shown))</dl></section>"
    }

    // MARK: Of parts

    private struct Row {
        let name: String
        let figures: ComplaintFigures
    }

    /// Those that are told apart by one thing alone.
    private func rows<Value: Hashable>(
        _ figures: [FigureKey: ComplaintFigures], _ part: KeyPath<FigureKey, Value?>,
        _ name: (Value) -> String
    ) -> [Row] {
        figures.compactMap { key, figures -> Row? in
            guard let value = key[keyPath: part] else { return nil }
            let named = [key.channel != nil, key.marketplace != nil, key.ground != nil]
            return named.count(where: { $0 }) == 1
                ? Row(name: name(value), figures: figures) : nil
        }.sorted { left, right in
            (right.figures.listings, left.name) < (left.figures.listings, right.name)
        }
    }

    private func table(_ heading: ComplaintText, _ rows: [Row]) -> HTML {
        guard !rows.isEmpty else { return "" }
        var table = DataTable(
            "\(words[heading])",
            [
                words[.headWhat], words[.figureListings], words[.figureInTime],
                words[.figureTakenDown], words[.figureMedian], words[.figureP95],
                words[.figureCounterUpheld],
            ])
        for row in rows.prefix(Self.rowsMax) {
            table.append([
                ComplaintWords.shown(row.name, max: 80),
                "\(ConsoleWords.grouped(row.figures.listings))",
                "\(ComplaintWords.percent(row.figures.closedInTimeShare))",
                "\(ComplaintWords.percent(row.figures.takenDownShare))",
                "\(row.figures.medianTime.map { words.duration($0) } ?? "–")",
                "\(row.figures.p95Time.map { words.duration($0) } ?? "–")",
                "\(ComplaintWords.percent(row.figures.counterNoticesUpheldShare))",
            ])
        }
        let bars = rows.prefix(FigureBars.barsMax).map {
            FigureBars.Bar(name: $0.name, share: $0.figures.closedInTimeShare)
        }
        return """
            <section><h2>\(words[heading])</h2>
            \(FigureBars(bars: Array(bars), title: "\(words[heading]): \(words[.figureInTime])").svg)
            <div class="scroll hits" tabindex="0" role="region" aria-label="\(words[heading])">\(table.html)</div>\(more(rows.count))</section>
            """
    }
}

/// Shares beside one another, as bars with their names and figures.
struct FigureBars {
    static let barsMax = 16
    private static let (width, left, line, room) = (640, 200, 24, 340.0)

    struct Bar {
        let name: String
        let share: ComplaintFigures.Share
    }

    let bars: [Bar]
    /// What it shows, in words.
    let title: String

    var svg: HTML {
        let rows = bars.enumerated().map { place, bar -> HTML in
            let y = place * Self.line
            let full = bar.share.percent ?? 0
            let name = ShownValue.plain(bar.name, max: 26)
            return """
                <text x="0" y="\(String(y + 16))">\(name)</text>
                <rect class="ground" x="\(String(Self.left))" y="\(String(y + 5))" width="\(PictureNumber.text(Self.room))" height="14" rx="2"/>
                <rect x="\(String(Self.left))" y="\(String(y + 5))" width="\(PictureNumber.text(full / 100 * Self.room))" height="14" rx="2"/>
                <text x="\(String(Self.width))" y="\(String(y + 16))" text-anchor="end">\(ComplaintWords.percent(bar.share))</text>

                """
        }
        let height = max(bars.count, 1) * Self.line + 4
        return
            "<svg class=\"chart bars\" viewBox=\"0 0 \(String(Self.width)) \(String(height))\" role=\"img\" aria-label=\"\(title)\">\(HTML.joined(rows))</svg>"
    }
}
