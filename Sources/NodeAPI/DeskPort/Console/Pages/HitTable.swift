import MergedView
import Statements

extension [LinkedSellers] {
    /// How many others are linked to one of them, each once, in however many channels that is said.
    func count(linkedTo indicator: Indicator) -> Int {
        Set(flatMap(\.indicators)).subtracting([indicator]).count
    }
}

/// Reported identifiers, a row each.
struct HitTable {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func html(_ hits: [SearchHit], caption: HTML) -> HTML {
        let words = ConsoleWords(context)
        let value = ShownValue(context)
        var table = DataTable(
            caption,
            [
                context[.headIdentifier], context[.headKind], context[.headStatus],
                context[.headReportedBy], context[.headConfirmation], context[.headConfidence],
                context[.headSince], context[.headLinked],
            ])
        for hit in hits {
            let state = hit.state
            let linked = hit.linkedSellers.count(linkedTo: hit.indicator)
            let objects: HTML =
                state.disputing.isEmpty
                ? ""
                : "<br><span class=\"small\">\(context[.objects]): \(words.members(state.disputing))</span>"
            table.append([
                value.link(hit.indicator), "\(words.kind(hit.indicator.type))",
                words.badge(state.status), "\(words.members(state.asserting))\(objects)",
                state.confirmation.map { "\(words.confirmation($0))" } ?? "–",
                state.confidence.map { words.confidence($0) } ?? "–",
                state.since.map { ConsoleWords.day($0) } ?? "–",
                linked > 0 ? "\(ConsoleWords.grouped(linked))" : "–",
            ])
        }
        return "<div class=\"scroll hits\">\(table.html)</div>"
    }
}
