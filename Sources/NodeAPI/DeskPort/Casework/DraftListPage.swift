import AllianceNames
import Casework
import SignIn

/// Reports in preparation, those that wait first to be decided on, and what was published of them.
struct DraftListPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func answer(_ drafts: [Draft]) -> DeskAnswer {
        let groups: [(PageText, [Draft.Stage])] = [
            (.draftsWaiting, [.submitted, .approved, .withdrawing]),
            (.draftsWriting, [.writing]), (.draftsPublished, [.published, .withdrawn]),
        ]
        let sections = groups.compactMap { heading, stages -> HTML? in
            let found = drafts.filter { stages.contains($0.stage) }
            return found.isEmpty ? nil : section(heading, found)
        }
        let none: HTML =
            sections.isEmpty ? "<section><p>\(context[.draftsNone])</p></section>" : ""
        return ConsoleLayout(context).page(
            context[.navDrafts], at: .drafts,
            """
            <h1>\(context[.navDrafts])</h1>
            <p class="lead">\(context[.draftsLead])</p>
            <p><a href="\(ConsoleRoutes.reportPath)">\(context[.reportHeading])</a> ·
            <a href="/console/check">\(context[.navCheck])</a>\(entrusted)</p>
            \(HTML.joined(sections))\(none)
            """)
    }

    private var entrusted: HTML {
        guard context.mayReport else { return "" }
        return
            " · <a href=\"\(ConsoleRoutes.entrustedPath)\">\(context[.entrustedHeading])</a>"
    }

    private func section(_ heading: PageText, _ drafts: [Draft]) -> HTML {
        var table = DataTable(
            "\(context[heading])",
            [
                context[.draftTitle], context[.draftStage], context[.draftRows],
                context[.draftChannel], context[.draftAuthor], context[.draftChanged],
            ])
        for draft in drafts.prefix(DraftLimits.listedMax) {
            table.append([
                "<a href=\"\(ConsoleRoutes.path(of: draft.id))\">\(DraftWords(context).name(draft))</a>",
                DraftWords(context).badge(draft.stage), "\(ConsoleWords.grouped(draft.rowCount))",
                "\(draft.channel.rawValue)", "<bdi>\(draft.author.rawValue)</bdi>",
                ConsoleWords.minute(draft.changedAt),
            ])
        }
        let more: HTML =
            drafts.count > DraftLimits.listedMax
            ? "<p class=\"small\">\(context[.truncated])</p>" : ""
        return """
            <section><h2>\(context[heading])</h2>
            <div class="scroll hits">\(table.html)</div>\(more)</section>
            """
    }
}

/// A draft in people's words.
struct DraftWords {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// Its title, or what it is.
    func name(_ draft: Draft) -> HTML {
        draft.title.isEmpty
            ? "\(context[.draftUntitled]) \(String(draft.id.description.prefix(8)))"
            : ShownValue(context).text(draft.title)
    }

    func badge(_ stage: Draft.Stage) -> HTML {
        let (text, look): (PageText, String) =
            switch stage {
            case .writing: (.stageWriting, "")
            case .submitted: (.stageSubmitted, "disputed")
            case .approved: (.stageApproved, "disputed")
            case .published: (.stagePublished, "fine")
            case .withdrawing: (.stageWithdrawing, "disputed")
            case .withdrawn: (.stageWithdrawn, "")
            }
        return "<span class=\"badge \(look)\">\(context[text])</span>"
    }

    func warning(_ warning: DraftWarning) -> HTML {
        let value = ShownValue(context)
        switch warning {
        case .own(let words): return "\(context[.warnOwn]) \(value.text(words, max: 80))"
        case .ofMember(let member):
            return "\(context[.warnMember]) \(value.text(context.name(member)))"
        case .readsOtherwise(let other):
            guard let other else { return "\(context[.warnReads])" }
            return "\(context[.flagPasses]) \(value.text(other, max: 80))"
        case .twice: return "\(context[.warnTwice])"
        case .inAnotherDraft: return "\(context[.warnElsewhere])"
        case .reportedAlready: return "\(context[.warnReported])"
        case .objectedTo: return "\(context[.warnObjected])"
        case .entrusted(let member):
            return "\(context[.warnEntrusted]) \(value.text(context.name(member)))"
        }
    }
}
