import MarkRecognition
import Testing

/// Names of foreign marks as people write them who hear them, none of them registered.
@Suite struct ForeignSpellingTests {
    private let recogniser = Recogniser(
        of: [
            "Gucci", "Dior", "Hugo Boss", "Adidas", "Valentino", "Lego", "Balenciaga", "Nike",
            "Hermes",
            "Louis Vuitton", "Chanel", "Cartier", "Rolex", "Moncler", "Missha",
        ].map { Mark($0) })

    @Test(
        "Greek writes with two letters what it has none for, and a nasal before a stop in two ways",
        arguments: [
            ("Γκούτσι", "Gucci"), ("Ντιόρ", "Dior"), ("Χούγκο Μπος", "Hugo Boss"),
            ("Αντίντας", "Adidas"), ("Βαλεντίνο", "Valentino"), ("Λέγκο", "Lego"),
            ("Μπαλενσιάγκα", "Balenciaga"), ("Λουί Βιτόν", "Louis Vuitton"),
        ])
    func greek(text: String, mark: String) throws {
        #expect(try recogniser.names(in: text) == [mark])
    }

    @Test("two vowels are heard one after the other where an accent or a diaeresis says so")
    func parted() throws {
        #expect(try recogniser.names(in: "Νάικ") == ["Nike"])
        #expect(try recogniser.names(in: "Νάι\u{308}κ") == ["Nike"])
        #expect(try recogniser.names(in: "Ναίκ").isEmpty)
    }

    @Test(
        "a rieul behind another is one l", arguments: [("롤렉스", "Rolex"), ("발렌티노", "Valentino")])
    func korean(text: String, mark: String) throws {
        #expect(try recogniser.names(in: text) == [mark])
    }

    @Test(
        "sha is one sound, whichever letters it is put together from",
        arguments: [
            ("シャネル", "Chanel"), ("シャネル バッグ", "Chanel"), ("샤넬 가방", "Chanel"), ("Σανέλ", "Chanel"),
            ("τσάντα Σανέλ", "Chanel"), ("미샤", "Missha"),
        ])
    func sibilants(text: String, mark: String) throws {
        #expect(try recogniser.names(in: text) == [mark])
    }

    @Test(
        "a name is read as the French, and as the English speak it, and without the h that it begins with",
        arguments: [
            ("Шанель", "Chanel"), ("Картье", "Cartier"), ("ルイヴィトン", "Louis Vuitton"),
            ("Найк", "Nike"), ("나이키", "Nike"), ("Эрмес", "Hermes"), ("에르메스", "Hermes"),
        ])
    func habits(text: String, mark: String) throws {
        #expect(try recogniser.names(in: text) == [mark])
    }
}
