import MarkRecognition
import Testing

@Suite struct DisguisedWordsTests {
    @Test(
        "a word that passes for another is told as that other",
        arguments: [
            ("Gυccí 0utlet", ["gucci", "outlet"]), ("Guсci", ["gucci"]),
            ("Gucc1", ["gucci", "guccl"]),
            ("R0l3x", ["rolex"]), ("аррӏе", ["apple"]), ("НІКЕ", ["hike"]),
            // Of Latin letters alone the index folds accents itself, and an m stays an m.
            ("Hermès", []), ("Неrmes", ["hermes"]),
        ])
    func found(text: String, expected: [String]) {
        let found = DisguisedWords.likenesses(in: text)
        #expect(Set(found).isSuperset(of: expected), "\(text): \(found)")
        #expect(found.count <= expected.count + 1, "\(text): \(found)")
    }

    @Test(
        "plain words, numbers and codes, and words of other scripts are left alone",
        arguments: [
            "plain words", "4711", "AB1234567", "+44 7700 900777", "Пример", "東京タワー", "古驰", "a1",
            "",
        ])
    func plain(text: String) {
        #expect(
            DisguisedWords.likenesses(in: text).isEmpty, "\(DisguisedWords.likenesses(in: text))")
    }

    @Test(
        "a text of ASCII is read as it is beside a word with an accent",
        arguments: [
            "R0LEX-0utlet.example", "SHOP_G0LD", "1nc0rp0rated", "a1b2 x9y", "12ab ab34c",
            "l0l l0l L0L",
            "8utter_8ean 0g", String(repeating: "ab0", count: 30), "c00l\u{0}s1te", "9abc", "",
        ])
    func ascii(text: String) {
        let found = DisguisedWords.likenesses(in: text)
        #expect(found == DisguisedWords.likenesses(in: "\(text) é"))
        #expect(found.count == Set(found).count)
    }

    @Test("of a long text there are no more than may be")
    func bounded() {
        let text = (0..<1_000).map { "gυ\(String($0, radix: 26).filter(\.isLetter))ccia" }
            .joined(separator: " ")
        #expect(DisguisedWords.likenesses(in: text).count <= DisguisedWords.likenessesMax)
    }
}
