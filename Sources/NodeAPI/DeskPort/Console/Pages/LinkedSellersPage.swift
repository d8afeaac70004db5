import AllianceNames
import CRDT
import MergedView
import Statements

/// Groups of linked sellers, across brands, each link with whose word it is.
struct LinkedSellersPage {
    /// Links of one group that stand in its table.
    static let linksMax = 100

    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func answer(_ groups: [LinkedSellers]) -> DeskAnswer {
        let sections = groups.map { group -> HTML in
            """
            <section><h2>\(ShownValue(context).link(group.id))</h2>
            \(self.group(group, around: group.id))</section>
            """
        }
        let content: HTML = """
            <h1>\(context[.navLinked])</h1>
            <p class="lead">\(context[.linkedLead])</p>
            \(groups.isEmpty ? "<section><p>\(context[.linkedNone])</p></section>" : HTML.joined(sections))
            """
        return ConsoleLayout(context).page(context[.navLinked], at: .linked, content)
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
            group.links.count > Self.linksMax ? context[.truncated] : nil,
        ].compactMap { $0 }.map { note -> HTML in "<p class=\"small\">\(note)</p>" }
        return """
            <div class="picture" tabindex="0">\(LinkPicture(group, around: centre, context).svg)</div>
            <details><summary>\(context[.linksSummary]) (\(String(group.links.count)))</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="\(context[.linksSummary]) \(centre.value) (\(group.channel.rawValue))">\(table.html)</div></details>
            \(HTML.joined(notes))
            """
    }
}
