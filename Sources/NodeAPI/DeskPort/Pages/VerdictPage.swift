import GS1
import ProductAuthentication
import Roster

/// The page about one product or one item: the verdict first and in words, then why, then what it is,
/// then whose word it is.
struct VerdictPage {
    let language: DeskLanguage
    let requestID: String

    /// What a member chose to call things is shown so that it passes for nothing else.
    private var value: ShownValue { ShownValue(language) }

    /// - Parameter asksWhere: whether it is asked in which country the item is.
    func page(
        _ item: ItemIdentifiers, _ product: DeskProduct, _ verdict: DeskVerdict,
        asksWhere: Bool = false
    ) -> DeskAnswer {
        let content: HTML = """
            \(sections(item, product, verdict, heading: "h1", serialAction: "/find"))
            \(asksWhere && item.serial != nil ? countryForm(item) : "")
            <p><a href="/">\(PageText.again(language))</a></p>
            """
        let words = VerdictWords(verdict.judgement.verdict)
        let title = Self.tells(item, verdict) ? words.title : PageText.productHeading
        return PageLayout(language).page(title: title(language), content)
    }

    /// What the page consists of, for other pages too.
    /// - Parameters:
    ///   - heading: the element of the first one: `h1` where nothing stands above it.
    ///   - serialAction: what is asked for a missing serial number.
    func sections(
        _ item: ItemIdentifiers, _ product: DeskProduct, _ verdict: DeskVerdict, heading: HTML,
        serialAction: String
    ) -> HTML {
        let layout = PageLayout(language)
        let words = VerdictWords(verdict.judgement.verdict)
        let isTold = Self.tells(item, verdict)
        return """
            \(isTold ? banner(item, product, verdict, words, heading) : "")
            \(isTold ? reasons(verdict) : "")
            \(item.serial == nil ? serialForm(item, product, isTold ? "h2" : heading, serialAction) : "")
            <section><h2>\(PageText.productHeading(language))</h2>
            \(layout.facts(identifiers(item, product)))</section>
            \(isTold ? source(layout, verdict) : "")
            """
    }

    /// Whether a verdict is shown: of an item, and wherever there is a warning, such as that the printed lot is
    /// recalled.
    private static func tells(_ item: ItemIdentifiers, _ verdict: DeskVerdict) -> Bool {
        item.serial != nil || verdict.judgement.verdict >= .caution
    }

    /// Names the item too: a verdict without its object is soon taken for that of another one.
    private func banner(
        _ item: ItemIdentifiers, _ product: DeskProduct, _ verdict: DeskVerdict,
        _ words: VerdictWords, _ heading: HTML
    ) -> HTML {
        let name = product.name(in: language)?.text ?? product.brand
        let judgement = verdict.judgement
        let printed = item.serial?.text ?? item.lot?.text
        let number: HTML = printed.map { " · <code>\($0)</code>" } ?? ""
        let sure: HTML =
            judgement.verdict == .unknown
            ? ""
            : "<p class=\"small\">\(PageText.confidence(language)): \(VerdictWords.confidence(judgement.confidence, language))</p>"
        return """
            <section class="verdict \(judgement.verdict.rawValue)" aria-labelledby="verdict">
            <p class="item">\(value.flagged(name))\(number)</p>
            <div class="head">\(Self.symbol(judgement.verdict))<div>
            <\(heading) id="verdict">\(words.title(language))</\(heading)>
            <p>\(words.note(language))</p>
            \(sure)</div></div></section>
            """
    }

    private func reasons(_ verdict: DeskVerdict) -> HTML {
        guard !verdict.judgement.reasons.isEmpty else { return "" }
        let items = verdict.judgement.reasons.map { reason -> HTML in
            "<li>\(language.catalogue.sentence(of: reason))</li>\n"
        }
        return """
            <section><h2>\(PageText.reasons(language))</h2><ul>
            \(HTML.joined(items))</ul></section>
            """
    }

    private func serialForm(
        _ item: ItemIdentifiers, _ product: DeskProduct, _ heading: HTML, _ action: String
    ) -> HTML {
        let name = product.name(in: language)?.text ?? product.brand
        guard product.isSerialised else {
            return """
                <section class="verdict unknown"><\(heading)>\(value.flagged(name))</\(heading)>
                <p>\(PageText.noSerials(language))</p></section>
                """
        }
        return """
            <form action="\(action)" method="get">
            <\(heading)>\(value.flagged(name))</\(heading)>
            <p>\(PageText.serialNeeded(language))</p>
            <input type="hidden" name="code" value="\(item.elementString)">
            <label for="serial">\(PageText.serialLabel(language))</label>
            <input id="serial" name="serial" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false">
            <button type="submit">\(PageText.checkButton(language))</button>
            </form>
            """
    }

