import MarkRecognition
import Testing

@Suite struct NearNameTests {
    private func hits(_ marks: [String], _ text: String) throws -> [(String, MarkHit)] {
        let recogniser = Recogniser(try MarkList(marks.map { Mark($0) }))
        return try recogniser.recognise(text).map { (recogniser.marks[$0.mark].name, $0) }
    }

    @Test(
        "a Latin name is found as it sounds in other scripts",
        arguments: [
            ("Starbucks", "スターバックス"), ("Starbucks", "스타벅스"), ("Starbucks", "Старбакс"),
            ("Toyota", "トヨタ"),
            ("Toyota", "Тойота"), ("Samsung", "سامسونج"), ("Rolex", "Ρόλεξ"), ("Daihatsu", "ダイハツ"),
            ("Gucci", "Гуччи"), ("Tolia", "თოლია"), ("Ameriabank", "Ամերիաբանկ"),
            ("Max Stock", "מקס סטוק"),
            ("Makro", "แม็คโคร"), ("City Union", "सिटी यूनियन"), ("Jarir", "جرير"),
            ("Samsung", "삼성"), ("Shufersal", "שופרסל"), ("Refah Bank", "بانک رفاه"),
            ("Mitsubishi", "ميتسوبيشي"), ("Punthai", "พันธุ์ไทย"), ("Gong Cha", "공차"),
            ("Jingkelong", "京客隆"), ("Bank of Ningbo", "宁波银行"), ("Adidas", "阿迪達斯"),
        ])
    func transliterations(mark: String, text: String) throws {
        let found = try hits([mark, "Kaufland", "Vodafone", "Decathlon"], text)
        #expect(found.map(\.0) == [mark])
        #expect(found.first?.1.rules.contains(.transliteration) == true)
        #expect(found.first?.1.scalars == 0..<text.unicodeScalars.count)
    }

    @Test(
        "a name that only sounds somewhat alike is another",
        arguments: [
            ("Santander", "Саратов"), ("Kaufland", "Казахстан"), ("Toyota", "Татария"),
            ("Bank Day", "Старый Банк"), ("Rolex", "Россия"), ("Mr. Lee", "ملی"),
            ("Li-Ning", "快乐柠檬"),
        ])
    func others(mark: String, text: String) throws {
        #expect(try hits([mark], text).map(\.0) == [])
    }

    @Test("of thousands of names that sound alike each is found by its own sound")
    func manyNames() throws {
        var seed: UInt64 = 3
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % UInt64(bound))
        }
        let consonants = zip("bdfgklmnprstvz", "бдфгклмнпрствз").map { ($0, $1) }
        let vowels = zip("aeiou", "аеиоу").map { ($0, $1) }
        let names = (0..<3_000).map { _ in
            (0..<(6 + next(6))).map { place in
                place.isMultiple(of: 2)
                    ? consonants[next(consonants.count)] : vowels[next(vowels.count)]
            }
        }
        let latin = names.map { String($0.map(\.0)) }
        let recogniser = Recogniser(try MarkList(latin.map { Mark($0) }))
        for (position, name) in names.enumerated().prefix(300) {
            let text = "новый " + String(name.map(\.1)) + " дом"
            let found = try recogniser.recognise(text).map { latin[$0.mark] }
            #expect(found.contains(latin[position]), "\(text): \(found)")
        }
    }

    @Test("the longest text of words that sound like many names ends in bounded time and hits")
    func bounded() throws {
        let names = (0..<2_000).map {
            "Wayawi" + String($0, radix: 2).map { $0 == "0" ? "yo" : "hu" }.joined()
        }
        let recogniser = Recogniser(try MarkList((names + ["Kokoka"]).map { Mark($0) }))
        let text = String(repeating: "кокока уайауи ", count: Recogniser.textScalarsMax / 14)
        #expect(try recogniser.recognise(text, confidenceMin: 0).count == Recogniser.hitsMax)
    }

    @Test(
        "a word one letter away from a longer name is it",
        arguments: [
            ("Samsung", "Samsng Galaxy"), ("Samsung", "Sasmung"), ("Starbucks", "Starbuckz coffee"),
            ("Toyota", "Toyoto"), ("Louis Vuitton", "Louis Vuiton bag"),
            ("Louis Vuitton", "Luis Vuitton"),
            // Of five letters: one that is there once or twice, and two that changed places.
            ("Gucci", "Guci bag"), ("Gucci", "Guccii"), ("Prada", "Praad"),
            ("Rolex", "Rloex watch"),
        ])
    func typos(mark: String, text: String) throws {
        let found = try hits([mark, "Kaufland"], text)
        #expect(found.map(\.0) == [mark])
        #expect(found.first?.1.rules.contains(.typo) == true)
    }

    @Test(
        "a word two letters away, or beside a short name, is another",
        arguments: [
            ("Samsung", "Samson"), ("Gucci", "Gucco"), ("Target", "Carpet"), ("Nikon", "Nixon"),
            ("Prada", "Prado"), ("Honda", "Hondo"), ("Gucci", "Gucii"), ("Canon", "Caon"),
            ("Epson", "Espn"), ("Prada", "rPada"), ("Nike", "Nikke"), ("Fendi", "Fendie"),
        ])
    func noTypos(mark: String, text: String) throws {
        #expect(try hits([mark], text).map(\.0) == [])
    }
}
