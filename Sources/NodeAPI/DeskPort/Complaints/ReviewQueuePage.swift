import AllianceNames
import Complaints
import Statements

/// What people have to decide, most urgent first, a line for each complaint.
struct ReviewQueuePage {
    /// Listings that are looked at for one page.
    static let itemsMax = 500

    private let context: ConsoleContext
    private let words: ComplaintWords

    init(_ context: ConsoleContext) {
        self.context = context
        words = ComplaintWords(context.language)
    }

    private struct Line {
        let first: ReviewItem
        var count = 0
        var kinds: Set<ReviewQuery.Kind> = []
        var harm = 0
    }

    /// - Parameter isDone: something was decided just now.
    func answer(
        _ items: [ReviewItem], kind: ReviewQuery.Kind?, now: UInt64, isDone: Bool
    ) -> DeskAnswer {
        let lines = self.lines(items)
        let cut: HTML =
            items.count == Self.itemsMax ? "<p class=\"small\">\(context[.truncated])</p>" : ""
        let done: HTML =
            isDone
            ? "<section class=\"notice fine\" role=\"status\"><p>\(words[.reviewDone])</p></section>"
            : ""
        let found: HTML =
            lines.isEmpty
            ? "<section><p>\(words[.reviewNone])</p></section>"
            : "<section>\(table(lines, now))\(cut)</section>"
        return ConsoleLayout(context).page(
            words[.reviewHeading], at: .review,
            """
            <h1>\(words[.reviewHeading])</h1>
            <p class="lead">\(words[.reviewLead])</p>
            \(done)\(kinds(kind))
            \(found)
            """)
    }

    private func kinds(_ chosen: ReviewQuery.Kind?) -> HTML {
        func way(_ kind: ReviewQuery.Kind?, _ label: ComplaintText) -> HTML {
            let current: HTML = kind == chosen ? " aria-current=\"true\"" : ""
            let query = kind.map { "?kind=\($0.rawValue)" } ?? ""
            return "<a href=\"\(ConsoleRoutes.reviewPath)\(query)\"\(current)>\(words[label])</a>"
        }
        let ways = [way(nil, .filterAll)] + ReviewQuery.Kind.allCases.map { way($0, .init($0)) }
        return
            "<nav class=\"ways\" aria-label=\"\(words[.filterLabel])\">\(HTML.joined(ways, by: " · "))</nav>"
    }

    private func lines(_ items: [ReviewItem]) -> [Line] {
        var order: [EntryReference] = []
        var lines: [EntryReference: Line] = [:]
        for item in items {
            if lines[item.complaint] == nil { order.append(item.complaint) }
            var line = lines[item.complaint] ?? Line(first: item)
            line.count += 1
            line.kinds.insert(item.kind)
            line.harm = max(line.harm, item.harm)
            lines[item.complaint] = line
        }
        return order.compactMap { lines[$0] }
    }

    private func table(_ lines: [Line], _ now: UInt64) -> HTML {
        var table = DataTable(
            "\(words[.reviewCaption])",
            [
                words[.headComplaint], words[.headUrgency], words[.headRemaining],
                words[.headWhat], words[.headListings], words[.headGround], words[.headWhy],
                words[.headHarm], words[.headSeller],
            ])
        for (place, line) in lines.enumerated() {
            let item = line.first
            let key: HTML = place == 0 ? " accesskey=\"n\"" : ""
            let kinds = ReviewQuery.Kind.allCases.filter(line.kinds.contains).map {
                words[.init($0)]
            }
            table.append([
                "<a\(key) href=\"\(ComplaintLink.href(item.complaint, at: ConsoleRoutes.reviewPath))\">\(item.complaint.origin.channel.rawValue) #\(String(item.complaint.index))</a>",
                words.badge(item.band),
                item.due.map { words.remaining(until: $0, now: now) } ?? "\(words[.notConfirmed])",
                "\(kinds.joined(separator: ", "))", "\(String(line.count))",
                "\(words[.init(item.ground)])",
                item.reason.map { "\(words[.init($0)])" } ?? "–", "\(String(line.harm))",
                item.seller.map { ShownValue(context).identifier($0, max: 60) } ?? "–",
            ])
        }
        return
            "<div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(words[.reviewCaption])\">\(table.html)</div>"
    }
}
