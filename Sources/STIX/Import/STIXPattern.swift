/// A simple STIX pattern: comparisons for equality, joined by OR, within one observation
/// (`[a:b = 'x' OR c:d = 'y']`) or between observations (`[a:b = 'x'] OR [c:d = 'y']`). Comparisons joined by AND
/// are one term, which may be an identifier of several properties: an account is a platform and a name.
///
/// Everything else says more than 'this identifier is bad' (FOLLOWEDBY, qualifiers) or less
/// (LIKE, MATCHES, NOT), so it is refused whole.
///
/// Source: STIX 2.1 section 9.
struct STIXPattern {
    static let comparisonsMax = 1_000

    struct Comparison: Equatable {
        /// `domain-name:value`, quotes within it dropped.
        let path: String
        let value: String
    }

    /// Joined by OR; those of one term by AND.
    let terms: [[Comparison]]

    init(parsing text: String) throws(STIXError) {
        var lexer = Lexer(text)
        var terms: [[Comparison]] = []
        repeat {
            try lexer.expect("[")
            let isGrouped = lexer.take("(")
            repeat {
                try terms.append(contentsOf: Self.terms(&lexer))
                guard terms.count <= Self.comparisonsMax else {
                    throw .patternCount(comparisonsMax: Self.comparisonsMax)
                }
            } while lexer.takeWord("OR")
            if isGrouped { try lexer.expect(")") }
            try lexer.expect("]")
        } while lexer.takeWord("OR")
        try lexer.expectEnd()
        self.terms = terms
    }

    /// Several of an IN, which nothing can be joined to.
    private static func terms(_ lexer: inout Lexer) throws(STIXError) -> [[Comparison]] {
        var term = try comparison(&lexer)
        guard term.count == 1 else { return term.map { [$0] } }
        while lexer.takeWord("AND") {
            let next = try comparison(&lexer)
            term += next
            guard next.count == 1, term.count <= comparisonsMax else {
                throw .patternOperator("AND")
            }
        }
        return [term]
    }

    private static func comparison(_ lexer: inout Lexer) throws(STIXError) -> [Comparison] {
        let path = try lexer.path()
        if lexer.takeWord("IN") {
            try lexer.expect("(")
            var values: [Comparison] = []
            repeat {
                values.append(Comparison(path: path, value: try lexer.string()))
            } while lexer.take(",")
            try lexer.expect(")")
            return values
        }
        try lexer.expect("=")
        return [Comparison(path: path, value: try lexer.string())]
    }

    /// The few tokens of such a pattern. A word that a pattern may hold but we do not read is
    /// named in the refusal.
    private struct Lexer {
        private let text: [Character]
        private var position = 0

        init(_ text: String) { self.text = Array(text) }

        mutating func take(_ character: Character) -> Bool {
            skipSpace()
            guard position < text.count, text[position] == character else { return false }
            position += 1
            return true
        }

        mutating func takeWord(_ word: String) -> Bool {
            skipSpace()
            let end = position + word.count
            guard end <= text.count, String(text[position..<end]) == word,
                end == text.count || !text[end].isLetter
            else { return false }
            position = end
            return true
        }

        mutating func expect(_ character: Character) throws(STIXError) {
            guard !take(character) else { return }
            throw refusal()
        }

        mutating func expectEnd() throws(STIXError) {
            skipSpace()
            guard position == text.count else { throw refusal() }
        }

        /// Up to the operator: `file:hashes.'SHA-256'`.
        mutating func path() throws(STIXError) -> String {
            skipSpace()
            if takeWord("NOT") { throw .patternOperator("NOT") }
            var path = ""
            while position < text.count, !text[position].isWhitespace, text[position] != "=",
                text[position] != "!", text[position] != "<", text[position] != ">",
                text[position] != "]"
            {
                if text[position] != "'" { path.append(text[position]) }
                position += 1
            }
            guard path.contains(":") else { throw .patternMalformed(at: position) }
            return path
        }

        mutating func string() throws(STIXError) -> String {
            try expect("'")
            var value = ""
            while position < text.count, text[position] != "'" {
                if text[position] == "\\" {
                    position += 1
                    guard position < text.count else { break }
                }
                value.append(text[position])
                position += 1
            }
            try expect("'")
            return value
        }

        private mutating func skipSpace() {
            while position < text.count, text[position].isWhitespace { position += 1 }
        }

        private func refusal() -> STIXError {
            let operators = [
                "AND", "FOLLOWEDBY", "NOT", "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET", "EXISTS",
                "START", "STOP", "WITHIN", "REPEATS", "!=", "<", ">",
            ]
            let rest = String(text[position...].prefix(16))
            if let found = operators.first(where: { rest.hasPrefix($0) }) {
                return .patternOperator(found)
            }
            return .patternMalformed(at: position)
        }
    }
}
