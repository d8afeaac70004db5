/// The desk's languages, to choose one for all pages.
struct LanguageForm {
    let language: DeskLanguage
    /// Which the choice comes back to.
    let path: String

    var html: HTML {
        let buttons = DeskLanguage.allCases.map { one -> HTML in
            one == language
                ? "<span lang=\"\(one.tag)\" aria-current=\"true\">\(one.catalogue.ownName)</span>"
                : "<button name=\"to\" value=\"\(one.rawValue)\" lang=\"\(one.tag)\">\(one.catalogue.ownName)</button>"
        }
        return """
            <form class="languages" action="\(LanguageChoice.path)" method="post" enctype="multipart/form-data" aria-label="\(PageText.languageLabel(language))">
            <input type="hidden" name="from" value="\(path)">\(HTML.joined(buttons))</form>
            """
    }
}
