import MarkRecognition
import Statements

/// A text that came from a member or from outside, as a page shows it: escaped, apart from the direction of
/// what stands around it, with nothing in it that is not seen, and flagged where it may pass for another.
package struct ShownValue {
    /// Of a text in a table; its own page has it whole.
    static let cellCharactersMax = 96
    /// Marks on one letter; more pile up over the lines around it. Hebrew with points has three, Burmese five.
    package static let marksMax = 5

    let language: DeskLanguage

    init(_ language: DeskLanguage) { self.language = language }
    init(_ context: ConsoleContext) { self.init(context.language) }

    /// The text alone.
    /// - Parameter tag: the language that it says to be in.
    func text(_ text: String, max: Int? = nil, lang tag: String? = nil) -> HTML {
        let shown = max.map { String(text.prefix($0)) } ?? text
        let more: HTML = shown.count < text.count ? "<span class=\"more\">…</span>" : ""
        let lang: HTML = tag.map { " lang=\"\($0)\"" } ?? ""
        return "<bdi class=\"value\"\(lang)>\(Self.visible(shown))\(more)</bdi>"
    }

    /// With flags beside it.
    func flagged(_ text: String, max: Int? = nil, lang tag: String? = nil) -> HTML {
        "\(self.text(text, max: max, lang: tag))\(flags(of: text))"
    }

    /// An identifier as people read it.
    func identifier(_ indicator: Indicator, max: Int? = cellCharactersMax) -> HTML {
        flagged(indicator.readableValue, max: max)
    }

    /// The same, leading to its page.
    func link(_ indicator: Indicator, max: Int? = cellCharactersMax) -> HTML {
        let readable = indicator.readableValue
        guard let href = IdentifierLink.href(indicator) else {
            return identifier(indicator, max: max)
        }
        return "<a href=\"\(href)\">\(text(readable, max: max))</a>\(flags(of: readable))"
    }

    func flags(of text: String) -> HTML {
        let traps = ReadingTraps(of: text)
        guard !traps.isEmpty else { return "" }
        var flags: [HTML] = []
        if traps.hasHidden { flags.append(flag(PageText.flagHidden(language))) }
        if traps.mixesScripts { flags.append(flag(PageText.flagMixed(language))) }
        if let other = traps.passesFor {
            let name = String(other.prefix(Self.cellCharactersMax))
            flags.append(
                "<span class=\"flag\">\(PageText.flagPasses(language)) <bdi>\(Self.visible(name))</bdi></span>"
            )
        }
        return HTML.joined(flags)
    }

    private func flag(_ words: String) -> HTML { "<span class=\"flag\">\(words)</span>" }

    /// Every character of a text by its number, behind a fold.
    func codePoints(_ text: String) -> HTML {
        let shown = text.unicodeScalars.prefix(Self.codePointsMax)
        let points = shown.map { scalar -> HTML in
            let seen: HTML =
                ReadingTraps.isHidden(scalar) ? "" : "<bdi>\(String(scalar))</bdi> "
            return "<li>\(seen)<code>\(Self.number(scalar))</code></li>"
        }
        return """
            <details class="points"><summary>\(PageText.codePoints(language))</summary>
            <ul>\(HTML.joined(points))</ul></details>
            """
    }

    static let codePointsMax = 1_024

    /// `U+202E`.
    static func number(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Characters that are not seen stand as their numbers, and so do marks beyond what a letter can have.
    package static func visible(_ text: String) -> HTML {
        var parts: [HTML] = []
        var (run, marks) = (String.UnicodeScalarView(), 0)
        for scalar in text.unicodeScalars {
            guard isHidden(scalar, after: &marks) else {
                run.append(scalar)
                continue
            }
            parts.append(HTML.text(String(run)))
            parts.append("<span class=\"cp\">\(number(scalar))</span>")
            run = String.UnicodeScalarView()
        }
        parts.append(HTML.text(String(run)))
        return HTML.joined(parts)
    }

    /// For places that take no markup, such as a picture's labels.
    package static func plain(_ text: String, max: Int) -> String {
        var (shown, marks) = (String.UnicodeScalarView(), 0)
        for scalar in text.unicodeScalars {
            shown.append(isHidden(scalar, after: &marks) ? "\u{FFFD}" : scalar)
        }
        let plain = String(shown)
        return plain.count > max ? plain.prefix(max - 1) + "…" : plain
    }

    /// Whether a character is not shown as it is.
    /// - Parameter marks: how many stand before it on the same letter.
    private static func isHidden(_ scalar: Unicode.Scalar, after marks: inout Int) -> Bool {
        // By category: the marks of many scripts, and all that enclose, are of combining class 0.
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: marks += 1
        default: marks = 0
        }
        return ReadingTraps.isHidden(scalar) || marks > marksMax
    }
}
