/// Measurements of one name, as monitoring systems read them.
///
/// Source: Prometheus, exposition formats, text-based format 0.0.4.
package struct MetricFamily: Hashable, Sendable {
    package enum Kind: String, Sendable { case gauge, counter }

    package struct Label: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package struct Sample: Hashable, Sendable {
        package let labels: [Label]
        package let value: Double

        package init(_ value: Double, _ labels: [Label] = []) {
            self.labels = labels
            self.value = value
        }
    }

    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// Base units are in the name: `_seconds`, `_bytes`; counters end in `_total`.
    package let name: String
    package let kind: Kind
    /// One sentence.
    package let help: String
    package let samples: [Sample]

    package init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    /// All families as one page.
    package static func text(_ families: [MetricFamily]) -> String {
        families.map(\.text).joined()
    }

    private var text: String {
        var text = "# HELP \(name) \(Self.escaped(help))\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.map {
                "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\""
            }
            text += name
            if !labels.isEmpty { text += "{\(labels.joined(separator: ","))}" }
            text += " \(Self.printed(sample.value))\n"
        }
        return text
    }

    /// Counts and times without an exponent or a fraction.
    private static func printed(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool = false) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
