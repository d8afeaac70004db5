import Foundation
import Statements
import Testing

/// The tables are internal; what a company's name becomes shows them.
@Suite("Unicode folding")
struct NormalizationTests {
    @Test(
        "composes, orders marks and folds as the Unicode Standard says",
        arguments: [
            // Canonical order and composition, with a blocked mark and an excluded composition.
            ("A\u{30a}", "å"), ("a\u{323}\u{307}", "ạ\u{307}"), ("a\u{307}\u{323}", "ạ\u{307}"),
            ("\u{212b}", "å"), ("\u{958}", "\u{915}\u{93c}"),
            ("q\u{307}\u{323}", "q\u{323}\u{307}"),
            // Hangul by arithmetic.
            ("\u{1100}\u{1161}\u{11a8}", "각"), ("가\u{11a8}", "각"),
            // Compatibility and case.
            ("ﬁ①㎏Ⅷ", "fi1kgviii"), ("ΜΆΪΟΣ", "μάϊοσ"), ("İ", "i\u{307}"), ("Ǆ", "dž"),
            ("ꭰ", "Ꭰ"), ("\u{1f80}", "ἀι"),
        ])
    func folding(raw: String, expected: String) {
        let folded = canonical(.company, raw)
        #expect(folded.map { Array($0.unicodeScalars) } == Array(expected.unicodeScalars))
    }

    /// Up to U+FFFF only: beyond, Foundation on Linux composes U+10041 as if it were U+0041.
    @Test("agrees with Foundation's normal form C on what it folds to")
    func agreesWithFoundation() throws {
        for value in UInt32(0xa0)...0xffff {
            guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic,
                let folded = canonical(.company, "x " + String(scalar) + "\u{323}\u{301}")
            else { continue }
            let composed = folded.precomposedStringWithCanonicalMapping
            if Array(composed.utf8) != Array(folded.utf8) {
                Issue.record(
                    "U+\(String(value, radix: 16)): \(Array(folded.unicodeScalars)) \(Array(composed.unicodeScalars))"
                )
            }
        }
    }
}