    private func countryForm(_ item: ItemIdentifiers) -> HTML {
        let path = item.digitalLinkPath.prefix { $0 != "?" }
        let expiry: HTML =
            item.expiry.map {
                "<input type=\"hidden\" name=\"17\" value=\"\($0.description)\">"
            } ?? ""
        return """
            <form action="\(String(path))" method="get">
            \(expiry)<label for="country">\(PageText.countryLabel(language))</label>
            <input id="country" name="\(DigitalLinkRequest.countryParameter)" required minlength="2" maxlength="2" autocomplete="country" autocapitalize="characters" spellcheck="false" aria-describedby="country-hint">
            <p class="small" id="country-hint">\(PageText.countryHint(language))</p>
            <button type="submit">\(PageText.checkButton(language))</button>
            </form>
            """
    }

    private func identifiers(
        _ item: ItemIdentifiers, _ product: DeskProduct
    ) -> [(PageText, HTML?)] {
        let name = product.name(in: language)
        let page = product.links.first { $0.linkType == "pip" }
        return [
            (PageText.brand, value.flagged(product.brand)),
            (
                PageText.name,
                name.map { value.flagged($0.text, lang: $0.language) }
            ),
            (PageText.gtin, "<code>\(item.gtin.digits14)</code>"),
            (PageText.serial, item.serial.map { "<code>\($0.text)</code>" }),
            (PageText.lot, item.lot.map { "<code>\($0.text)</code>" }),
            (PageText.expiry, item.expiry.map { "<code>\(Self.date($0))</code>" }),
            (PageText.owner, value.flagged(product.owner)),
            (
                PageText.brandPage,
                page.map {
                    "<a href=\"\($0.href)\" rel=\"noopener noreferrer external\">\(value.text($0.title))</a>\(value.flags(of: $0.title))"
                }
            ),
        ]
    }

    private func source(_ layout: PageLayout, _ verdict: DeskVerdict) -> HTML {
        let time = UTCTimestamp(millisecondsSince1970: verdict.answeredAt).description
        let readable = time.replacing("T", with: " ").dropLast()
        let facts = layout.facts([
            (
                PageText.answeredBy,
                verdict.responderName.map { value.flagged($0) }
                    ?? "\(PageText.nobody(language))"
            ),
            (PageText.answeredAt, "<time datetime=\"\(time)\">\(String(readable))</time>"),
            (
                PageText.asOf,
                verdict.asOf.map { "\($0.size.description) \(PageText.entries(language))" }
            ),
        ])
        let signed: HTML =
            verdict.signedAnswer == nil ? "" : "<p class=\"small\">\(PageText.signed(language))</p>"
        return """
            <section><h2>\(PageText.sourceHeading(language))</h2>
            \(facts)\(signed)</section>
            """
    }

    /// The date in full, the century being that of this one: what is printed has two digits of the
    /// year only.
    private static func date(_ date: ExpiryDate) -> String {
        let text = date.description
        let (year, month, day) = (text.prefix(2), text.dropFirst(2).prefix(2), text.suffix(2))
        return day == "00" ? "20\(year)-\(month)" : "20\(year)-\(month)-\(day)"
    }

    /// A sign beside the words, never instead of them: colour alone tells nothing.
    private static func symbol(_ verdict: Verdict) -> HTML {
        let shape: HTML =
            switch verdict {
            case .genuine:
                "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"m7.5 12.5 3 3 6-7\"/>"
            case .caution: "<path d=\"M12 3 1.8 21h20.4z\"/><path d=\"M12 10v5m0 3v.01\"/>"
            case .counterfeitSuspected:
                "<path d=\"M8 2h8l6 6v8l-6 6H8l-6-6V8z\"/><path d=\"M12 7v6m0 4v.01\"/>"
            case .unknown:
                "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"M9 9.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2.9-1.2 1.8m0 3v.01\"/>"
            }
        return
            "<svg viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\">\(shape)</svg>"
    }
}
