import AllianceNames
import MarkRecognition
import Statements
import Testing

@Suite struct MarkRegisterTests {
    private static let (house, maison) = (
        MemberID(unchecked: "house"), MemberID(unchecked: "maison")
    )

    private static func right(
        _ title: String, _ number: String = "1", kind: Right.Kind = .trademark,
        aliases: [String] = [], classes: [Int] = []
    ) -> Right {
        Right(
            kind: kind, office: "EM", registrationNumber: number, title: title,
            jurisdictions: ["EM"], niceClasses: classes,
            aliases: aliases.map { LocalizedName(language: "zh", name: $0) })
    }

    @Test("rights of one owner with one title are one mark with all names; designs are none")
    func joined() {
        let marks = RegisteredMark.all(of: [
            (Self.house, Self.right("Gucci", "1", aliases: ["古驰"], classes: [18])),
            (Self.house, Self.right("GUCCI", "2", aliases: ["古驰", "古琦"], classes: [18, 25])),
            (Self.house, Self.right("Handle", "3", kind: .design)),
            (Self.maison, Self.right("Gucci", "4")), (Self.maison, Self.right("…", "5")),
        ])
        #expect(marks.map(\.owner) == [Self.house, Self.maison])
        #expect(marks[0].mark.aliases.map(\.name) == ["古驰", "古琦"])
        #expect(marks[0].mark.classes == [18, 25])
        #expect(marks[0].registrations == ["EM/1", "EM/2"])
    }

