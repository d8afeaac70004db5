/// Markup that may stand on a page as it is. Text from elsewhere gets in through `text` only, which
/// escapes it, so that nothing that a name or a serial number contains is markup.
package struct HTML: Hashable, Sendable, ExpressibleByStringLiteral,
    ExpressibleByStringInterpolation
{
    package var markup: String

    private init(markup: String) { self.markup = markup }

    package init(stringLiteral value: String) { markup = value }

    package init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

    package static func text(_ text: String) -> HTML {
        var interpolation = Interpolation(literalCapacity: text.utf8.count, interpolationCount: 0)
        interpolation.appendInterpolation(text)
        return HTML(markup: interpolation.markup)
    }

    /// JSON for programs that read pages. It is no script: browsers run nothing of this type.
    static func data(_ json: String) -> HTML {
        let inert = json.replacing("<", with: "\\u003c").replacing("&", with: "\\u0026")
        return HTML(
            markup: "<script type=\"application/ld+json\">\(inert)</script>")
    }

    package static func joined(_ parts: [HTML]) -> HTML {
        HTML(markup: parts.map(\.markup).joined())
    }

    package static func joined(_ parts: [HTML], by separator: HTML) -> HTML {
        HTML(markup: parts.map(\.markup).joined(separator: separator.markup))
    }

    /// Interpolated text is escaped, interpolated markup is not.
    package struct Interpolation: StringInterpolationProtocol {
        var markup: String

        package init(literalCapacity: Int, interpolationCount: Int) {
            markup = ""
            markup.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: String) { markup += literal }

        package mutating func appendInterpolation(_ html: HTML) { markup += html.markup }

        package mutating func appendInterpolation(_ text: String) {
            for scalar in text.unicodeScalars {
                switch scalar {
                case "&": markup += "&amp;"
                case "<": markup += "&lt;"
                case ">": markup += "&gt;"
                case "\"": markup += "&quot;"
                case "'": markup += "&#39;"
                default: markup.unicodeScalars.append(scalar)
                }
            }
        }
    }
}
