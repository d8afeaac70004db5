import AllianceNames
import CRDT
import MergedView
import Notices
import Statements

/// All that is said of one reported identifier, by whom and since when, and what proves it.
struct IdentifierPage {
    let context: ConsoleContext
    let words: ConsoleWords
    let value: ShownValue
    /// By which whoever looks is told of it already; nil where there is none.
    private let followed: Subscription?
    /// Nil for who says nothing in this member's name.
    private let saying: SayingForms?

    init(
        _ context: ConsoleContext, followed: Subscription?, saying: SayingForms? = nil
    ) {
        self.context = context
        self.followed = followed
        self.saying = saying
        words = ConsoleWords(context)
        value = ShownValue(context)
    }

    func answer(_ record: IdentifierRecord) -> DeskAnswer {
        let state = record.state
        let title = ShownValue.plain(state.indicator.readableValue, max: 60)
        guard !state.isEmpty else {
            let content: HTML = """
                \(saying?.notice(state) ?? "")
                \(head(state))
                <section><p>\(context[.nothingSaid])</p></section>
                """
            return ConsoleLayout(context).page(
                title, at: nil, status: saying?.status ?? 404, content)
        }
        let content: HTML = """
            \(saying?.notice(state) ?? "")
            \(head(state))
            \(summary(record))
            \(timeline(state))
            \(reports(record))
            \(SideBySide(context).section(record))
            \(objections(record))
            \(sightings(state))
            \(linked(record))
            \(saying?.section(state) ?? "")
            \(EvidenceForm(context: context).section(state))
            """
        return ConsoleLayout(context).page(
            title, at: nil, status: saying?.status ?? 200, content)
    }

    // MARK: What it is

    private func head(_ state: IndicatorState) -> HTML {
        let indicator = state.indicator
        let readable = indicator.readableValue
        let encoded: HTML =
            readable == indicator.value
            ? ""
            : "<p class=\"small\">\(context[.encodedAs]) <code>\(value.text(indicator.value))</code></p>"
        let badge: HTML = state.isEmpty ? "" : words.badge(state.status)
        return """
            <header class="subject"><p class="kind">\(words.kind(indicator.type)) \(badge)</p>
            <h1>\(value.text(readable))</h1>
            <p class="flags">\(value.flags(of: readable))</p>\(reporting(indicator))\(following(indicator))
            \(encoded)\(value.codePoints(readable))</header>
            """
    }

    /// To a report of it, where it can be said in an address.
    private func reporting(_ indicator: Indicator) -> HTML {
        guard context.mayDraft, let href = IdentifierLink.href(indicator),
            let query = href.firstIndex(of: "?"), !href[query...].hasPrefix("?key=")
        else { return "" }
        return
            "<p><a href=\"\(ConsoleRoutes.reportPath)\(String(href[query...]))\">\(context[.reportThis])</a></p>"
    }

    /// To be told of it from now on, where who looks has an inbox and a form can hold it; where that is so already,
    /// the way to what is followed, where it is changed or ended.
    private func following(_ indicator: Indicator) -> HTML {
        if let followed {
            return """
                <p><a href="\(NoticeSettingsPage.path(to: followed))">\(context[.followedAlready])</a></p>
                """
        }
        guard context.unread != nil, let href = IdentifierLink.href(indicator),
            !href.contains("?key=")
        else { return "" }
        return """
            <form class="step" action="\(ConsoleRoutes.noticeSettingsPath)/follow" method="post">\(context.tokenField)
            <input type="hidden" name="kind" value="identifier">
            <input type="hidden" name="type" value="\(indicator.type.name)">
            <input type="hidden" name="value" value="\(indicator.value)">
            <input type="hidden" name="linked" value="yes">
            <input type="hidden" name="\(NoticeForm.button)" value="yes">
            <button class="quiet" type="submit">\(context[.followThis])</button></form>
            """
    }

    private func summary(_ record: IdentifierRecord) -> HTML {
        let state = record.state
        let linked = record.linked.count(linkedTo: state.indicator)
        var facts: [(PageText, HTML)] = [
            (
                .headReportedBy,
                state.asserting.isEmpty ? "–" : words.members(state.asserting)
            ),
            (
                .headConfirmation,
                state.confirmation.map { "\(words.confirmation($0))" } ?? "–"
            ),
            (.headConfidence, state.confidence.map { words.confidence($0) } ?? "–"),
            (.headSince, state.since.map { ConsoleWords.day($0) } ?? "–"),
            (.seenAgain, "\(ConsoleWords.grouped(state.sightingsTotal))"),
            (.headLinked, "\(ConsoleWords.grouped(linked))"),
        ]
        if !state.disputing.isEmpty {
            facts.append((.objects, words.members(state.disputing)))
        }
        if let tlp = state.tlp { facts.append((.mayBeSeenBy, words.audience(tlp))) }
        let cells = facts.map { name, fact -> HTML in
            "<div><dt>\(context[name])</dt><dd>\(fact)</dd></div>"
        }
        let cut: HTML = state.isTruncated ? "<p class=\"small\">\(context[.truncated])</p>" : ""
        return """
            <section aria-label="\(context[.summaryLabel])"><dl class="facts">\(HTML.joined(cells))</dl>\(cut)</section>
            """
    }

