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
            ("Makro", "แม็คโคร"), ("City Union", "सिटी यूनियन"),
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
            ("Bank Day", "Старый Банк"), ("Rolex", "Россия"),
        ])
    func others(mark: String, text: String) throws {
        #expect(try hits([mark], text).map(\.0) == [])
    }

    @Test(
        "a word one letter away from a longer name is it",
        arguments: [
            ("Samsung", "Samsng Galaxy"), ("Samsung", "Sasmung"), ("Starbucks", "Starbuckz coffee"),
            ("Toyota", "Toyoto"), ("Louis Vuitton", "Louis Vuiton bag"),
            ("Louis Vuitton", "Luis Vuitton"),
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
        ])
    func noTypos(mark: String, text: String) throws {
        #expect(try hits([mark], text).map(\.0) == [])
    }
}
