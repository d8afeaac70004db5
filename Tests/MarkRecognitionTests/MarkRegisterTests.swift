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
