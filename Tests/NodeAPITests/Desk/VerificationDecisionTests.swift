import Foundation
import GS1
import NodeAPI
import ProductAuthentication
import Testing

@Suite struct VerificationDecisionTests {
    struct Row: Decodable {
        let rule: String
        let verified: Bool
        let verificationFailureReason: String?
        let additionalInfo: String?
    }
    struct Table: Decodable { let rows: [Row] }

    static let table: URL = {
        let folder =
            ProcessInfo.processInfo.environment["TOUCHSTONE_VECTORS"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../shared/vectors").standardizedFileURL
        return folder.appending(path: "lms13-decision-table.json")
    }()

    @Test(
        "the 14 outcomes are those of the published table",
        .enabled(
            if: FileManager.default.fileExists(atPath: table.path()), "the vectors are not here"))
    func published() throws {
        let rows = try JSONDecoder().decode(Table.self, from: Data(contentsOf: Self.table)).rows
        #expect(rows.count == 14)
        for row in rows {
            let outcome = try #require(VerificationOutcome(rawValue: row.rule))
            #expect(outcome.isVerified == row.verified, "\(row.rule)")
            #expect(outcome.failureReason == row.verificationFailureReason, "\(row.rule)")
            #expect(outcome.additionalInfo == row.additionalInfo, "\(row.rule)")
        }
    }

    private func decide(
        _ reasons: [ReasonCode], lot: String = "L1",
        _ change: (inout VerificationPolicy) -> Void = { _ in }
    ) throws -> VerificationOutcome? {
        var policy = VerificationPolicy()
        change(&policy)
        let item = ItemIdentifiers(
            gtin: try GTIN(parsing: "04006381333931"), serial: try Serial(parsing: "1"),
            lot: try Lot(parsing: lot), expiry: try ExpiryDate(parsing: "260101"))
        return VerificationDecision.outcome(
            of: Judgement(verdict: .unknown, confidence: 0, reasons: reasons), item: item,
            policy: policy, at: 1_795_435_200_000)
    }

    @Test("reasons and policy decide, mismatches first")
    func decisions() throws {
        #expect(try decide([.serialIssued]) == .verified)
        #expect(try decide([.serialIssued, .sold]) == .verified)
        #expect(try decide([.serialUnknown, .expired]) == .unknownSerial)
        #expect(try decide([.serialIssued, .recalled, .lotMismatch]) == .otherLot)
        #expect(try decide([.serialIssued, .lotMismatch, .expiryMismatch]) == .otherLotAndExpiry)
        #expect(try decide([.serialIssued, .expiryMismatch]) == .otherExpiry)
        #expect(
            try decide([.serialIssued, .expiryMismatch]) { $0.tellsWhatDiffers = false }
                == .noReason)
        #expect(try decide([.notDisclosed]) == .noReason)
        #expect(try decide([.serialIssued, .stolen, .recalled]) == .illegitimate)
        #expect(try decide([.serialIssued, .impossibleTravel]) == .suspect)
        // Anybody can say that of a competitor's goods, so it keeps none from being sold.
        #expect(try decide([.serialIssued, .sightsUnconfirmed]) == .verified)
        #expect(try decide([.serialIssued, .locked]) == .undisclosed)
        #expect(try decide([.serialIssued, .recalled, .expired]) == .recalledRefused)
        #expect(try decide([.serialIssued, .expired]) == .expiredRefused)
        #expect(
            try decide([.serialIssued, .expired]) { $0.expiredVerifies = true } == .expiredVerified)
    }

    @Test("an extension holds for its lot until its own date")
    func extensions() throws {
        func extended(_ lot: String, until: String) throws -> VerificationOutcome? {
            let granted = VerificationPolicy.Extension(
                lot: try Lot(parsing: "L1"), until: try ExpiryDate(parsing: until))
            return try decide([.serialIssued, .expired], lot: lot) { $0.extensions = [granted] }
        }
        #expect(try extended("L1", until: "271231") == .expirationExtended)
        #expect(try extended("L2", until: "271231") == .expiredRefused)
        #expect(try extended("L1", until: "260601") == .expiredRefused)
    }

    @Test("an owner that said nothing of the number decides nothing")
    func undecided() throws {
        #expect(try decide([.ownerUnreachable]) == nil)
        #expect(
            try decide([.ownerUnreachable, .serialIssued, .answeredFromSnapshot]) == nil,
            "a set of numbers knows no lot and no date")
        #expect(
            try decide([.serialIssued, .ownerUnreachable]) == nil,
            "a former owner does not know what became of it")
        #expect(try decide([.notSerialised]) == nil)
        #expect(try decide([]) == nil)
    }

    @Test("a GLN has 13 digits, the last of which checks the others")
    func gln() {
        #expect(GLN("4006381000017") != nil)
        for text in ["4006381000018", "400638100001", "40063810000170", "40063810000a7", ""] {
            #expect(GLN(text) == nil, "\(text)")
        }
    }
}
