import AllianceNames
import CRDT
import MergedView
import Statements

/// Groups of linked sellers, across brands, each link with whose word it is.
struct LinkedSellersPage {
    /// Links of one group that stand in its table.
    static let linksMax = 100
    static let path = "/console/linked"

    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// - Parameter isFirst: where pages begin.
    func answer(_ list: LinkedSellersList, isFirst: Bool) -> DeskAnswer {
        let sections = list.groups.map { group -> HTML in
            """
            <section><h2>\(ShownValue(context).link(group.id))</h2>
            \(self.group(group, around: group.id))</section>
            """
        }
        let content: HTML = """
            <h1>\(context[.navLinked])</h1>
            <p class="lead">\(context[.linkedLead])</p>
            \(list.groups.isEmpty ? nothing(list, isFirst) : HTML.joined(sections))
            \(paging(list, isFirst))
            """
        return ConsoleLayout(context).page(context[.navLinked], at: .linked, content)
    }

    private func nothing(_ list: LinkedSellersList, _ isFirst: Bool) -> HTML {
        let text: PageText =
            list.next != nil ? .linkedNothingYet : isFirst ? .linkedNone : .linkedNoMore
        return "<section><p>\(context[text])</p></section>"
    }

    private func paging(_ list: LinkedSellersList, _ isFirst: Bool) -> HTML {
        var links: [HTML] = []
        if !isFirst { links.append("<a href=\"\(Self.path)\">\(context[.pageFirst])</a>") }
        if let next = list.next {
            links.append(
                "<a class=\"next\" rel=\"next\" href=\"\(Self.path)?after=\(next.description)\">\(context[.pageNext])</a>"
            )
        }
        guard !links.isEmpty else { return "" }
        return
            "<nav class=\"paging\" aria-label=\"\(context[.pagingLabel])\">\(HTML.joined(links))</nav>"
    }

    /// The picture of a group, then its links with their sources.
    func group(_ group: LinkedSellers, around centre: Indicator) -> HTML {
        let value = ShownValue(context)
        let words = ConsoleWords(context)
        var table = DataTable(
            "\(context[.linksCaption]) \(group.channel.rawValue)",
            [context[.headOne], context[.headOther], context[.headSaidBy], context[.headEvidence]])
        for link in group.links.prefix(Self.linksMax) {
            let proofs = link.sources.prefix(ConsoleWords.namesMax).map { dot -> HTML in
                "<a href=\"\(EvidenceLink.href(dot))\" download>\(context[.proof])<span class=\"unseen\"> \(dot.log.description) \(String(dot.index))</span></a>"
            }
            table.append([
                value.link(link.a), value.link(link.b), words.members(link.members),
                HTML.joined(proofs, by: ", "),
            ])
        }
        let notes = [
            group.isTruncated ? context[.linkedTruncated] : nil,
            group.tooConnected.isEmpty ? nil : context[.linkedTooConnected],
            cut(.linkedInPicture, LinkPicture.rowsMax, of: group.indicators.count),
            cut(.linkedInTable, Self.linksMax, of: group.links.count),
        ].compactMap { $0 }.map { note -> HTML in "<p class=\"small\">\(note)</p>" }
        return """
            <div class="picture" tabindex="0">\(LinkPicture(group, around: centre, context).svg)</div>
            <details><summary>\(context[.linksSummary]) (\(String(group.links.count)))</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="\(context[.linksSummary]) \(centre.value) (\(group.channel.rawValue))">\(table.html)</div></details>
            \(HTML.joined(notes))
            """
    }

    /// How many there are of all; nil where all are.
    private func cut(_ what: PageText, _ shown: Int, of all: Int) -> String? {
        all > shown
            ? "\(context[what]): \(ConsoleWords.grouped(shown)) / \(ConsoleWords.grouped(all))"
            : nil
    }
}
