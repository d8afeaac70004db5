import AllianceNames
import MarkRecognition
import Statements
import Testing

@Suite struct AliasProposerTests {
    private static let other = MemberID(unchecked: "house")

    private static func register(_ title: String, _ aliases: [(String, String)]) -> MarkRegister {
        let right = Right(
            kind: .trademark, office: "EM", registrationNumber: "1", title: title,
            jurisdictions: ["EM"],
            aliases: aliases.map { LocalizedName(language: $0.0, name: $0.1) })
        return MarkRegister(RegisteredMark.all(of: [(other, right)]))
    }

    @Test(
        "a mark is proposed in every script by how it sounds, and each time the recogniser finds it"
    )
    func scripts() throws {
        let proposals = try AliasProposer().proposals(for: "Samsonite Karama")
        let scripts = Set(proposals.map(\.script))
        for script in ["Cyrl", "Geor", "Armn", "Kana", "Hang"] {
            #expect(scripts.contains(script), "\(script) of \(scripts.sorted())")
        }
        let recogniser = Recogniser(try MarkList([Mark("Samsonite Karama")]))
        for proposal in proposals {
            let hits = try recogniser.recognise(proposal.name)
            let whole = hits.first {
                $0.scalars == 0..<proposal.name.unicodeScalars.count
            }
            #expect(whole?.confidence == proposal.confidence, "\(proposal.name)")
            #expect(proposal.confidence >= Recogniser.confidenceMin)
            #expect(proposal.rule != .known && proposal.owner == nil)
        }
    }

    @Test(
        "letters are those of the script, in the form that people write",
        arguments: [
            ("Tanaro", "ru", "Танаро"), ("Tanaro", "ka", "ტანარო"), ("Tanaro", "ja", "タナロ"),
            ("Tanaro", "ko", "타나로"), ("Tanaro", "hy", "Տանարո"),
        ])
    func spelling(mark: String, language: String, name: String) throws {
        let proposals = try AliasProposer().proposals(for: mark)
        let names = proposals.filter { $0.language == language }.map(\.name)
        #expect(names.contains(name), "\(proposals.map(\.name))")
    }

    @Test("a name in Chinese characters is proposed in pinyin")
    func pinyin() throws {
        let proposals = try AliasProposer().proposals(for: "安踏体育")
        #expect(proposals.map(\.name) == ["Antatiyu"])
        #expect(proposals.allSatisfy { $0.rule == .pinyin && $0.script == "Latn" })
        #expect(proposals.first?.language == "zh-Latn")
    }

    @Test("what a right has for the same mark comes first, with whose right it is")
    func known() throws {
        let register = Self.register("GUCCI", [("zh", "古驰"), ("ru", "Гуччи")])
        let proposals = try AliasProposer(register).proposals(for: "Gucci")
        #expect(proposals.prefix(2).map(\.name) == ["古驰", "Гуччи"])
        #expect(proposals.prefix(2).allSatisfy { $0.rule == .known && $0.owner == Self.other })
        #expect(proposals.first?.language == "zh" && proposals.first?.found.first == .alias)
        // Of another mark nothing is known.
        let others = try AliasProposer(register).proposals(for: "Prada")
        #expect(!others.contains { $0.rule == .known })
    }

    @Test("what the right has already is not proposed, and no name twice")
    func taken() throws {
        let register = Self.register("Gucci", [("zh", "古驰")])
        let all = try AliasProposer(register).proposals(for: "Gucci")
        let taken = try #require(all.first { $0.rule == .transliteration })
        let rest = try AliasProposer(register).proposals(
            for: "Gucci", without: ["古驰", taken.name.uppercased()])
        #expect(!rest.contains { $0.name == "古驰" || $0.name == taken.name })
        #expect(Set(all.map(\.name)).count == all.count)
    }

    @Test(
        "the same mark gives the same proposals, within the bound, and what is no mark is refused")
    func bounded() throws {
        for mark in ["Gucci", "7-Eleven", "Louis Vuitton Malletier", "ÆØÅ", "X"] {
            let proposals = try AliasProposer().proposals(for: mark)
            #expect(try proposals == AliasProposer().proposals(for: mark))
            #expect(proposals.count <= AliasProposer.proposalsMax)
        }
        let many = (0..<200).map { ("zh", "古驰\(Character(Unicode.Scalar(0x4e00 + $0)!))") }
        let crowded = try AliasProposer(Self.register("Gucci", many)).proposals(for: "Gucci")
        #expect(crowded.count <= AliasProposer.proposalsMax)
        #expect(throws: RecognitionError.self) { try AliasProposer().proposals(for: "...") }
        #expect(throws: RecognitionError.self) {
            try AliasProposer().proposals(
                for: String(repeating: "a", count: MarkList.nameScalarsMax + 1))
        }
    }

    @Test("whatever the name, each proposal is another name that the recogniser finds, however odd")
    func anyName() throws {
        let letters = Array("abcdefghijklmnopqrstuvwxyzéøßñ0179-'& .".unicodeScalars)
        var seed: UInt64 = 20
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        var proposed = 0
        for _ in 0..<60 {
            let name = String(
                String.UnicodeScalarView(
                    (0..<1 + next(30)).map { _ in letters[next(letters.count)] }))
            guard let list = try? MarkList([Mark(name)]) else { continue }
            let recogniser = Recogniser(list)
            for proposal in try AliasProposer().proposals(for: name) {
                #expect(proposal.name != name)
                #expect(
                    try !recogniser.recognise(proposal.name).isEmpty, "\(name): \(proposal.name)")
                proposed += 1
            }
        }
        #expect(proposed > 60)
    }
}
