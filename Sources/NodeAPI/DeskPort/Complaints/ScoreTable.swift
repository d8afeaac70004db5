import ComplaintScoring
import Complaints
import Statements

/// What speaks for a takedown and what against, beside one another, each with what it means and how much it counts.
struct ScoreTable {
    private let words: ComplaintWords

    init(_ words: ComplaintWords) { self.words = words }

    private struct Part {
        let feature: String
        let thousandths: Int
        let isDisclosable: Bool
    }

    func html(_ score: DisclosedScore) -> HTML {
        html(
            score.contributions.map {
                Part(feature: $0.feature, thousandths: $0.logOddsThousandths, isDisclosable: true)
            }, table: score.table)
    }

    func html(_ judgement: ListingJudgement) -> HTML {
        html(
            judgement.contributions.map {
                Part(
                    feature: $0.feature, thousandths: $0.logOddsThousandths,
                    isDisclosable: $0.isDisclosable)
            }, table: judgement.table)
    }

    private func html(_ parts: [Part], table: String) -> HTML {
        let sum = parts.reduce(0) { $0 + ($1.isDisclosable ? $1.thousandths : 0) }
        let base = parts.filter { $0.feature == ScoreFeature.base.rawValue }
        let rest = parts.filter { $0.feature != ScoreFeature.base.rawValue }
        return """
            <p><strong>\(words[.score]) \(ComplaintWords.logOdds(sum))</strong> <span class="small">\(words[.scoreTable]) \(ComplaintWords.shown(table, max: 40)). \(words[.scoreNote])</span></p>
            <div class="weighed"><div><h3>\(words[.speaksFor])</h3>\(list(rest.filter { $0.thousandths > 0 }))</div>
            <div><h3>\(words[.speaksAgainst])</h3>\(list(rest.filter { $0.thousandths < 0 } + base))</div></div>
            \(zero(rest.filter { $0.thousandths == 0 }))
            """
    }

    private func list(_ parts: [Part]) -> HTML {
        guard !parts.isEmpty else { return "<p class=\"small\">–</p>" }
        let sorted = parts.sorted { left, right in
            left.thousandths.magnitude > right.thousandths.magnitude
        }
        let items = sorted.prefix(DisclosedScore.contributionsMax).map { part -> HTML in
            let inside: HTML =
                part.isDisclosable ? "" : " <span class=\"flag\">\(words[.notTold])</span>"
            return
                "<li><span class=\"figure\">\(ComplaintWords.logOdds(part.thousandths))</span> \(words.feature(part.feature))\(inside)</li>"
        }
        return "<ul>\(HTML.joined(items))</ul>"
    }

    private func zero(_ parts: [Part]) -> HTML {
        guard !parts.isEmpty else { return "" }
        let items = parts.map { part -> HTML in "<li>\(words.feature(part.feature))</li>" }
        return
            "<p class=\"small\">\(words[.countsNothing])</p><ul class=\"small\">\(HTML.joined(items))</ul>"
    }
}
