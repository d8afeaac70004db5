import MarkRecognition
import Testing

struct ReadingTrapsTests {
    @Test(
        "what can be read as it is written has no trap",
        arguments: [
            "shop.example", "Größe", "北京路 12号 ABC", "Пример", "+44 7700 900777", "東京タワー", "",
        ])
    func plain(text: String) {
        #expect(ReadingTraps(of: text).isEmpty, "\(ReadingTraps(of: text))")
    }

    @Test(
        "characters that are not seen are told",
        arguments: ["a\u{202e}b", "a\u{200b}b", "a\nb", "a\u{ad}b", "\u{3164}"])
    func hidden(text: String) {
        #expect(ReadingTraps(of: text).hasHidden)
    }

    @Test(
        "scripts that no word mixes are told",
        arguments: ["p\u{430}ypal", "\u{3b1}pple", "ve\u{433}el"])
    func mixed(text: String) {
        #expect(ReadingTraps(of: text).mixesScripts)
    }

    @Test("what passes for ASCII is told, with what it passes for")
    func passes() {
        // аррӏе, all Cyrillic.
        let traps = ReadingTraps(of: "\u{430}\u{440}\u{440}\u{4cf}\u{435}")
        #expect(!traps.mixesScripts)
        #expect(traps.passesFor == "apple")
        let domain = ReadingTraps(of: "\u{430}\u{440}\u{440}\u{4cf}\u{435}-sample.example")
        #expect(domain.passesFor == "apple-sample.example")
    }
}
