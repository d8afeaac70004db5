import Casework
import MergedView

/// The searches that who looks has kept, and the form that keeps another.
struct SavedSearches {
    let context: ConsoleContext
    /// One that is not kept or named, and why.
    private let refused: RefusedForm?

    static let keeping = "keep"

    static func renaming(_ search: CaseworkID) -> String { "rename-\(search)" }

    init(_ context: ConsoleContext, _ refused: RefusedForm? = nil) {
        self.context = context
        self.refused = refused
    }

    func list(_ searches: [ListedSearch]) -> HTML {
        let language = context.language
        let items: HTML =
            searches.isEmpty
            ? "<p>\(SearchPageText.savedNone(language))</p>"
            : "<ul class=\"saved\">\(HTML.joined(searches.map(item)))</ul>"
        return """
            <section aria-labelledby="saved"><h2 id="saved">\(SearchPageText.savedHeading(language))</h2>
            <p class="small">\(SearchPageText.savedLead(language))</p>
            \(items)</section>
            """
    }

    private func item(_ listed: ListedSearch) -> HTML {
        let (language, search) = (context.language, listed.search)
        let path = "\(ConsoleRoutes.searchesPath)/\(search.id)"
        let name = ShownValue(context).text(search.name)
        let renaming = Self.renaming(search.id)
        let isOpen: HTML = refused?.isOf(renaming) == true ? " open" : ""
        let typed = refused?.typed("name", in: renaming) ?? search.name
        let run: HTML =
            listed.form == nil
            ? "<b>\(name)</b> <span class=\"small\">\(SearchPageText.savedUnreadable(language))</span>"
            : """
            <form action="\(path)/run" method="post">\(context.tokenField)
            <button type="submit">\(name)</button></form> \(new(listed.new))
            """
        return """
            <li>\(run)
            <span class="small">\(SearchPageText.savedLastRun(language)): \(ConsoleWords.minute(search.ranAt))</span>
            <details\(isOpen)><summary>\(SearchPageText.savedChange(language))<span class="unseen">: \(name)</span></summary>
            <form action="\(path)/rename" method="post">\(context.tokenField)
            <label for="name-\(search.id.description)">\(SearchPageText.savedName(language))</label>
            <input id="name-\(search.id.description)" name="name" value="\(typed)" maxlength="\(String(SavedSearch.nameCharactersMax))" required autocomplete="off">
            <button type="submit">\(SearchPageText.rename(language))</button></form>
            <form action="\(path)/delete" method="post">\(context.tokenField)
            <button type="submit">\(SearchPageText.savedDelete(language))</button></form></details></li>
            """
    }

    private func new(_ hits: NewHits?) -> HTML {
        let language = context.language
        guard let hits else { return "" }
        guard hits.count > 0 else {
            return "<span class=\"small\">\(SearchPageText.savedNoneNew(language))</span>"
        }
        let least: HTML = hits.isComplete ? "" : " \(SearchPageText.orMore(language))"
        return """
            <span class="badge active">\(ConsoleWords.grouped(hits.count))\(least) \(SearchPageText.savedNew(language))</span>
            """
    }

    /// For the search that is shown.
    func keeping(_ form: SearchForm) -> HTML {
        let language = context.language
        guard context.keepsCasework, context.person != nil,
            form.restQuery.utf8.count <= SavedSearch.queryBytesMax
        else { return "" }
        return """
            <form class="narrow" action="\(ConsoleRoutes.searchesPath)" method="post">\(context.tokenField)
            <input type="hidden" name="search" value="\(form.restQuery)">
            <div class="field"><label for="save-name">\(SearchPageText.saveThis(language)): \(SearchPageText.savedName(language))</label>
            <input id="save-name" name="name" value="\(refused?.typed("name", in: Self.keeping) ?? "")" maxlength="\(String(SavedSearch.nameCharactersMax))" required autocomplete="off">
            <button type="submit">\(SearchPageText.save(language))</button></div></form>
            """
    }
}
