import Complaints

/// By when what is to be done, and how long there is.
struct ComplaintDeadlines {
    private let words: ComplaintWords

    init(_ words: ComplaintWords) { self.words = words }

    func section(_ deadlines: [Deadline], now: UInt64) -> HTML {
        guard !deadlines.isEmpty else { return "" }
        var table = DataTable(
            "\(words[.deadlinesCaption])",
            [words[.headWhat], words[.headListings], words[.headWhen], words[.headRemaining]])
        for deadline in deadlines.sorted().prefix(Self.shownMax) {
            table.append([
                "\(words[.init(deadline.kind)])",
                "\(deadline.places.isEmpty ? words[.allListings] : ComplaintWords.places(deadline.places))",
                ConsoleWords.minute(deadline.time),
                words.remaining(until: deadline.time, now: now),
            ])
        }
        let more: HTML =
            deadlines.count > Self.shownMax
            ? "<p class=\"small\">+\(ConsoleWords.grouped(deadlines.count - Self.shownMax))</p>"
            : ""
        return """
            <section><h2>\(words[.deadlinesHeading])</h2>
            <div class="scroll hits" tabindex="0" role="region" aria-label="\(words[.deadlinesCaption])">\(table.html)</div>\(more)</section>
            """
    }

    private static let shownMax = 60
}