    private func timeline(_ state: IndicatorState) -> HTML {
        let svg = TimelinePicture(state, context).svg
        guard svg != "" else { return "" }
        return """
            <section><h2>\(context[.timelineHeading])</h2>
            <div class="picture" tabindex="0" role="region" aria-label="\(context[.timelineHeading])">\(svg)</div>
            <p class="legend small"><span class="key report"></span> \(context[.legendReport])
            <span class="key objection"></span> \(context[.legendObjection])
            <span class="key seen"></span> \(context[.legendSeen])</p></section>
            """
    }

    // MARK: What is said

    private func reports(_ record: IdentifierRecord) -> HTML {
        guard !record.state.reports.isEmpty else { return "" }
        var table = DataTable(
            "\(context[.reportsCaption])",
            [
                context[.headReportedBy], context[.headReportedOn], context[.headStanding],
                context[.headConfirmation], context[.headBasis], context[.headConfidence],
                context[.mayBeSeenBy], context[.headEvidence],
            ])
        for report in record.state.reports.prefix(Self.rowsMax) {
            let witnessed = report.dots.first.flatMap { record.details[$0]?.witnessedAt }
            let confirmation: HTML =
                witnessed.map { "\(context[.confirmedSince]) \(ConsoleWords.minute($0))" }
                ?? "\(words.confirmation(report.isWitnessed ? .witnessed : .pending))"
            let standing =
                report.isExpired && report.standing == .live
                ? context[.statusExpired] : words.standing(report.standing)
            table.append([
                value.text(context.name(report.member)), ConsoleWords.minute(report.issuedAt),
                "\(standing)", confirmation, "\(words.basis(report.said.basis))",
                words.confidence(report.said.confidence), words.audience(report.said.tlp),
                evidence(report.dots),
            ])
        }
        return """
            <section><h2>\(context[.reportsHeading])</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="\(context[.reportsHeading])">\(table.html)</div>\(more(record.state.reports.count))
            <p class="small">\(context[.evidenceNote])</p></section>
            """
    }

    private func evidence(_ dots: [StatementDot]) -> HTML {
        guard let dot = dots.first else { return "–" }
        let more: HTML =
            dots.count > 1 ? " <span class=\"small\">+\(String(dots.count - 1))</span>" : ""
        return
            "<a href=\"\(EvidenceLink.href(dot))\" download>\(context[.proof])<span class=\"unseen\"> \(dot.log.description) \(String(dot.index))</span></a>\(more)"
    }

    private func objections(_ record: IdentifierRecord) -> HTML {
        guard !record.state.objections.isEmpty else { return "" }
        var table = DataTable(
            "\(context[.objectionsCaption])",
            [
                context[.objects], context[.headReportedOn], context[.headReason],
                context[.headWords], context[.headStanding], context[.headEvidence],
            ])
        for objection in record.state.objections.prefix(Self.rowsMax) {
            let text = objection.dots.first.flatMap { record.objectionTexts[$0] }
            let seller: HTML =
                objection.said.onBehalfOfSeller
                ? "<br><span class=\"small\">\(context[.forSeller])</span>" : ""
            table.append([
                value.text(context.name(objection.member)),
                ConsoleWords.minute(objection.issuedAt),
                "\(words.reason(objection.said.reason))\(seller)",
                text.map { value.flagged($0) } ?? "–", "\(words.standing(objection.standing))",
                evidence(objection.dots),
            ])
        }
        return """
            <section><h2>\(context[.objectionsHeading])</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="\(context[.objectionsHeading])">\(table.html)</div>\(more(record.state.objections.count))</section>
            """
    }

    private func sightings(_ state: IndicatorState) -> HTML {
        guard !state.sightings.isEmpty else { return "" }
        var table = DataTable(
            "\(context[.sightingsCaption])",
            [
                context[.headMember], context[.headTimes], context[.headFirst],
                context[.headLast], context[.headStanding],
            ])
        for sighting in state.sightings.prefix(Self.rowsMax) {
            table.append([
                value.text(context.name(sighting.member)),
                "\(ConsoleWords.grouped(sighting.said.total))",
                ConsoleWords.day(sighting.said.firstSeen),
                ConsoleWords.day(sighting.said.lastSeen), "\(words.standing(sighting.standing))",
            ])
        }
        return
            "<section><h2>\(context[.seenAgain])</h2>\(table.html)\(more(state.sightings.count))</section>"
    }

    /// How many rows a table would have beyond those that it has.
    private func more(_ count: Int) -> HTML {
        count > Self.rowsMax
            ? "<p class=\"small\">+\(ConsoleWords.grouped(count - Self.rowsMax))</p>" : ""
    }

    private func linked(_ record: IdentifierRecord) -> HTML {
        let groups = record.linked.map { group -> HTML in
            LinkedSellersPage(context).group(group, around: record.state.indicator)
        }
        guard !groups.isEmpty else { return "" }
        return "<section><h2>\(context[.navLinked])</h2>\(HTML.joined(groups))</section>"
    }

    /// Rows of one table.
    static let rowsMax = 200
}
