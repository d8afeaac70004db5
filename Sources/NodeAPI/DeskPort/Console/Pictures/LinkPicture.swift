import MergedView
import Statements

/// Linked sellers as a list with arcs between those that are linked: labels never cover one another, and a
/// phone shows it whole.
struct LinkPicture {
    /// Identifiers in one picture.
    static let rowsMax = 40
    private static let (width, reachMax, row, labelCharacters) = (640, 134.0, 28, 52)

    private let group: LinkedSellers
    private let centre: Indicator
    private let context: ConsoleContext
    /// The one asked for first, then those linked with it, then the others.
    private let shown: [Indicator]

    init(_ group: LinkedSellers, around centre: Indicator, _ context: ConsoleContext) {
        self.group = group
        self.centre = centre
        self.context = context
        let near = Set(
            group.links.flatMap { $0.a == centre ? [$0.b] : $0.b == centre ? [$0.a] : [] })
        let others = group.indicators.filter { $0 != centre }
        let ordered = others.filter(near.contains) + others.filter { !near.contains($0) }
        shown = Array(([centre] + ordered).prefix(Self.rowsMax))
    }

    var svg: HTML {
        let places = Dictionary(
            shown.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
        let ends = group.links.compactMap { link -> (from: Int, to: Int, isStrong: Bool)? in
            guard let from = places[link.a], let to = places[link.b] else { return nil }
            return (min(from, to), max(from, to), link.members.count > 1)
        }
        // As far in as the widest arc reaches.
        let left = 16 + (ends.map { Self.reach($0.from, $0.to) }.max() ?? 0)
        let arcs = ends.map { arc($0.from, $0.to, at: left, isStrong: $0.isStrong) }
        let labels = shown.enumerated().map { label($1, at: $0, left) }
        let height = shown.count * Self.row + 8
        return """
            <svg class="links" viewBox="0 0 \(String(Self.width)) \(String(height))" role="group" aria-label="\(context[.linkedPicture])">
            \(HTML.joined(arcs))\(HTML.joined(labels))</svg>
            """
    }

    private static func reach(_ first: Int, _ last: Int) -> Double {
        min(Double(last - first) * 16 + 14, reachMax)
    }

    private func arc(_ first: Int, _ last: Int, at left: Double, isStrong: Bool) -> HTML {
        let bend = PictureNumber.text(left - Self.reach(first, last))
        let x = PictureNumber.text(left)
        let (y1, y2) = (String(y(first)), String(y(last)))
        let strong: HTML = isStrong ? " strong" : ""
        return
            "<path class=\"arc\(strong)\" d=\"M\(x) \(y1)C\(bend) \(y1) \(bend) \(y2) \(x) \(y2)\"/>"
    }

    private func label(_ indicator: Indicator, at place: Int, _ left: Double) -> HTML {
        let text = ShownValue.plain(indicator.readableValue, max: Self.labelCharacters)
        let middle = y(place)
        let kind = ConsoleWords(context).kind(indicator.type)
        let label: HTML =
            "<text x=\"\(PictureNumber.text(left + 12))\" y=\"\(String(middle + 5))\"><tspan class=\"name\">\(text)</tspan> <tspan class=\"small\">\(kind)</tspan></text>"
        let dot: HTML =
            "<circle cx=\"\(PictureNumber.text(left))\" cy=\"\(String(middle))\" r=\"\(indicator == centre ? "7" : "5")\"/>"
        guard indicator != centre, let href = IdentifierLink.href(indicator) else {
            return "<g class=\"centre\">\(dot)\(label)</g>"
        }
        return "<a href=\"\(href)\">\(dot)\(label)</a>"
    }

    private func y(_ place: Int) -> Int { place * Self.row + Self.row / 2 + 4 }
}
