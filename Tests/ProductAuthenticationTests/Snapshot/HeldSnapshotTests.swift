import AllianceNames
import GS1
import ProductAuthentication
import Testing

@Suite("Of answers from a snapshot")
struct HeldSnapshotTests {
    private func held(_ numbers: Set<String> = ["A"]) throws -> HeldSnapshot {
        HeldSnapshot(
            owner: try MemberID(parsing: "aurum"), issuedAt: 1_000, expiresAt: 2_000,
            evidence: "a/alliance/aurum/e1 7", contains: { numbers.contains($0) })
    }

    @Test("a number of the set is genuine, with less confidence than the owner's own word")
    func hit() throws {
        let judgement = Judgement(
            [Finding(.ownerUnreachable)] + (try held().findings(on: "A", at: 1_999)))
        #expect(judgement.verdict == .genuine)
        #expect(judgement.confidence == 60)
        #expect(judgement.reasons == [.ownerUnreachable, .serialIssued, .answeredFromSnapshot])
    }

    @Test("an absent number is unknown, and never a suspicion")
    func absent() throws {
        let judgement = Judgement(try held().findings(on: "B", at: 1_999))
        #expect(judgement.verdict == .unknown)
        #expect(judgement.confidence == 0)
        #expect(judgement.reasons == [.answeredFromSnapshot])
    }

    @Test("a set past its time says so and nothing else, of any number")
    func expired() throws {
        for serial in ["A", "B"] {
            let judgement = Judgement(try held().findings(on: serial, at: 2_000))
            #expect(judgement.verdict == .unknown)
            #expect(judgement.reasons == [.snapshotExpired])
        }
    }

    @Test("a question without a number gets nothing from a set")
    func noSerial() throws {
        #expect(try held().findings(on: nil, at: 1_500).isEmpty)
    }

    @Test("an item of which the owner would say anything but genuine stands in no snapshot")
    func contents() throws {
        let (now, end): (UInt64, UInt64) = (1_795_000_000_000, 1_795_000_000_000 + 30 * 86_400_000)
        func includes(_ state: ItemState, expiry: String? = nil) throws -> Bool {
            SnapshotContents.includes(
                ItemRecord(
                    state: state, expiry: try expiry.map { try ExpiryDate(parsing: $0) },
                    updatedAt: 0), until: end, at: now)
        }
        let included = try ItemState.allCases.filter { try includes($0) }
        #expect(included == [.active, .supplied, .sold, .exported])
        // 2026-11-18 and thirty days.
        #expect(try includes(.active, expiry: "270101"))
        #expect(try !includes(.active, expiry: "261201"))
        #expect(try !includes(.active, expiry: "200101"))
    }
}
