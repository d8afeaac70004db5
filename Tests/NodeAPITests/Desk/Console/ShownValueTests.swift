import NodeAPI
import Testing

struct ShownValueTests {
    /// Marks that stand one after another.
    private func longestPile(_ text: String) -> Int {
        var (pile, longest) = (0, 0)
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: pile += 1
            default: pile = 0
            }
            longest = max(longest, pile)
        }
        return longest
    }

    @Test(
        "marks do not pile up on one letter, of whatever class they are",
        arguments: [
            "a" + String(repeating: "\u{301}", count: 60),
            "\u{e01}" + String(repeating: "\u{e47}", count: 60),
            "a" + String(repeating: "\u{300}\u{301}\u{302}\u{488}", count: 30),
            "\u{915}" + String(repeating: "\u{93e}\u{301}", count: 30),
        ])
    func piled(text: String) {
        let most = ShownValue.marksMax
        #expect(longestPile(ShownValue.visible(text).markup) == most)
        #expect(longestPile(ShownValue.plain(text, max: 500)) == most)
        #expect(ShownValue.visible(text).markup.contains("<span class=\"cp\">U+0"))
    }

    @Test(
        "what people write stays as it is",
        arguments: [
            "ก็ที่น้ำ", "हिन्दी ज़िंदगी", "שָׁלוֹם בְּרֵאשִׁ֖ית", "Việt Nam", "မြွှေး", "བསྒྲུབས", "ភាសាខ្មែរ", "Łódź é",
        ])
    func written(text: String) {
        #expect(ShownValue.visible(text) == HTML.text(text))
        #expect(ShownValue.plain(text, max: 100) == text)
    }

    @Test("what is not seen stands as its number, or as U+FFFD where no markup can stand")
    func hidden() {
        let text = "a\u{202e}b\u{200b}"
        #expect(
            ShownValue.visible(text)
                == "a<span class=\"cp\">U+202E</span>b<span class=\"cp\">U+200B</span>")
        #expect(ShownValue.plain(text, max: 100) == "a\u{fffd}b\u{fffd}")
        #expect(ShownValue.plain("abcdef", max: 4) == "abc…")
    }
}
