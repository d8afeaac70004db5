import ComplaintScoring
import Testing

@Suite struct WeightTableTests {
    @Test("every feature has a weight in its direction and a sentence in both languages")
    func complete() {
        var english: Set<String> = []
        var chinese: Set<String> = []
        for feature in ScoreFeature.allCases {
            #expect(feature.direction.allows(Double(WeightTable.current.thousandths(of: feature))))
            #expect(english.insert(feature.english).inserted)
            #expect(chinese.insert(feature.chinese).inserted)
            #expect(feature.english.first?.isUppercase == true)
            #expect(
                feature.chinese.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) })
        }
    }

    @Test("the table's version is its date")
    func version() {
        #expect(WeightTable.current.version.wholeMatch(of: /\d{4}-\d{2}-\d{2}[a-z]?/) != nil)
    }

    private static let rows = ScoreFeature.allCases.map {
        (name: $0.rawValue, thousandths: WeightTable.current.thousandths(of: $0))
    }

    @Test(
        "a table with a weight missing, twice, unknown, too large or against its direction is refused"
    )
    func strict() throws {
        _ = try WeightTable(version: "good", Self.rows)
        let first = Self.rows[0]
        #expect(throws: WeightTable.Problem.missing(.base)) {
            try WeightTable(version: "x", Array(Self.rows.dropFirst()))
        }
        #expect(throws: WeightTable.Problem.repeated(first.name)) {
            try WeightTable(version: "x", Self.rows + [first])
        }
        #expect(throws: WeightTable.Problem.unknown("moon")) {
            try WeightTable(version: "x", Self.rows + [("moon", 1)])
        }
        func changed(_ feature: ScoreFeature, to weight: Int) -> [(name: String, thousandths: Int)]
        {
            Self.rows.map { $0.name == feature.rawValue ? ($0.name, weight) : $0 }
        }
        #expect(throws: WeightTable.Problem.direction(.sellerMembers, thousandths: -1)) {
            try WeightTable(version: "x", changed(.sellerMembers, to: -1))
        }
        #expect(throws: WeightTable.Problem.tooLarge(.base, thousandths: 16_001)) {
            try WeightTable(version: "x", changed(.base, to: 16_001))
        }
    }

    @Test("its printed rows are one a feature")
    func printed() {
        #expect(WeightTable.current.rows.count == ScoreFeature.allCases.count)
        #expect(
            WeightTable.current.rows[0]
                == "(\"base\", \(WeightTable.current.thousandths(of: .base))),")
    }
}
