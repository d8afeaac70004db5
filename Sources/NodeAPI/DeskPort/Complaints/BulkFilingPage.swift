import AllianceNames
import CSV
import Complaints
import Statements

/// The form for a spreadsheet of complaints, and what became of each.
struct BulkFilingPage {
    private let context: ConsoleContext
    private let channels: [ChannelID]
    private let words: ComplaintWords

    init(_ context: ConsoleContext, channels: [ChannelID]) {
        self.context = context
        self.channels = channels
        words = ComplaintWords(context.language)
    }

    static let filing = "list"

    /// - Parameter refused: a list that is not looked at, and why.
    func empty(_ refused: RefusedForm? = nil) -> DeskAnswer {
        func typed(_ field: String) -> String? { refused?.typed(field, in: Self.filing) }
        let form = typed(SentSpreadsheet.formField).flatMap(SpreadsheetForm.init(name:))
        let list = typed("list").flatMap { SpreadsheetText(typed: Array($0.utf8), as: form) }
        // Good faith is declared anew.
        return page("", refused, list: list) { $0 == "goodfaith" ? nil : typed($0) }
    }

    func answer(
        _ filing: BulkFiling, _ results: [(ComplaintRows.Group, BulkFiling.Result)]
    ) -> DeskAnswer {
        var table = DataTable(
            "\(words[.bulkCaption])",
            [
                words[.checkLine], words[.headRight], words[.headGround], words[.headListings],
                words[.bulkResult],
            ])
        for (group, result) in results {
            table.append([
                "\(String(group.lines.lowerBound))–\(String(group.lines.upperBound))",
                ComplaintWords.shown(group.right.key, max: 80), "\(words[.init(group.ground)])",
                "\(String(group.listings.count))", shown(result),
            ])
        }
        let refused = filing.refused.prefix(Self.refusedShown).map { refusal -> HTML in
            "<li>\(words[.checkLine]) \(String(refusal.line)): \(ProblemWords(refusal, context.language).line)</li>"
        }
        let unread: HTML =
            refused.isEmpty
            ? ""
            : "<section class=\"notice care\"><h2>\(words[.bulkRefused])</h2><ul>\(HTML.joined(refused))</ul></section>"
        let cut: HTML = filing.isCut ? "<p class=\"small\">\(words[.bulkCut])</p>" : ""
        let found: HTML =
            table.isEmpty
            ? ""
            : "<section><div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(words[.bulkCaption])\">\(table.html)</div>\(cut)</section>"
        let form = filing.list.form.sentence(context.language)
        let content: HTML = "<p class=\"small\">\(form)</p>\(question(filing))\(found)\(unread)"
        // A list of which something is filed is done with.
        let isDone = results.contains { _, result in
            if case .filed = result { true } else { false }
        }
        guard filing.isShown, !isDone else { return page(content) { _ in nil } }
        return page(content, list: filing.list) { field in
            switch field {
            case "channel": filing.channel.rawValue
            case "declaredby": filing.declaredBy
            case "goodfaith": filing.declaredBy.isEmpty ? nil : "yes"
            default: nil
            }
        }
    }

    private static let refusedShown = 50
    private static let unsureShown = 20

    /// Whether the rows are what they are to be, where nobody knows.
    private func question(_ filing: BulkFiling) -> HTML {
        guard filing.list.isGuessed else { return "" }
        var table = DataTable("\(words[.guessCaption])", [words[.checkLine], words[.guessRow]])
        for line in filing.unsureLines(max: Self.unsureShown) {
            table.append(["\(String(line.number))", ComplaintWords.shown(line.text, max: 240)])
        }
        return """
            <section class="notice care" role="alert"><h2>\(words[.guessHeading])</h2><p>\(words[.guessLead])</p>
            <div class="scroll" tabindex="0" role="region" aria-label="\(words[.guessCaption])">\(table.html)</div></section>
            """
    }

    private func shown(_ result: BulkFiling.Result) -> HTML {
        switch result {
        case .fine: return "\(words[.checkFine])"
        case .filed(let id):
            return
                "\(words[.stepFile]): <a href=\"\(ComplaintLink.href(id))\">\(id.origin.channel.rawValue) #\(String(id.index))</a>"
        case .refused(let problem): return ProblemWords(problem, context.language).line
        case .failed(let failures):
            let items = failures.map { failure -> HTML in
                let places: HTML =
                    failure.places.isEmpty
                    ? "" : " (\(words[.listing]) \(ComplaintWords.places(failure.places)))"
                return
                    "<li>\(words[.init(failure.check)])\(places). \(words[.mendLabel]): \(words[.init(mending: failure.check)])</li>"
            }
            return "<ul class=\"why\">\(HTML.joined(items))</ul>"
        }
    }

    private func page(
        _ found: HTML, _ refused: RefusedForm? = nil, list: SpreadsheetText? = nil,
        typed: (String) -> String?
    ) -> DeskAnswer {
        ConsoleLayout(context).page(
            words[.bulkHeading], at: .complaints, status: refused?.status ?? 200,
            """
            <h1>\(words[.bulkHeading])</h1>
            \(refused?.notice(context) ?? "")
            <p class="lead">\(words[.bulkLead])</p>
            <p class="small prose"><code>\(ComplaintRows.fields.joined(separator: ","))</code></p>
            \(found)
            \(channels.isEmpty ? "<p>\(words[.newNoChannel])</p>" : form(list, typed))
            """)
    }

    private func source(_ list: SpreadsheetText?) -> HTML {
        guard let list else {
            return """
                <div class="map"><label for="file">\(words[.file])</label>
                <input id="file" name="file" type="file" accept=".xlsx,.csv,text/csv"><span></span></div>
                """
        }
        return """
            \(SentSpreadsheet.hiddenField(list.form))<details><summary>\(words[.guessList])</summary>
            <label class="unseen" for="list">\(words[.guessList])</label>
            <textarea id="list" name="list" rows="8" spellcheck="false">
            \(list.text)</textarea></details>
            <p><a href="\(BulkFiling.path)">\(words[.guessAgain])</a></p>
            """
    }

    /// - Parameters:
    ///   - list: goes along, so that nothing of it has to be kept here; nil asks for a file.
    ///   - typed: what a field has.
    private func form(_ list: SpreadsheetText?, _ typed: (String) -> String?) -> HTML {
        let fields = ComplaintFields(words)
        let places = channels.map {
            fields.option($0.rawValue, $0.rawValue, $0.rawValue == typed("channel"))
        }
        let isTicked = typed("goodfaith") == "yes"
        return """
            <form class="add" action="\(BulkFiling.path)" method="post" enctype="multipart/form-data">\(context.tokenField)
            \(fields.select("channel", .headChannel, places))
            \(source(list))
            <fieldset class="facet"><legend>\(words[.goodFaith])</legend>
            \(fields.box("goodfaith", "yes", "\(words[.declaration])", isTicked: isTicked))
            \(fields.input("declaredby", .declaredBy, typed("declaredby") ?? "", more: "maxlength=\"512\""))</fieldset>
            <p class="steps"><button type="submit" name="do" value="check">\(words[.checkButton])</button>
            <button type="submit" name="do" value="file">\(words[.fileButton])</button></p></form>
            """
    }
}
