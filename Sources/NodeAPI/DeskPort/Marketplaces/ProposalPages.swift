import AllianceNames
import Complaints
import JSON
import Screening
import SignIn
import Statements

/// What screening proposes: all that waits, and one with the form that files it.
struct ProposalPages {
    private let context: ConsoleContext
    private let channels: [ChannelID]
    private let words: ComplaintWords
    private let fields: ComplaintFields
    private let value: ShownValue

    init(_ context: ConsoleContext, channels: [ChannelID]) {
        self.context = context
        self.channels = channels
        words = ComplaintWords(context.language)
        fields = ComplaintFields(words)
        value = ShownValue(context)
    }

    private func text(_ text: MarketplaceWorkText) -> String { text(context.language) }

    private func page(_ content: HTML, status: Int = 200) -> DeskAnswer {
        ConsoleLayout(context).page(
            text(.proposals), at: .marketplaces, status: status,
            """
            <h1>\(text(.proposals))</h1>
            <nav class="ways"><a href="\(ConsoleRoutes.proposalsPath)" aria-current="true">\(text(.proposals))</a> · <a href="\(ConsoleRoutes.ordersPath)">\(text(.orders))</a></nav>
            \(content)
            """)
    }

    // MARK: All

    /// - Parameter done: what happened just now.
    func list(_ proposals: [ProposedCase], done: String?) -> DeskAnswer {
        let told: HTML =
            done == nil
            ? ""
            : "<section class=\"notice fine\" role=\"status\"><p>\(text(.isDismissed))</p></section>"
        guard !proposals.isEmpty else {
            return page(
                "<p class=\"lead\">\(text(.proposalsLead))</p>\(told)<section><p>\(text(.proposalsNone))</p></section>"
            )
        }
        var table = DataTable(
            "\(text(.proposals))",
            [
                text(.listing), text(.titleShown), text(.harm), text(.found), text(.proposedAt), "",
            ])
        for proposal in proposals.prefix(Self.shownMax) {
            let href = "\(ConsoleRoutes.proposalsPath)?number=\(proposal.number)"
            table.append([
                value.identifier(proposal.listing, max: 60),
                value.text(proposal.title, max: ShownValue.cellCharactersMax),
                "\(ConsoleWords.grouped(UInt64(clamping: proposal.harmCents / 100)))",
                HTML.joined(findings(proposal), by: "<br>"),
                ConsoleWords.minute(proposal.proposedAt),
                "<a href=\"\(href)\">\(text(.file))<span class=\"unseen\"> \(String(proposal.number))</span></a>",
            ])
        }
        let more: HTML =
            proposals.count > Self.shownMax ? "<p class=\"small\">\(text(.more))</p>" : ""
        return page(
            """
            <p class="lead">\(text(.proposalsLead))</p>\(told)
            <section><div class="scroll hits" tabindex="0" role="region" aria-label="\(text(.proposals))">\(table.html)</div>\(more)</section>
            """)
    }

    private static let shownMax = 100
    private static let findingsMax = 8

    /// What was found, from the proposal as it was kept; nothing of what this version does not know.
    private func findings(_ proposal: ProposedCase) -> [HTML] {
        guard case .object(let members)? = try? JSONValue(parsing: proposal.proposal),
            case .array(let reasons)? = members["reasons"]
        else { return [] }
        return reasons.prefix(Self.findingsMax).compactMap { reason in
            guard case .object(let found) = reason, case .string(let line)? = found["finding"]
            else { return nil }
            return finding(line, found)
        }
    }

    private func finding(_ line: String, _ found: [String: JSONValue]) -> HTML? {
        func said(_ name: String, _ members: [String: JSONValue]) -> HTML? {
            guard case .string(let text)? = members[name] else { return nil }
            return value.text(text, max: ShownValue.cellCharactersMax)
        }
        var report: [String: JSONValue] = [:]
        if case .object(let members)? = found["report"] { report = members }
        // A finding has the name of its line in the table (`Proposal.json`).
        switch HarmTable.Line(rawValue: line) {
        case .markDisguised, .markInSeller, .markInTitle, .markInDescription:
            guard let mark = said("mark", found), let right = said("right", found) else {
                return nil
            }
            return "\(text(.findingMark)) \(mark) (\(right))"
        case .offerReported, .productReported, .sellerReported, .contactReported, .traceReported:
            guard let reported = said("value", report) else { return nil }
            return "\(reported) \(text(.findingReported))\(count(report))"
        case .sellerLinked:
            guard let linked = said("value", found) else { return nil }
            return "\(linked) \(text(.findingLinked))\(count(found))"
        case .imageSame, .imageNear, .imageFar:
            return "\(text(.findingImage))\(count(report))"
        case .prior, nil: return nil
        }
    }

    private func count(_ members: [String: JSONValue]) -> HTML {
        guard case .number(let digits)? = members["members"], let count = Int(digits) else {
            return ""
        }
        return " (\(String(count)) \(text(.members)))"
    }

    // MARK: One

    static let filing = "file"

    /// What was typed, and why it is not filed.
    ///
    /// - Parameter kept: files that came with the form before.
    func refused(
        _ proposal: ProposedCase, _ refused: RefusedForm, kept: [EvidenceFile]
    ) -> DeskAnswer {
        let isOpen = proposal.state == .open && context.maySpeak
        return page(
            """
            \(refused.notice(context, lost: isOpen ? nil : "explanation"))
            \(about(proposal))
            \(acting(proposal, .init(refused, kept)))
            """, status: refused.status)
    }

