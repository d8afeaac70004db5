import AllianceNames
import Casework

/// On a draft that could be published: has another member publish it.
struct EntrustForm {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// - Parameters:
    ///   - path: of the draft.
    ///   - shown: which state of it the page shows.
    ///   - refused: what is not done, and why.
    func html(
        _ publishers: [MemberID], path: String, shown: HTML, _ refused: RefusedForm? = nil
    ) -> HTML {
        func typed(_ field: String) -> String? {
            refused?.typed(field, in: DraftPage.entrusting)
        }
        guard !publishers.isEmpty else { return "" }
        let options = publishers.map { member -> HTML in
            let isChosen: HTML = member.rawValue == typed("through") ? " selected" : ""
            return
                "<option value=\"\(member.rawValue)\"\(isChosen)>\(context.name(member))</option>"
        }
        return """
            <details\(refused?.isOf(DraftPage.entrusting) == true ? " open" : "")><summary>\(context[.entrustHeading])</summary>
            <form class="step" action="\(path)/entrust" method="post">\(context.tokenField)\(shown)
            <p class="small" id="entrust-hint">\(context[.entrustHint])</p>
            <label for="through">\(context[.entrustPublisher])</label>
            <select id="through" name="through" aria-describedby="entrust-hint">\(HTML.joined(options))</select>
            <label for="message">\(context[.entrustMessage])</label>
            <input id="message" name="message" maxlength="\(String(EntrustmentLimits.textCharactersMax))" value="\(typed("message") ?? "")" autocomplete="off">
            <button type="submit">\(context[.entrustButton])</button></form></details>

            """
    }
}
