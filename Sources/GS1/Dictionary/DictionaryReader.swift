/// Reads the notation of the syntax dictionary. Its only input is the table of this target, so what it
/// cannot read is a bug of the generator.
enum DictionaryReader {
    static func entries(of table: StaticString) -> [ApplicationIdentifier] {
        let text = table.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        return text.split(separator: "\n").flatMap(entries(ofLine:))
    }

    /// `AI[-AI] [flags] component... [attribute...] [# title]`
    private static func entries(ofLine line: Substring) -> [ApplicationIdentifier] {
        let sides = line.split(separator: "#", maxSplits: 1)
        let title = sides.count == 2 ? String(sides[1].drop { $0 == " " }) : ""
        var words = sides[0].split(separator: " ")[...]
        let range = words.removeFirst()
        var flags: Substring = ""
        if let first = words.first, first.allSatisfy({ "*?".contains($0) }) {
            flags = words.removeFirst()
        }
        let isAttribute = { (word: Substring) in word.first?.isLowercase == true }
        let components = words.prefix { !isAttribute($0) }.map(component)
        let attributes = words.dropFirst(components.count)
            .map { $0.split(separator: "=", maxSplits: 1) }
        func values(_ key: Substring) -> [Substring] {
            attributes.filter { $0[0] == key }.map { $0.count == 2 ? $0[1] : "" }
        }
        let keys = values("dlpkey")
        return identifiers(in: range).map { digits in
            ApplicationIdentifier(
                digits: digits, title: title, isPredefinedLength: flags.contains("*"),
                isDataAttribute: flags.contains("?"), components: components,
                requirements: values("req").map { requirement in
                    requirement.split(separator: ",")
                        .map { $0.split(separator: "+").map(pattern) }
                },
                exclusions: values("ex").flatMap { $0.split(separator: ",").map(pattern) },
                isPrimaryKey: !keys.isEmpty,
                qualifiers: keys.flatMap { key in
                    key.split(separator: "|").map { $0.split(separator: ",").map(String.init) }
                },
                isKnown: true)
        }
    }

    private static func identifiers(in range: Substring) -> [String] {
        let ends = range.split(separator: "-")
        guard ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]) else {
            return [String(range)]
        }
        return (first...last).map(String.init)
    }

    /// `N..20,linter`, `X3`, `[N4],linter`
    private static func component(_ word: Substring) -> ComponentFormat {
        let parts = word.split(separator: ",")
        let isOptional = word.first == "["
        var type = parts[0].filter { $0 != "[" && $0 != "]" }[...]
        let characters: Linter =
            switch type.removeFirst() {
            case "N": .csetnumeric
            case "X": .cset82
            case "Y": .cset39
            default: .cset64
            }
        let isVariable = type.hasPrefix("..")
        guard let max = Int(type.drop { $0 == "." }) else {
            preconditionFailure("the syntax dictionary's table has a component '\(word)'")
        }
        return ComponentFormat(
            characters: characters, min: isVariable ? 1 : max, max: max, isOptional: isOptional,
            linters: parts.dropFirst().map { name in
                guard let linter = Linter(rawValue: String(name)) else {
                    preconditionFailure("the syntax dictionary's table has a linter '\(name)'")
                }
                return linter
            })
    }

    private static func pattern(_ text: Substring) -> AIPattern {
        AIPattern(prefix: String(text.prefix { $0 != "n" }), count: text.utf8.count)
    }
}
