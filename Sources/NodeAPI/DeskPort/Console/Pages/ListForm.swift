/// A form that takes a list of somebody's own: a file, or what is pasted.
struct ListForm {
    private let context: ConsoleContext
    private let action: String
    private let accept: String
    private let rows: Int
    private let sent: SentList

    /// - Parameters:
    ///   - accept: the files that a browser offers.
    ///   - rows: of the field to paste into.
    ///   - sent: what it came with before.
    init(
        _ context: ConsoleContext, action: String, accept: String, rows: Int,
        sent: SentList = .none
    ) {
        self.sent = sent
        self.context = context
        self.action = action
        self.accept = accept
        self.rows = rows
    }

    func html(file: String, hint: String, paste: String, button: String) -> HTML {
        """
        <form class="list" action="\(action)" method="post" enctype="multipart/form-data">\(context.tokenField)
        <label for="file">\(file)</label>
        <input id="file" name="file" type="file" accept="\(accept)" aria-describedby="file-hint">
        <p class="small" id="file-hint">\(hint)</p>
        \(sent.notes(context))
        <label for="list">\(paste)</label>
        <textarea id="list" name="list" rows="\(String(rows))" spellcheck="false" autocapitalize="none">
        \(sent.text)</textarea>
        <button type="submit">\(button)</button>
        </form>
        """
    }
}
