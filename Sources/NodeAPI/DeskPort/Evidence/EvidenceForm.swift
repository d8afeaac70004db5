import AllianceNames
import CRDT
import MergedView
import Statements

/// All that is said of an identifier, to be taken away with its proof: by two links all of it, by a form what some
/// members say, or what is said in some channels. The form asks for an address, as the links do.
struct EvidenceForm {
    let context: ConsoleContext

    /// Empty for what no address can hold.
    func section(_ state: IndicatorState) -> HTML {
        let indicator = state.indicator
        guard let bundle = IdentifierLink.href(indicator, at: ConsoleRoutes.bundlePath),
            let page = IdentifierLink.href(indicator, at: ConsoleRoutes.printPath)
        else { return "" }
        return """
            <section><h2>\(context[.headEvidence])</h2>
            <p><a href="\(bundle)" download>\(context[.evidenceFile])</a> · <a href="\(page)" download>\(context[.evidencePage])</a></p>
            <p class="small">\(context[.evidenceFileNote])\(ofCases)</p>
            \(narrowing(state))</section>
            """
    }

    /// Files of a case are chosen where the case is.
    private var ofCases: HTML {
        guard context.mayDraft else { return "" }
        return " <a href=\"\(ConsoleRoutes.casesPath)\">\(context[.evidenceOfCase])</a>"
    }

    /// Nothing where one member says all of it in one channel.
    private func narrowing(_ state: IndicatorState) -> HTML {
        let members = Set(state.voices.map { $0.member }).map { ($0.rawValue, context.name($0)) }
        let channels = Set(state.voices.map { $0.channel }).map { ($0.rawValue, $0.rawValue) }
        guard members.count > 1 || channels.count > 1 else { return "" }
        let named = IdentifierLink.parameters(state.indicator).map { name, value -> HTML in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
        }
        return """
            <details class="facets"><summary>\(context[.evidenceNarrow])</summary>
            <form action="\(ConsoleRoutes.bundlePath)" method="get">\(HTML.joined(named))
            <p class="small">\(context[.evidenceNarrowNote])</p>
            <div class="facet-columns">
            \(choices(.headMember, BundleNarrowing.memberField, members))
            \(choices(.draftChannel, BundleNarrowing.channelField, channels))
            </div>
            <p><button type="submit">\(context[.evidenceFile])</button>
            <button type="submit" formaction="\(ConsoleRoutes.printPath)">\(context[.evidencePage])</button></p>
            </form></details>
            """
    }

    private func choices(
        _ title: PageText, _ field: String, _ choices: [(name: String, label: String)]
    ) -> HTML {
        let boxes = choices.sorted { ($0.label, $0.name) < ($1.label, $1.name) }.map {
            name, label -> HTML in
            "<label><input type=\"checkbox\" name=\"\(field)\" value=\"\(name)\"> \(ShownValue.visible(label))</label>"
        }
        return
            "<fieldset class=\"facet\"><legend>\(context[title])</legend><div class=\"choices\">\(HTML.joined(boxes))</div></fieldset>"
    }
}

extension IndicatorState {
    /// Who says anything of it, and in which channel, whether or not it counts.
    fileprivate var voices: [(member: MemberID, channel: ChannelID)] {
        reports.map { ($0.member, $0.channel) } + objections.map { ($0.member, $0.channel) }
            + sightings.map { ($0.member, $0.channel) }
            + links.map { ($0.dot.log.member, $0.dot.log.channel) }
    }
}
