import AllianceNames
import ComplaintScoring
import Complaints
import Statements
import Testing

@Suite struct ComplainantRecordTests {
    private func firm(
        seller: Int, isUpheld: Bool = true, overturnedAt: UInt64? = nil,
        ground: Complaint.Ground = .counterfeitFeatures, _ basis: FirmDecision.Basis = .person
    ) throws -> FirmDecision {
        FirmDecision(
            DecidedListing(
                complainant: .hosted("account", at: try MemberID(parsing: "platform")),
                ground: ground, decidedAt: 1_000, isUpheld: isUpheld, overturnedAt: overturnedAt),
            seller: seller, basis: basis)
    }

    @Test("of whom nothing is known counts as anybody")
    func nobody() {
        let record = ComplainantRecord()
        #expect(record.logOdds(on: .counterfeitFeatures) == 0)
        #expect(record.upheldShare == 0.75)
    }

    @Test("the share is shrunk towards anybody's, and a ground's towards the own")
    func shrunk() throws {
        let record = ComplainantRecord(
            try (0..<8).map { try firm(seller: $0) } + [firm(seller: 9, isUpheld: false)])
        // (6 + 8) / (8 + 9)
        #expect(abs(record.upheldShare - 14.0 / 17) < 1e-12)
        // (8 * 14 / 17 + 8) / (8 + 9)
        #expect(
            abs(record.upheldShare(on: .counterfeitFeatures) - (8 * 14.0 / 17 + 8) / 17) < 1e-12)
        #expect(abs(record.upheldShare(on: .design) - 14.0 / 17) < 1e-12)
    }

    @Test("an uncontested automatic decision counts half, an overturned one against")
    func weighed() throws {
        let uncontested = ComplainantRecord([try firm(seller: 1, .uncontested)])
        #expect(abs(uncontested.upheldShare - 6.5 / 8.5) < 1e-12)
        let overturned = ComplainantRecord([try firm(seller: 1, overturnedAt: 2_000)])
        #expect(abs(overturned.upheldShare - 6.0 / 9) < 1e-12)
    }

    @Test("thirty goods complained of at two shops of one's own make a lesser record, and no lane")
    func mimicry() throws {
        let planted = try (0..<30).map { try firm(seller: $0 % 2) }
        let counting = planted.counting
        #expect(counting.count == 2 * FirmDecision.ofOneSellerMax)
        #expect(!GoodFaithLane.isMember(counting.map(\.decision), at: 2_000))
        #expect(GoodFaithLane.isMember(planted.map(\.decision), at: 2_000))
        let earnest = try (0..<30).map { try firm(seller: $0) }.counting
        #expect(earnest.count == 30)
        #expect(GoodFaithLane.isMember(earnest.map(\.decision), at: 2_000))
        #expect(
            ComplainantRecord(counting).upheldShare(on: .counterfeitFeatures)
                < ComplainantRecord(earnest).upheldShare(on: .counterfeitFeatures))
    }

    @Test("being wrong about one seller counts each time")
    func wrongs() throws {
        let wrong = try (0..<10).map { _ in try firm(seller: 1, isUpheld: false) }
        #expect(wrong.counting.count == 10)
        let record = ComplainantRecord(wrong.counting)
        #expect(record.logOdds(on: .counterfeitFeatures) < -1.5)
    }

    @Test("a good record helps by no more than 1 and a bad one costs no more than 3")
    func bounded() throws {
        let best = ComplainantRecord(try (0..<5_000).map { try firm(seller: $0) })
        #expect(best.logOdds(on: .counterfeitFeatures) == 1)
        let worst = ComplainantRecord(
            try (0..<5_000).map { try firm(seller: $0, isUpheld: false) })
        #expect(worst.logOdds(on: .counterfeitFeatures) == -3)
    }
}