    @Test("the marks in a text are told with whose they are")
    func hits() {
        let register = MarkRegister(
            RegisteredMark.all(of: [
                (Self.house, Self.right("Gucci", aliases: ["古驰"])),
                (Self.maison, Self.right("Verel")),
            ]))
        let hits = register.hits(in: "Gυccí and Verel bags", context: .title)
        #expect(Set(hits.map(\.mark.owner)) == [Self.house, Self.maison])
        #expect(
            register.hits(in: "gucci-sale.shop", context: .domain).map(\.mark.mark.name) == [
                "Gucci"
            ])
        #expect(register.hits(in: "plain bags", context: .title).isEmpty)
        #expect(MarkRegister.empty.hits(in: "Gucci", context: .title).isEmpty)
        #expect(register.named("ＧＵＣＣＩ").map(\.isAlias) == [false])
        #expect(register.named("古驰").map(\.isAlias) == [true])
    }

    private static func owners(
        _ rights: [(MemberID, String)], _ text: String, _ context: RecognitionContext = .title
    ) -> [String] {
        let marks = rights.enumerated().map { place, right in
            (owner: right.0, right: Self.right(right.1, "\(place)"))
        }
        return MarkRegister(RegisteredMark.all(of: marks)).hits(in: text, context: context)
            .map { "\($0.mark.owner.rawValue): \($0.mark.mark.name)" }.sorted()
    }

    @Test("a member's longer mark covers its own shorter one, and no other member's")
    func longerMarks() {
        let (own, others) = ("house: Gucci", "maison: Gucci bag sale")
        let both = [(Self.house, "Gucci"), (Self.maison, "Gucci bag sale")]
        #expect(Self.owners(both, "new Gucci bag sale today") == [own, others])
        #expect(Self.owners(both, "Gυccí bag sale") == [own, others])
        #expect(Self.owners(both, "guccibagsale.shop", .domain) == [own, others])
        #expect(
            Self.owners([(Self.house, "Gucci"), (Self.house, "Gucci bag sale")], "Gucci bag sale")
                == ["house: Gucci bag sale"])
        #expect(
            Self.owners(both + [(Self.house, "Gucci bag sale")], "Gucci bag sale")
                == ["house: Gucci bag sale", others])
        // Nor one that begins within it.
        #expect(
            Self.owners(
                [(Self.house, "Louis Vuitton"), (Self.maison, "Vuitton bag sale")],
                "Louis Vuitton bag sale")
                == ["house: Louis Vuitton", "maison: Vuitton bag sale"])
        // What is another's name as it is written is no misspelling.
        #expect(
            Self.owners([(Self.house, "Gucci"), (Self.maison, "Guci bag")], "Guci bag sale")
                == ["maison: Guci bag"])
    }

    @Test("a member's many marks leave room for another's")
    func manyMarks() throws {
        func registered(_ owner: MemberID, _ name: String, _ number: Int) -> RegisteredMark {
            RegisteredMark(owner: owner, mark: Mark(name), registrations: ["EM/\(number)"])
        }
        let marks = (0..<Recogniser.hitsMax + 6).map { registered(Self.maison, "Gucci bag", $0) }
        let hits = MarkRegister(marks + [registered(Self.house, "Gucci", 0)])
            .hits(in: "Gucci bag", context: .title)
        #expect(hits.count == Recogniser.hitsMax)
        #expect(hits.contains { $0.mark.owner == Self.house })
        // Another's name is found behind thousands of the same letters, and of other words of the text.
        let same = (0..<5_000).map { registered(Self.maison, "Gucci", $0) }
        #expect(
            try Self.finds(Self.house, [registered(Self.house, "Gucci", 0)] + same, "Gucci bag"))
        let words = ["ba", "de", "fi", "go", "ku", "ma", "ne"].flatMap { end in
            ["lor", "tam", "vil", "sen", "dor", "kel", "pan", "mur", "bes", "fal"].map { $0 + end }
        }
        let other = words.flatMap { word in
            (0..<Recogniser.hitsMax).map { registered(Self.maison, word, $0) }
        }
        #expect(
            try Self.finds(
                Self.house, other + [registered(Self.house, "Gucci", 0)],
                words.joined(separator: " ") + " Gucci bag"))
    }

    @Test("a member's many names in a long text leave places for another's behind them")
    func longText() throws {
        let words = ["ba", "de", "fi", "go", "ku", "ma", "ne"].flatMap { end in
            ["lor", "tam", "vil", "sen", "dor", "kel", "pan", "mur", "bes", "fal"].map { $0 + end }
        }
        func registered(_ owner: MemberID, _ name: String, _ number: Int) -> RegisteredMark {
            RegisteredMark(owner: owner, mark: Mark(name), registrations: ["EM/\(number)"])
        }
        let marks = words.flatMap { word in
            (0..<Recogniser.hitsMax).map { registered(Self.maison, word, $0) }
        }
        // 90,000 places of names.
        let description = Array(repeating: words.joined(separator: " "), count: 20)
            .joined(separator: " ")
        let own = registered(Self.house, "Gucci", 0)
        for text in ["\(description) Gucci bag", "\(description) Gυccí bag"] {
            #expect(try Self.finds(Self.house, marks + [own], text))
            #expect(try Self.finds(Self.maison, marks + [own], text))
        }
    }

    @Test("a member's marks of one spelling are told apart by their goods, however many there are")
    func manyGoods() {
        // A short name, which needs its goods beside it.
        func registered(_ number: Int, _ classes: [Int]) -> RegisteredMark {
            RegisteredMark(
                owner: Self.house, mark: Mark("Nike", classes: classes),
                registrations: ["EM/\(number)"])
        }
        let marks = (0..<Recogniser.hitsMax).map { registered($0, [3]) } + [registered(99, [25])]
        let hits = MarkRegister(marks).hits(in: "new Nike shoes of Samothrace", context: .title)
        #expect(hits.map(\.mark.registrations) == [["EM/99"]])
    }

    @Test("a member's many names beside another's do not hide it where it is misspelled")
    func manyNearNames() throws {
        // Of each a letter is missing in 'samsng', as of the other's.
        let near = ["sams?ng", "sam?sng", "sa?msng"].flatMap { form in
            "bcdfghjklopqrtvwxyz".map { form.replacing("?", with: String($0)) }
        }
        let others = near.map {
            RegisteredMark(owner: Self.maison, mark: Mark($0), registrations: ["EM/1"])
        }
        let own = RegisteredMark(
            owner: Self.house, mark: Mark("Samsung"), registrations: ["EM/1"])
        #expect(try Self.finds(Self.house, others + [own], "Samsng Galaxy"))
        #expect(try Self.finds(Self.maison, others + [own], "Samsng Galaxy"))
    }

    private static func finds(
        _ owner: MemberID, _ marks: [RegisteredMark], _ text: String
    ) throws -> Bool {
        let register = MarkRegister(marks)
        return try register.found(in: text, context: .title, confidenceMin: 0).contains {
            register.marks[$0.mark].owner == owner
        }
    }

    @Test(
        "of more marks or names than are looked for, each owner has its share, whoever is met first"
    )
    func leavesRoom() {
        func marks(_ owner: MemberID, _ count: Int, aliases: Int = 0) -> [RegisteredMark] {
            (0..<count).map { number in
                let names = (0..<aliases).map { Mark.Alias(name: "Other \($0)") }
                return RegisteredMark(
                    owner: owner, mark: Mark("Mark \(number)", aliases: names),
                    registrations: ["EM/\(number)"])
            }
        }
        func owners(
            _ all: [RegisteredMark], marksMax: Int = 1_000, aliasesMax: Int = 1_000,
            lettersMax: Int = 100_000
        ) -> [MemberID: Int] {
            Dictionary(
                grouping: RegisteredMark.recognisable(
                    all, marksMax: marksMax, aliasesMax: aliasesMax, lettersMax: lettersMax),
                by: \.owner
            ).mapValues(\.count)
        }
        let greedy = MemberID(unchecked: "atelier")
        let many = marks(greedy, 100) + marks(Self.house, 3) + marks(Self.maison, 2)
        #expect(owners(many, marksMax: 10) == [greedy: 5, Self.house: 3, Self.maison: 2])
        #expect(RegisteredMark.recognisable(many) == many)
        let named =
            marks(greedy, 2, aliases: 300) + marks(Self.house, 4, aliases: 10)
            + marks(Self.maison, 1)
        #expect(owners(named, aliasesMax: 100) == [Self.house: 4, Self.maison: 1])
        #expect(
            owners(named, aliasesMax: 400) == [greedy: 1, Self.house: 4, Self.maison: 1])
        // A sign that reads as eighteen letters.
        let signs = RegisteredMark(
            owner: greedy, mark: Mark(String(repeating: "\u{fdfa}", count: 100)),
            registrations: ["EM/1"])
        #expect(
            owners([signs] + marks(Self.house, 3), lettersMax: 1_000) == [Self.house: 3])
    }

    @Test(
        "one title in many rights, each with other names, is gathered in time",
        .timeLimit(.minutes(1)))
    func manyRights() {
        let rights = (0..<400).map { number in
            (
                owner: Self.house,
                right: Self.right(
                    "Gucci", "\(number)", aliases: (0..<256).map { "Name \(number * 256 + $0)" })
            )
        }
        let marks = RegisteredMark.all(of: rights)
        #expect(marks.count == 1)
        #expect(marks.first?.mark.aliases.count == 400 * 256)
        #expect(marks.first?.registrations.count == 400)
    }

    @Test("the words of a query that are a name have its other names, the longest name first")
    func runs() {
        let register = MarkRegister(
            RegisteredMark.all(of: [
                (Self.house, Self.right("Gucci", aliases: ["古驰"])),
                (Self.maison, Self.right("Maison Verel", aliases: ["薇蕾"])),
                (Self.maison, Self.right("Verel", "2", aliases: ["唯蕾"])),
            ]))
        let runs = register.named(in: "fake gucci maison VEREL bags".split(separator: " "))
        #expect(runs.map(\.words) == [1..<2, 2..<4])
        #expect(runs.map(\.names) == [["古驰"], ["薇蕾"]])
        #expect(register.named(in: ["古驰"]).map(\.names) == [["Gucci"]])
        #expect(register.named(in: ["nothing"]).isEmpty)
    }
}
