import MarkRecognition
import Testing

@Suite struct JoinedGoodsTests {
    private static let recogniser = Recogniser(of: [
        Mark(
            "Gucci",
            aliases: [
                .init(language: "zh", name: "古驰"), .init(language: "ru", name: "Гуччи"),
                .init(language: "ja", name: "グッチ"),
            ], classes: [18, 25]),
        Mark("Nike", classes: [25]), Mark("Louis Vuitton"), Mark("Rolex", classes: [14]),
        Mark("Mars", classes: [30]), Mark("Smart", classes: [14]), Mark("Mega", classes: [9]),
    ])

    @Test(
        "a name with its goods behind it is found without a space between them",
        arguments: [
            ("guccibag", "Gucci"), ("brown guccibags, 2 pcs", "Gucci"), ("gu\u{441}cibag", "Gucci"),
            ("nikeshoes size 42", "Nike"), ("#nikesneakers", "Nike"),
            ("louisvuittonwallet", "Louis Vuitton"), ("rolexwatch", "Rolex"),
            ("гуччисумка", "Gucci"), ("グッチバッグ", "Gucci"), ("guccibag2024", "Gucci"),
        ])
    func titles(text: String, mark: String) throws {
        #expect(try Self.recogniser.names(in: text) == [mark])
    }

    @Test("it is told how, and where the name stands")
    func rule() throws {
        let hit = try #require(try Self.recogniser.recognise("new nikeshoes").first)
        #expect(hit.rules == [.mark, .addedWords, .context])
        #expect(hit.scalars == 4..<8)
    }

    @Test(
        "a longer word that ends in another way, or is a word of its own, is not",
        arguments: [
            "nikes", "guccipen", "guccibar", "guccibagland", "rolexcollection", "smartwatch",
            "megaphone", "megaphones",
            // A short name, and goods of other classes.
            "nikelamps", "marscoats",
        ])
    func others(text: String) throws { #expect(try Self.recogniser.names(in: text) == []) }

    @Test(
        "in a domain name too",
        arguments: [
            ("古驰包包.com", ["Gucci"]), ("www.guccibelt.shop", ["Gucci"]),
            ("nikehoodie.com", ["Nike"]), ("my-guccibelt.com", ["Gucci"]), ("guccipen.com", []),
            ("smartwatch.example.com", ["Smart"]), ("smartbelt.com", []),
        ])
    func domains(domain: String, marks: [String]) throws {
        #expect(try Self.recogniser.names(in: domain, .domain) == marks)
    }
}
