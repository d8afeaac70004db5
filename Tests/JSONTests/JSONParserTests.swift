import JSON
import Testing

@Suite struct JSONParserTests {
    @Test(
        "what is not JSON, or JSON in two minds, is refused with the place",
        arguments: [
            ("", 0), ("{", 1), ("[1,]", 3), ("{\"a\":1,}", 7), ("{\"a\" 1}", 5), ("[1 2]", 3),
            ("01", 2), ("-", 1), ("1.", 2), ("1e", 2), ("+1", 0), ("nul", 0), ("\"a", 2),
            ("\"\\x\"", 3), ("\"\\ud800\"", 7), ("\"\\ud800\\u0041\"", 13), ("\"\\u12g4\"", 3),
            ("\"a\u{1}\"", 3), ("1 2", 2), ("{\"a\":1,\"a\":2}", 10),
            ("{\"a\":1,\"\\u0061\":2}", 15), ("\u{feff}1", 0), ("'a'", 0),
        ])
    func refusals(text: String, offset: Int) {
        do {
            let value = try JSONValue(parsing: text)
            Issue.record("\(text) reads as \(value)")
        } catch {
            #expect(error.offset == offset, "\(text)")
        }
    }

    @Test("escapes, numbers and nesting read as RFC 8259 has them")
    func values() throws {
        #expect(
            try JSONValue(
                parsing: #" {"a": [1, -0.5e+3, true, false, null], "": "\u00e9\n\ud83d\ude00\/"} "#)
                == .object([
                    "a": .array([
                        .number("1"), .number("-0.5e+3"), .bool(true), .bool(false), .null,
                    ]),
                    "": .string("é\n😀/"),
                ]))
    }

    @Test("nesting is read to its limit and no deeper")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONValue(parsing: nested(12))
        #expect(throws: JSONError.self) { try JSONValue(parsing: nested(13)) }
        // Far deeper than the stack would bear.
        #expect(throws: JSONError.self) { try JSONValue(parsing: nested(1_000_000)) }
    }

    @Test("bytes that are no UTF-8 are refused inside a text")
    func encoding() throws {
        #expect(try JSONValue(parsing: Array("\"é\"".utf8)) == .string("é"))
        for bad in [[0x22, 0xc3, 0x22], [0x22, 0xff, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22]]
            as [[UInt8]]
        {
            #expect(throws: JSONError.self) { try JSONValue(parsing: bad) }
        }
    }

    @Test("the compact form sorts keys and has no white space")
    func compact() throws {
        let value = try JSONValue(parsing: #"{"b": [1, {"c": null}], "a": "x\ny", "d": {}}"#)
        #expect(value.compact == #"{"a":"x\u000ay","b":[1,{"c":null}],"d":{}}"#)
    }

    @Test("what is printed reads back as the same value, for seeded values")
    func printParse() throws {
        let seed: UInt64 = 20_261_123
        var random = SeededGenerator(seed: seed)
        for round in 0..<500 {
            let value = Self.value(depth: 1, using: &random)
            #expect(
                try JSONValue(parsing: value.printed) == value, "seed \(seed), round \(round)")
            #expect(
                try JSONValue(parsing: value.compact) == value, "seed \(seed), round \(round)")
        }
    }

    private static func value(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        func text() -> String {
            let scalars: [Unicode.Scalar] = [
                "a", "\"", "\\", "\u{0}", "\u{1f}", "\u{7f}", "é", "😀",
            ]
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                text.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
            }
            return String(text)
        }
        switch Int.random(in: 0...(depth < 5 ? 6 : 4), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .number("\(Int.random(in: -100...100, using: &random))")
        case 3, 4: return .string(text())
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    value(depth: depth + 1, using: &random)
                })
        default:
            var members: [String: JSONValue] = [:]
            for _ in 0..<Int.random(in: 0...7, using: &random) {
                members[text()] = value(depth: depth + 1, using: &random)
            }
            return .object(members)
        }
    }
}
