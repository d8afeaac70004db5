import MarkRecognition
import Testing

@Suite struct OrdinaryWordTests {
    private static let recogniser = Recogniser(of: [
        Mark("Coach", classes: [18]), Mark("Smart"), Mark("Martin"), Mark("Modem"),
        Mark("Wellcome"), Mark("Chanel", classes: [18]),
        Mark("World", aliases: [.init(language: "zh", name: "世界")], classes: [9]),
        Mark("Apple", classes: [9]), Mark("Malchik"), Mark("Baixing"), Mark("Liberty"),
        Mark("Family Mart"),
    ])

    @Test(
        "a mark that is a word of every day needs its goods beside it, or to be the whole text",
        arguments: [
            ("Coach", ["Coach"]), ("Coach leather handbag", ["Coach"]), ("coach trip to Paris", []),
            ("football coach with shoes", []), ("Martin", ["Martin"]), ("by Martin Luther", []),
            ("COACH outlet", ["Coach"]), ("fresh apple cake", []),
            ("Apple iPhone 12 64GB", ["Apple"]), ("世界手机", ["World"]), ("世界很大", []),
            ("Family Mart opens", ["Family Mart"]),
        ])
    func ordinary(text: String, marks: [String]) throws {
        #expect(try Self.recogniser.names(in: text) == marks)
    }

    @Test("where a mark's classes are not known there may be nothing but goods beside it")
    func withoutClasses() throws {
        #expect(try Self.recogniser.names(in: "Smart watch") == ["Smart"])
        #expect(try Self.recogniser.names(in: "Smart watches, official, 2 pcs") == ["Smart"])
        #expect(try Self.recogniser.names(in: "Smart watch with silicone strap") == [])
        #expect(try Self.recogniser.names(in: "Smart 2") == [])
    }

    @Test("it is told all the same where somebody disguised it")
    func disguised() throws {
        #expect(try Self.recogniser.names(in: "my C0ach, hardly used") == ["Coach"])
        #expect(try Self.recogniser.names(in: "my Соach, hardly used") == ["Coach"])
        #expect(try Self.recogniser.names(in: "c0ach.shop", .domain) == ["Coach"])
    }

    @Test("what is held back is told with a low confidence, and why")
    func heldBack() throws {
        let hit = try #require(
            try Self.recogniser.recognise("a smart idea", confidenceMin: 0.1).first)
        #expect(hit.rules == [.mark, .noContext])
        #expect(hit.confidence < Recogniser.confidenceMin)
    }

    @Test(
        "a word of every day is no misspelling of a mark, unless the mark's goods are beside it",
        arguments: [
            ("a modern idea", []), ("you are welcome here", []),
            ("you are wellcome here", ["Wellcome"]), ("мальчик играет", []),
            ("百姓量贩", ["Baixing"]), ("老百姓大药房", []), ("новый либерти дом", ["Liberty"]),
            ("Мальчик", ["Malchik"]), ("2 Мальчик", ["Malchik"]), ("English channel swim", []),
            ("Channel leather bag", ["Chanel"]),
        ])
    func another(text: String, marks: [String]) throws {
        #expect(try Self.recogniser.names(in: text) == marks)
    }

    private static let makers = Recogniser(of: [
        Mark("Dior", classes: [3, 18]), Mark("Zara", classes: [25]), Mark("Puma"),
        Mark("Gillette", classes: [8]), Mark("Cartier", classes: [14]),
        Mark("Apple", aliases: [.init(language: "zh", name: "苹果")], classes: [9]),
        Mark("Umny vybor"),
    ])

    @Test(
        "a short name stands beside its goods in each script that it is heard in",
        arguments: [
            ("בושם דיור", ["Dior"]), ("דיור בר השגה", []), ("דיור כיסא", []),
            ("عطر ديور", ["Dior"]),
            ("ديور سيارة", []), ("Диор чемодан", ["Dior"]), ("დიორ ჩანთა", ["Dior"]),
            ("Դիոր պայուսակ", ["Dior"]), ("डिओर बैग", ["Dior"]), ("Ζάρα φόρεμα", ["Zara"]),
            ("ปูม่า รองเท้า", ["Puma"]), ("ディオール バッグ", ["Dior"]), ("디올 가방", ["Dior"]),
        ])
    func scripts(text: String, marks: [String]) throws {
        #expect(try Self.makers.names(in: text) == marks)
    }

    @Test(
        "in every script a word of every day or of goods wants goods of the mark's classes, or to be the whole text",
        arguments: [
            ("жилет женский", []), ("теплый жилет", []), ("жилет", ["Gillette"]),
            ("жилет бритва", ["Gillette"]), ("картер двигателя", []), ("картер", ["Cartier"]),
            ("картер часы", ["Cartier"]), ("新鲜红富士苹果 10斤", []), ("苹果", ["Apple"]),
            ("苹果手机", ["Apple"]),
            // Words of every day that together sound like a name of several.
            ("магазин Умный выбор", ["Umny vybor"]), ("умный магазин", []),
        ])
    func ordinaryInOtherScripts(text: String, marks: [String]) throws {
        #expect(try Self.makers.names(in: text) == marks)
    }

    @Test(
        "in a domain name it needs goods of its classes",
        arguments: [
            ("smart.com", []), ("smart-login.com", []), ("smarthome.shop", []),
            ("coach.pages.dev", []), ("coachhandbags.shop", ["Coach"]),
            ("coach-bags.example.com", ["Coach"]), ("welcome.com", []),
            ("familymart.com", ["Family Mart"]),
        ])
    func domains(domain: String, marks: [String]) throws {
        #expect(try Self.recogniser.names(in: domain, .domain) == marks)
    }

    @Test("words are looked up as they read, from the first of the table to the last")
    func table() {
        for word in [
            "home", "HOME", "für", "дом", "família", "中国", "martin", "aaron", "картер", "苹果",
            "жилет",
            "חולצה",
        ] {
            #expect(OrdinaryWords.contains(word), "\(word)")
        }
        for word in ["", "homx", "homee", "gucci", "家家家", "\u{10ffff}", "two words", "zzzz"] {
            #expect(!OrdinaryWords.contains(word), "\(word)")
        }
    }
}
