import GS1
import Testing

@Suite struct GS1MessageLaws {
    private static let starts: [[UInt8]] = [
        [], Array("(".utf8), Array("^".utf8), [29], Array("]Q3".utf8), Array("]E0".utf8),
        Array("]Q1https://a/".utf8), Array("https://a/".utf8), Array("/".utf8), Array("01".utf8),
    ]

    private static let parts =
        [
            "(01)", "(21)", "(10)", "(17)", "(8008)", "(253)", "(8110)", "09520123456788", "270430",
            "AB", "\\(", "/01/", "/21/", "/10/", "/8004/", "?17=", "?", "&", "=", "%2", "%41", "F",
            "é", "(", ")", "/", "^", "\u{1D}", "01", "3103000195", "|]e0", "#", "+",
            "5060917510004",
        ].map { Array($0.utf8) } + [[0], [0xff], [0xc3]]

    private func input(seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var bytes = Self.starts.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            if Bool.random(using: &generator) {
                bytes += Self.parts.randomElement(using: &generator) ?? []
            } else {
                bytes.append(UInt8.random(in: .min ... .max, using: &generator))
            }
        }
        return bytes
    }

    @Test(
        "any bytes are read or refused in every syntax, and a fault lies within them",
        arguments: 0..<2_000)
    func total(seed: UInt64) {
        let bytes = input(seed: seed)
        let options: [GS1Options] = [
            [], [.convenienceNames, .shortGTIN, .unknownIdentifiers, .unknownAttributes],
        ]
        for syntax in [nil] + GS1Syntax.allCases {
            for options in options {
                check(bytes, syntax, options, seed)
            }
        }
    }

    private func check(
        _ bytes: [UInt8], _ syntax: GS1Syntax?, _ options: GS1Options, _ seed: UInt64
    ) {
        do throws(GS1Error) {
            let message = try GS1Message(
                parsing: bytes, as: syntax, options: options, associations: .none)
            let printed = [
                (message.bracketed, GS1Syntax.bracketed),
                (message.caretString, .elementString), (message.elementString, .bareElementString),
            ]
            for (text, syntax) in printed {
                let again = try GS1Message(
                    parsing: text, as: syntax, options: options, associations: .none)
                #expect(again == message, "\(text), seed \(seed)")
            }
        } catch {
            guard case .message(let fault) = error else { return }
            #expect(
                fault.offset >= 0 && fault.length >= 0
                    && fault.offset + fault.length <= bytes.count, "\(fault), seed \(seed)")
        }
    }

    /// A message with a key and what may stand beside it in a link.
    private func linkable(seed: UInt64) throws -> GS1Message {
        var generator = SeededGenerator(seed: seed)
        let characters = Array("aZ9!\"%&'()*+,-./:;<=>?_")
        func word() -> String {
            String(
                (0..<Int.random(in: 1...20, using: &generator)).map { _ in
                    characters.randomElement(using: &generator) ?? "x"
                }
            ).replacing("(", with: "\\(")
        }
        var elements = ["(01)09520123456788"]
        for ai in ["22", "10", "21", "240", "243", "710", "90"] where Bool.random(using: &generator)
        {
            elements.append("(\(ai))\(word())")
        }
        if Bool.random(using: &generator) { elements.append("(3103)000195") }
        elements.shuffle(using: &generator)
        return try GS1Message(parsing: elements.joined(), associations: .none)
    }

    @Test("a message and its Digital Link say the same", arguments: 0..<500)
    func links(seed: UInt64) throws {
        let message = try linkable(seed: seed)
        let link = try message.digitalLink(domain: "https://brand.example/01/stem/21")
        let read = try GS1Message(parsing: link, associations: .none)
        #expect(Set(read.elements) == Set(message.elements), "\(link), seed \(seed)")
        #expect(try read.digitalLink() == message.digitalLink(), "\(link), seed \(seed)")
    }

    @Test("the canonical form of a canonical form is itself", arguments: 0..<200)
    func canonical(seed: UInt64) throws {
        let canonical = try linkable(seed: seed).canonical
        #expect(canonical.canonical == canonical, "seed \(seed)")
        #expect(
            try GS1Message(parsing: canonical.elementString, associations: .none) == canonical,
            "seed \(seed)")
    }

    /// Inputs that would be slow for a reader that goes back over what it has read.
    @Test(
        "an input four times as long takes less than sixteen times as long",
        arguments: [
            ("https://a/", "99/", ""), ("https://a/01/09520123456788?", "&", ""),
            ("https://a/01/09520123456788?", "x=%41&", ""), ("(400)", "\\(", ""),
            ("^400", "A", ""), ("https://a/8004/", "%41", ""), ("(", "1", ""), ("]E0", "1", ""),
            ("https://a/01/09520123456788/10/", "a/", "x"),
        ])
    func linear(head: String, filling: String, tail: String) {
        func bytes(_ count: Int) -> [UInt8] {
            let repeats = (count - head.utf8.count - tail.utf8.count) / filling.utf8.count
            return Array((head + String(repeating: filling, count: repeats) + tail).utf8)
        }
        func time(_ input: [UInt8]) -> Duration {
            (0..<20).map { _ in
                ContinuousClock().measure { _ = try? GS1Message(parsing: input) }
            }.min() ?? .zero
        }
        // A quadratic reader would take sixteen times as long; the fastest of twenty runs is no noise.
        let short = time(bytes(2_000))
        let long = time(bytes(8_000))
        #expect(long < short * 16 + .microseconds(200), "\(short), \(long)")
    }
}
