import AllianceNames
import Casework
import SignIn

/// Reports in preparation, those that wait first to be decided on, and what was published of them.
struct DraftListPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// What is listed under one heading, with pages of its own.
    enum Group: String, CaseIterable {
        case waiting, writing, published

        func takes(_ draft: Draft) -> Bool {
            switch draft.stage {
            case .submitted, .approved, .withdrawing: self == .waiting
            case .writing: self == .writing
            case .published, .withdrawn: self == .published
            }
        }

        var heading: PageText {
            switch self {
            case .waiting: .draftsWaiting
            case .writing: .draftsWriting
            case .published: .draftsPublished
            }
        }
    }

    /// - Parameters:
    ///   - only: nil for all groups, each from its first page.
    ///   - after: where the page before of that group ended.
    func answer(_ drafts: [Draft], only: Group?, after: CasePlace?) -> DeskAnswer {
        let sections = (only.map { [$0] } ?? Group.allCases).compactMap { group -> HTML? in
            let list = ListPage<Draft, CasePlace>(drafts.filter(group.takes), after: after)
            return list.items.isEmpty ? nil : section(group, list)
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

    private func section(_ group: Group, _ list: ListPage<Draft, CasePlace>) -> HTML {
        var table = DataTable(
            "\(context[group.heading])",
            [
                context[.draftTitle], context[.draftStage], context[.draftRows],
                context[.draftChannel], context[.draftAuthor], context[.draftChanged],
            ])
        for draft in list.items {
            table.append([
                "<a href=\"\(ConsoleRoutes.path(of: draft.id))\">\(DraftWords(context).name(draft))</a>",
                DraftWords(context).badge(draft.stage), "\(ConsoleWords.grouped(draft.rowCount))",
                "\(draft.channel.rawValue)", "<bdi>\(draft.author.rawValue)</bdi>",
                ConsoleWords.minute(draft.changedAt),
            ])
        }
        let next = list.next.map {
            "\(ConsoleRoutes.draftsPath)?group=\(group.rawValue)&after=\($0)"
        }
        return """
            <section><h2>\(context[group.heading])</h2>
            <div class="scroll hits">\(table.html)</div>\(context.nextPage(next))</section>
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
