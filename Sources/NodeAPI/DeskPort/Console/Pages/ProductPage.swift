import GS1
import Peering
import ProductAuthentication

/// A product check within the console: a field that takes what a scanner sends, and the verdict below it.
struct ProductPage {
    let context: ConsoleContext

    /// Whether this node has a program for that.
    let readsPhotos: Bool

    init(_ context: ConsoleContext, readsPhotos: Bool) {
        self.context = context
        self.readsPhotos = readsPhotos
    }

    func empty() -> DeskAnswer { page("", code: "") }

    func malformed(_ code: String, _ error: GS1Error) -> DeskAnswer {
        page(
            """
            <section class="notice care"><h2>\(context[.malformedTitle])</h2>
            <p>\(context[.malformedLead])</p><p class="small">\(ProblemWords(row: error.keyword, error.description, context.language).line)</p></section>
            """, code: code, status: 400)
    }

    func missing(_ item: ItemIdentifiers, _ code: String, owner: String?) -> DeskAnswer {
        let lead: PageText = owner == nil ? .notInAlliance : .notRegistered
        let name: HTML =
            owner.map { "<p>\(context[.owner]): \(ShownValue(context).flagged($0))</p>" } ?? ""
        return page(
            """
            <section class="notice"><h2>\(context[.notFoundTitle])</h2>
            <p>\(context[lead])</p>\(name)
            <p>\(context[.gtin]): <code>\(item.gtin.digits14)</code></p></section>
            """, code: code, status: 404)
    }

    func answer(
        _ item: ItemIdentifiers, _ code: String, _ product: DeskProduct, _ verdict: DeskVerdict
    ) -> DeskAnswer {
        let result = VerdictPage(language: context.language, requestID: "")
            .sections(item, product, verdict, heading: "h2", serialAction: "/console/product")
        return page(result, code: code)
    }

    func unread(_ text: PhotoText, status: Int) -> DeskAnswer {
        page(
            """
            <section class="notice care"><h2>\(PhotoText.unreadHeading(context.language))</h2>
            <p>\(text(context.language))</p></section>
            """, code: "", status: status)
    }

    /// - Parameter found: the section of what was reported that looks like the photo.
    func lookedAlike(_ found: HTML) -> DeskAnswer {
        page(
            """
            <section class="notice care"><h2>\(PhotoText.noCodeHeading(context.language))</h2>
            <p>\(PhotoText.lookedAlike(context.language))</p></section>
            \(found)
            """, code: "")
    }

    private var photo: HTML {
        let language = context.language
        guard readsPhotos else { return "<p class=\"small\">\(PhotoText.off(language))</p>" }
        return """
            <form class="list" action="\(ConsoleRoutes.photoPath)" method="post" enctype="multipart/form-data">\(context.tokenField)
            <label for="photo">\(PhotoText.heading(language))</label>
            <input id="photo" type="file" name="photo" accept="image/jpeg,image/png" capture="environment" required aria-describedby="photo-hint">
            <p class="small" id="photo-hint">\(PhotoText.hint(language))</p>
            <button class="after" type="submit">\(PhotoText.button(language))</button></form>
            """
    }

    private func page(_ result: HTML, code: String, status: Int = 200) -> DeskAnswer {
        let content: HTML = """
            <h1>\(context[.navProduct])</h1>
            <form class="search" action="/console/product" method="post" enctype="multipart/form-data">\(context.tokenField)
            <div class="field"><label for="code">\(context[.codeLabel])</label>
            <input id="code" name="code" value="\(code)" required maxlength="2048" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint">
            <button type="submit">\(context[.checkButton])</button></div>
            <p class="small" id="code-hint">\(context[.scanHint])</p>
            </form>
            <div class="narrow">\(result)\(photo)</div>
            """
        return ConsoleLayout(context).page(
            context[.navProduct], at: .product, status: status, content)
    }
}