    /// What the form begins with.
    private struct Filled {
        var channel: String?
        var right: String?
        var ground = Complaint.Ground.markInListing.name
        var declaredBy = ""
        var explanation = ""
        var kept: [EvidenceFile] = []

        init(_ filing: ProposalFiling?, in channel: ChannelID?) {
            self.channel = channel?.rawValue
            guard let filing else { return }
            right = "\(filing.right.office):\(filing.right.number)"
            ground = filing.ground.name
            declaredBy = filing.declaredBy
            explanation = filing.explanation
            kept = filing.evidence
        }

        init(_ refused: RefusedForm, _ kept: [EvidenceFile]) {
            func typed(_ field: String) -> String? {
                refused.typed(field, in: ProposalPages.filing)
            }
            channel = typed("channel")
            right = typed("right")
            ground = typed("ground") ?? ground
            declaredBy = typed("declaredby") ?? ""
            explanation = typed("explanation") ?? ""
            self.kept = kept
        }
    }

    /// - Parameter failures: why it was not filed.
    func one(
        _ proposal: ProposedCase, _ filing: ProposalFiling? = nil, in channel: ChannelID? = nil,
        _ failures: [FilingFailure] = []
    ) -> DeskAnswer {
        let problems = failures.map { words.failed($0) }
        let failed: HTML =
            failures.isEmpty
            ? ""
            : "<section class=\"notice\" role=\"alert\"><h2>\(text(.failed))</h2><ul>\(HTML.joined(problems))</ul></section>"
        return page(
            """
            \(failed)
            \(about(proposal))
            \(acting(proposal, .init(filing, in: channel)))
            """, status: failures.isEmpty ? 200 : 422)
    }

    private func about(_ proposal: ProposedCase) -> HTML {
        let found = findings(proposal).map { "<li>\($0)</li>\n" as HTML }
        return """
            <section><h2>\(value.identifier(proposal.listing))</h2>
            <p>\(value.flagged(proposal.title))</p>
            <p>\(text(.harm)): <strong>\(ConsoleWords.grouped(UInt64(clamping: proposal.harmCents / 100)))</strong> · \(ConsoleWords.minute(proposal.proposedAt))</p>
            <h3>\(text(.found))</h3><ul>\(HTML.joined(found))</ul></section>
            """
    }

    private func acting(_ proposal: ProposedCase, _ filled: Filled) -> HTML {
        switch proposal.state {
        case .dismissed: return "<section><p>\(text(.isDismissed))</p></section>"
        case .filed(let id):
            return
                "<section><p>\(text(.isFiled)) <a href=\"\(ComplaintLink.href(id))\">\(text(.openComplaint))</a></p></section>"
        case .open: break
        }
        guard context.maySpeak else { return "" }
        let number =
            "<input type=\"hidden\" name=\"number\" value=\"\(String(proposal.number))\">" as HTML
        let desks = channels.map { one -> HTML in
            fields.option(one.rawValue, one.rawValue, one.rawValue == filled.channel)
        }
        let grounds = Complaint.Ground.allCases.map { ground -> HTML in
            fields.option(ground.name, words[.init(ground)], ground.name == filled.ground)
        }
        let right = filled.right ?? ownRight(proposal)
        return """
            <section><form action="\(ConsoleRoutes.dismissProposalPath)" method="post">\(context.tokenField)\(number)
            <button type="submit">\(text(.dismiss))</button></form></section>
            <section><h2>\(text(.fileHeading))</h2><p>\(text(.fileLead))</p>
            <form action="\(ConsoleRoutes.fileProposalPath)" method="post" enctype="multipart/form-data">\(context.tokenField)\(number)
            <div class="map"><label for="channel">\(text(.channel))</label>
            <select id="channel" name="channel">\(HTML.joined(desks))</select><span></span></div>
            <div class="map"><label for="right">\(text(.right))</label>
            <input id="right" name="right" value="\(right)" maxlength="80" autocomplete="off" aria-describedby="right-hint" required><span class="small" id="right-hint">\(text(.rightHint))</span></div>
            <div class="map"><label for="ground">\(text(.ground))</label>
            <select id="ground" name="ground">\(HTML.joined(grounds))</select><span></span></div>
            <div class="map"><label for="declaredby">\(text(.declaredBy))</label>
            <input id="declaredby" name="declaredby" value="\(filled.declaredBy)" maxlength="512" autocomplete="off"><span></span></div>
            <label class="after" for="explanation">\(text(.explanation))</label>
            <textarea id="explanation" name="explanation" rows="3" maxlength="4096">
            \(filled.explanation)</textarea>
            \(EvidenceInputs(fields).html(kept: filled.kept))
            <label class="tick" for="goodfaith"><input class="box" id="goodfaith" type="checkbox" name="goodfaith" value="yes"> \(text(.declaration)): \(words[.declaration])</label>
            <button class="after" type="submit">\(text(.fileButton))</button></form></section>
            """
    }

    /// The right of the first mark that was found.
    private func ownRight(_ proposal: ProposedCase) -> String {
        guard case .object(let members)? = try? JSONValue(parsing: proposal.proposal),
            case .array(let reasons)? = members["reasons"]
        else { return "" }
        for case .object(let found) in reasons {
            if case .string(let right)? = found["right"],
                let (office, number) = right.cut(at: "/")
            {
                return "\(office):\(number)"
            }
        }
        return ""
    }
}
