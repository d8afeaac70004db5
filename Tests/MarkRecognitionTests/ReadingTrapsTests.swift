import MarkRecognition
import Testing

struct ReadingTrapsTests {
    @Test(
        "what can be read as it is written has no trap",
        arguments: [
            "shop.example", "Größe", "北京路 12号 ABC", "Пример", "+44 7700 900777", "東京タワー", "",
            "Hermès Æsir café", "œuvre", "Øresund", "Straße", "Łódź", "ABC 北京路 café", "đồng hồ",
            // One letter that looks like another is a word of its own in many languages; so is a number.
            "магазин у дома, а не с нами", "شارع ١٥", "٥٥", "第 〇 章", "ΑΒΓ δ ο",
        ])
    func plain(text: String) {
        #expect(ReadingTraps(of: text).isEmpty, "\(ReadingTraps(of: text))")
    }

    @Test(
        "an ı that Turkish is written with passes for nothing",
        arguments: [
            "kadın çantası", "Isparta'dan gül yağı", "altın yüzük", "Kadın/Erkek tişört, kırmızı",
            "Ankara'nın şapkası", "KADIN ÇANTASI", "İthal kaşarlı fırın.", "ayakkabı kılıfı 2 çift",
        ])
    func turkish(text: String) {
        #expect(ReadingTraps(of: text).isEmpty, "\(ReadingTraps(of: text))")
    }

    @Test(
        "an ı that stands where Turkish has none passes for an i, in Turkish texts too",
        arguments: [
            ("guccı", "gucci"), ("guccı çantası", "gucci çantası"), ("gmaıl şifre", "gmail şifre"),
            ("Nıke ayakkabı, çift", "Nike ayakkabı, çift"),
            // Words that no other word says to be Turkish.
            ("kadın", "kadin"), ("lılı.example", "lili.example"), ("buy lılı now", "buy lili now"),
            // Parts of an address.
            ("mağaza: adıdas.example", "mağaza: adidas.example"),
            ("satış: bilgi@adıdas.example", "satış: bilgi@adidas.example"),
            // With another look-alike.
            ("\u{261}ılı çanta", "gili çanta"),
        ])
    func dotless(text: String, passesFor: String) {
        #expect(ReadingTraps(of: text).passesFor == passesFor)
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

    @Test(
        "Latin letters beyond ASCII that look like ASCII are told",
        arguments: [
            ("\u{261}ucci.com", "gucci.com"), ("\u{251}pple.com", "apple.com"),
            ("l\u{131}l\u{131}.example", "lili.example"), ("\u{261}mail.com", "gmail.com"),
            ("\u{1d04}h\u{251}nel", "chanel"), ("s\u{261}", "sg"),
        ])
    func latin(text: String, passesFor: String) {
        let traps = ReadingTraps(of: text)
        #expect(traps.passesFor == passesFor)
        #expect(!traps.mixesScripts)
    }

    @Test(
        "each word is told by itself, whatever stands beside it",
        arguments: [
            ("\u{430}\u{440}\u{440}\u{4cf}\u{435}.中国", "apple.中国"),
            ("\u{430}\u{440}\u{440}\u{4cf}\u{435} 旗舰店", "apple 旗舰店"),
            ("é \u{251}pple – Größe", "é apple – Größe"),
            ("магазин \u{430}\u{440}\u{440}\u{4cf}\u{435}", "магазин apple"),
            ("\u{430}\u{440}\u{440}\u{4cf}\u{435}\u{202e}", "apple\u{202e}"),
            ("\u{261}ucci旗舰店", "gucci旗舰店"), ("买\u{251}pple吧", "买apple吧"),
            ("shop.exampleノpath", "shop.example/path"), ("\u{430} b", "a b"),
            ("1\u{1d7cf}a", "1la"),
        ])
    func words(text: String, passesFor: String) {
        #expect(ReadingTraps(of: text).passesFor == passesFor)
    }
}
