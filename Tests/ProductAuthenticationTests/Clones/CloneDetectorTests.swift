import GS1
import ProductAuthentication
import Testing

@Suite struct CloneDetectorTests {
    private static let day: UInt64 = 86_400_000

    private static func scan(
        _ day: Double, _ kind: Scan.Kind, _ country: String, by: String,
        position: (Double, Double)? = nil
    ) throws -> Scan {
        try Scan(
            product: .gtin(try GTIN(parsing: Sample.gtin)), serial: "SECRET77",
            at: Sample.now + UInt64(day * Double(Self.day)), kind: kind,
            place: ScanPlace(
                country: Country(parsing: country),
                position: position.flatMap { .init(latitude: $0.0, longitude: $0.1) }), by: by)
    }

    /// Made in China, sold in Germany.
    private static func journey() throws -> [Scan] {
        [
            try scan(0, .commissioned, "CN", by: "plant"),
            try scan(1, .shipped, "CN", by: "plant"),
            try scan(20, .received, "DE", by: "warehouse"),
            try scan(25, .received, "DE", by: "shop"),
            try scan(40, .sold, "DE", by: "shop"),
        ]
    }

    private static func reasons(_ scans: [Scan], item: ItemRecord? = nil) -> Set<ReasonCode> {
        Set(CloneDetector().assess(scans, item: item).findings.map(\.reason))
    }

    @Test("nothing seen says nothing, and neither does any part of an honest journey")
    func honest() throws {
        #expect(CloneDetector().assess([]) == CloneAssessment(score: 0, findings: []))
        let journey = try Self.journey() + [try Self.scan(41, .verified, "DE", by: "buyer")]
        // Every choice of missed reads.
        for missed in 0..<(1 << journey.count) {
            let seen = journey.indices.filter { missed & 1 << $0 == 0 }.map { journey[$0] }
            let assessment = CloneDetector().assess(seen)
            #expect(assessment.score < Judge.cloneScoreCautionMin, "missed \(missed)")
        }
    }

    @Test("goods that were sold and come as new in another country are a conflict of states")
    func newAgain() throws {
        let scans = try Self.journey() + [try Self.scan(60, .received, "AE", by: "bazaar")]
        let assessment = CloneDetector().assess(scans)
        #expect(assessment.findings.map(\.sign) == [.newAgainAbroad])
        #expect(assessment.findings.map(\.reason) == [.stateConflict])
        #expect(assessment.score >= Judge.cloneScoreCautionMin)
        // A return that was read explains it.
        let returned = scans + [try Self.scan(50, .returned, "DE", by: "shop")]
        #expect(CloneDetector().assess(returned).findings.isEmpty)
    }

    @Test("a destroyed item that turns up is a conflict, by the record alone too")
    func destroyed() throws {
        let scans = [try Self.scan(30, .verified, "DE", by: "buyer")]
        let destroyed = try Sample.record(.destroyed)
        #expect(Self.reasons(scans).isEmpty)
        #expect(Self.reasons(scans, item: destroyed) == [.stateConflict])
    }

    @Test("two people further apart than an aircraft flies are impossible travel; a train is not")
    func travel() throws {
        let hamburg = try Self.scan(0, .verified, "DE", by: "a", position: (53.55, 9.99))
        let sydney = try Self.scan(0.25, .verified, "AU", by: "b", position: (-33.87, 151.21))
        let berlin = try Self.scan(0.25, .verified, "DE", by: "b", position: (52.52, 13.4))
        #expect(Self.reasons([hamburg, sydney]).contains(.impossibleTravel))
        #expect(!Self.reasons([hamburg, berlin]).contains(.impossibleTravel))
        let later = try Self.scan(2, .verified, "AU", by: "b", position: (-33.87, 151.21))
        #expect(!Self.reasons([hamburg, later]).contains(.impossibleTravel))
    }

