import AllianceNames
import Casework
import SignIn
import Statements

/// On a case: who else has one of its identifiers in a case and can be asked, and whether one wants to be told.
struct CaseContacts {
    let context: ConsoleContext
    let sheet: CaseSheet
    let path: String
    /// A contact that is not offered, and why.
    var refused: RefusedForm?

    static let offering = "contact"

    /// Whether the form that offers one is on the page.
    var isOffering: Bool { sheet.folder.closedAt == nil && sheet.optIn == nil }

    var html: HTML {
        """
        <section><h2>\(context[.contactHeading])</h2>
        \(matches)\(compared)\(form)</section>
        """
    }

    private var matches: HTML {
        guard !sheet.matches.isEmpty else { return "" }
        let value = ShownValue(context)
        var table = DataTable(
            "\(context[.contactHeading])",
            [
                context[.headIdentifier], context[.headMember], context[.caseContact],
                context[.headSince],
            ])
        for match in sheet.matches {
            table.append([
                value.link(match.indicator), value.text(context.name(match.member)),
                match.contact.isEmpty ? "\(context[.contactTold])" : value.flagged(match.contact),
                ConsoleWords.minute(match.at),
            ])
        }
        return "<div class=\"scroll hits\">\(table.html)</div>"
    }

    /// Also of those that found nothing: who only looks is seen.
    private var compared: HTML {
        guard sheet.optIn != nil else { return "" }
        let others = sheet.comparisons.filter { !$0.isAsking }
        let own = sheet.comparisons.filter(\.isAsking)
        return "\(line(.contactCompared, others))\(line(.contactAsked, own))"
    }

    private func line(_ text: PageText, _ comparisons: [CaseSheet.Comparison]) -> HTML {
        guard !comparisons.isEmpty else { return "" }
        let names = comparisons.map { one -> HTML in
            "\(ShownValue(context).text(context.name(one.member))) (\(ConsoleWords.minute(one.at)))"
        }
        return "<p class=\"small\">\(context[text]): \(HTML.joined(names, by: ", "))</p>"
    }

    private var form: HTML {
        guard sheet.folder.closedAt == nil else { return "" }
        guard let optIn = sheet.optIn else {
            return """
                <details\(refused?.isOf(Self.offering) == true ? " open" : "")><summary>\(context[.contactAsk])</summary>
                <form class="add" action="\(path)/contact" method="post">\(context.tokenField)
                <p class="small" id="contact-hint">\(context[.contactHint])</p>
                <label for="contact">\(context[.contactLabel])</label>
                <input id="contact" name="contact" maxlength="\(String(ContactOptIn.contactCharactersMax))" value="\(refused?.typed("contact", in: Self.offering) ?? "")" required autocomplete="off" aria-describedby="contact-hint">
                <button class="after" type="submit">\(context[.contactOptIn])</button></form></details>
                """
        }
        return """
            <form class="step" action="\(path)/contact/end" method="post">\(context.tokenField)
            <p>\(context[.contactGiven]): \(ShownValue(context).text(optIn.contact)) · <bdi>\(optIn.by.rawValue)</bdi></p>
            <button type="submit">\(context[.contactOptOut])</button></form>
            """
    }
}
