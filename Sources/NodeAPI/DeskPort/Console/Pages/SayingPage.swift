import AllianceNames
import CRDT
import MergedView
import SignIn
import Statements

/// What is about to be said of an identifier, before it is signed: all of it, who will be able to read it, and the
/// one button that signs it.
struct SayingPage {
    private let context: ConsoleContext
    private let saying: IdentifierSaying
    private let audience: DraftAudience

    init(
        _ context: ConsoleContext, _ saying: IdentifierSaying, _ audience: DraftAudience
    ) {
        self.context = context
        self.saying = saying
        self.audience = audience
    }

    private var form: SayingForm { saying.form }

    private func text(_ text: SayingText) -> String { text(context.language) }

    /// - Parameters:
    ///   - fields: as they were typed, which the form takes on.
    ///   - dots: the statements that are taken back.
    func answer(_ fields: FormFields, takingBack dots: [StatementDot]) -> DeskAnswer {
        var marks = [(SayingForm.once, Secret.random().text)]
        if form == .withdraw { marks.append((SayingForm.seen, SeenStatements.mark(of: dots))) }
        return page(fields, marks, dots, nil)
    }

    /// For a form that came while it was being signed: the same form, so that it is signed once, however often it is sent.
    func underWay(_ fields: FormFields, takingBack dots: [StatementDot]) -> DeskAnswer {
        let marks = [SayingForm.once, SayingForm.seen].compactMap { name in
            fields[name].map { (name, $0) }
        }
        return page(
            fields, marks, dots, RefusedForm(form.rawValue, IdempotencyKey.formInUse, fields))
    }

    private func page(
        _ fields: FormFields, _ marks: [(String, String)], _ dots: [StatementDot],
        _ refused: RefusedForm?
    ) -> DeskAnswer {
        let value = ShownValue(context)
        let button = text(form == .withdraw ? .takeBack : .sign)
        return ConsoleLayout(context).page(
            text(.confirmHeading), at: nil, status: refused?.status ?? 200,
            """
            <header class="subject"><p class="kind">\(ConsoleWords(context).kind(saying.indicator.type))</p>
            <h1>\(text(.confirmHeading)): \(value.text(saying.indicator.readableValue))</h1>
            <p class="flags">\(value.flags(of: saying.indicator.readableValue))</p></header>
            \(refused?.notice(context) ?? "")
            <section><h2>\(text(form.title))</h2><p>\(text(form.lead))</p>
            <dl class="facts">\(facts(dots))</dl></section>
            \(readers)
            <form class="report" action="\(form.path)" method="post">\(context.tokenField)
            \(hidden(fields, marks))
            <p>\(context[.draftForGood])</p>
            <button type="submit">\(button)</button></form>
            \(back)
            """)
    }

    /// What `FormFields.request(_:)` and `IdentifierSaying` read.
    ///
    /// - Parameter marks: that name this form, and what it was made for.
    private func hidden(_ fields: FormFields, _ marks: [(String, String)]) -> HTML {
        var values = form.fields.compactMap { name in fields[name].map { (name, $0) } }
        values.append((SayingForm.identifier, IdentifierLink.key(saying.indicator)))
        values += marks
        return HTML.joined(
            values.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\($1)\">\n" })
    }

    private var back: HTML {
        guard let href = IdentifierLink.href(saying.indicator) else { return "" }
        return "<p><a href=\"\(href)\">\(text(.back))</a></p>"
    }

    // MARK: What it says

    private func facts(_ dots: [StatementDot]) -> HTML {
        let facts = self.facts(of: saying.said, dots).map { name, fact -> HTML in
            "<div><dt>\(name)</dt><dd>\(fact)</dd></div>"
        }
        return HTML.joined(facts)
    }

    private func facts(
        of said: IdentifierStatement, _ dots: [StatementDot]
    ) -> [(String, HTML)] {
        let (words, value) = (ConsoleWords(context), ShownValue(context))
        switch said {
        case .objection(let said):
            return [
                (context[.headReason], "\(words.reason(said.reason))"),
                (text(.ownWords), said.text.map { value.flagged($0) } ?? "–"),
                (context[.forSeller], "\(context[said.onBehalfOfSeller ? .yes : .no])"),
            ]
        case .sightings(let said):
            return [
                (text(.total), "\(ConsoleWords.grouped(said.total))"),
                (context[.headFirst], ConsoleWords.day(said.first)),
                (context[.headLast], ConsoleWords.day(said.last)),
            ]
        case .link(let said):
            let other = said.a == saying.indicator ? said.b : said.a
            return [
                (
                    text(.otherIdentifier),
                    "\(words.kind(other.type)) \(value.flagged(other.readableValue))"
                ),
                (context[.headBasis], "\(words.basis(said.basis))"),
                (context[.headConfidence], words.confidence(said.confidence)),
                (text(.shows), said.evidence.map { value.flagged($0) } ?? "–"),
            ]
        case .withdrawal(let what, _):
            return [
                (text(.which), "\(text(SayingText(what)))"),
                (text(.statements), "\(ConsoleWords.grouped(dots.count))"),
                (context[.headEvidence], proofs(dots)),
            ]
        }
    }

    private func proofs(_ dots: [StatementDot]) -> HTML {
        let links = dots.prefix(Self.proofsMax).map { dot -> HTML in
            "<a href=\"\(EvidenceLink.href(dot))\" download>\(context[.proof])<span class=\"unseen\"> \(dot.log.description)</span> \(String(dot.index))</a>"
        }
        let rest = dots.count - links.count
        let more: HTML =
            rest > 0 ? " <span class=\"small\">+\(ConsoleWords.grouped(rest))</span>" : ""
        return "\(HTML.joined(links, by: ", "))\(more)"
    }

    private static let proofsMax = 20

    private var readers: HTML {
        let names = audience.readers.map {
            "<li>\(ShownValue(context).text(context.name($0)))</li>" as HTML
        }
        let readers: HTML =
            names.isEmpty
            ? "<p>\(context[.draftNobody])</p>"
            : "<ul class=\"names\">\(HTML.joined(names))</ul>"
        let marking: HTML =
            saying.said.marking.map {
                "<div><dt>\(context[.mayBeSeenBy])</dt><dd>\(ConsoleWords(context).audience($0))</dd></div>"
            } ?? ""
        return """
            <section><h2>\(context[.draftAudience])</h2>
            <dl class="facts"><div><dt>\(context[.draftChannel])</dt><dd>\(audience.channel.rawValue)</dd></div>
            \(marking)<div><dt>\(context[.headMembers]) (\(String(names.count)))</dt><dd>\(readers)</dd></div></dl></section>
            """
    }
}