    @Test("many people at once in many places are suspected; the order of scans does not matter")
    func rate() throws {
        let scans =
            try Self.journey()
            + ["DE", "CN", "US", "BR", "IN", "ZA"].enumerated().flatMap { number, country in
                try [50.0, 58.0].map {
                    try Self.scan($0 + Double(number), .verified, country, by: "p\(number)")
                }
            }
        let assessment = CloneDetector().assess(scans)
        #expect(assessment.isSuspected)
        #expect(assessment.findings.map(\.reason).contains(.scanRate))
        for turn in 1..<scans.count {
            #expect(
                CloneDetector().assess(Array(scans[turn...] + scans[..<turn])) == assessment)
        }
    }

    /// Five strangers within a week, months after the sale: what an offer that shows the code looks like,
    /// and the beginning of a sale of copies.
    private static func burst() throws -> [Scan] {
        try journey()
            + (0..<5).map {
                try scan(150 + 1.5 * Double($0), .verified, "DE", by: "p\($0)")
            }
    }

    @Test("silence after strangers at once clears a number step by step, and never accuses")
    func silence() throws {
        let scans = try Self.burst()
        let detector = CloneDetector()
        let assessed = [157.0, 165, 200, 300, 900].map { day in
            detector.assess(scans, at: Sample.now + UInt64(day * Double(Self.day)))
        }
        let steps = assessed.map { assessment in
            assessment.findings.first { $0.sign == .manyHolders }?.count ?? 0
        }
        #expect(steps == steps.sorted(by: >))
        #expect(steps[0] > steps[4])
        #expect(assessed.map(\.score) == assessed.map(\.score).sorted(by: >))
        // A time before the last scan, or none, is that of the last scan.
        #expect(detector.assess(scans, at: 0) == detector.assess(scans))
        #expect(detector.assess(scans).score >= assessed[0].score)
    }

    @Test("an offer that showed the code and its buyer after it are no copies")
    func offer() throws {
        let buyer = try [170.0, 171, 215].map {
            try Self.scan($0, .verified, "DE", by: "buyer")
        }
        let now = Sample.now + 500 * Self.day
        #expect(!CloneDetector().assess(try Self.burst() + buyer, at: now).isSuspected)
        // As many who come one after another over months, and scan again, are.
        let many = try (0..<6).flatMap { person in
            try [0.0, 8].map {
                try Self.scan(
                    100 + 25 * Double(person) + $0, .verified, "DE", by: "p\(person)")
            }
        }
        #expect(CloneDetector().assess(try Self.journey() + many, at: now).isSuspected)
    }

    @Test("what an asker reads fits an answer and names no serial, no country and no reader")
    func details() throws {
        let earlier = try Self.scan(0, .sold, "DE", by: "reader-x", position: (53.55, 9.99))
        let later = try Self.scan(9_000, .received, "AU", by: "reader-y", position: (-33.9, 151.2))
        for sign in CloneSign.allCases {
            for (count, first) in [(1, Scan?.none), (1_000_000, earlier)] {
                let finding = CloneFinding(sign: sign, count: count, earlier: first, later: later)
                #expect(throws: Never.self) { try ReasonDetail(finding.detail) }
                for secret in ["SECRET77", "DE", "AU", "reader", "53", "151"] {
                    #expect(!finding.detail.contains(secret), "\(finding.detail)")
                }
            }
        }
    }

    @Test("the signs of an assessment reach the judge with its score and their details")
    func signs() throws {
        let scans = try Self.journey() + [try Self.scan(60, .received, "AE", by: "bazaar")]
        let assessment = CloneDetector().assess(scans)
        let signs = try #require(Facts.CloneSigns(assessment))
        #expect(signs.score == assessment.score)
        #expect(
            signs.signs.map { $0.detail?.text }
                == ["received as new goods in another country, 20 days after it was sold"])
        #expect(Facts.CloneSigns(CloneDetector().assess([])) == nil)
    }
}
