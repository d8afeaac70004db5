import ComplaintEvents
import ComplaintYear
import Testing

@Suite struct RingTests {
    private let complaints = SmallYear.lines.complaints

    @Test("an account of a ring files good complaints first and false ones after")
    func mimicry() {
        var begun: [Int: Int] = [:]
        var good: [Int: Int] = [:]
        var mixed = 0
        for (at, complaint, truth) in complaints where truth.ring != nil {
            switch truth.intent {
            case .falseRing: begun[complaint.complainant] = begun[complaint.complainant] ?? at
            default:
                good[complaint.complainant, default: 0] += 1
                if begun[complaint.complainant] != nil { mixed += 1 }
            }
        }
        #expect(begun.count == 24)
        #expect(good.count == 24)
        #expect(mixed == 0)
        // A fifth of 1,500 for 24 accounts.
        #expect(good.values.allSatisfy { (12...13).contains($0) })
    }

    @Test("the accounts of a ring hit one seller within two days")
    func bursts() {
        let listings = SmallYear.lines.listings
        var hits: [Int: [(at: Int, complainant: Int)]] = [:]
        for (at, complaint, truth) in complaints where truth.intent == .falseRing {
            let seller = listings[complaint.listings[0]]!.seller
            hits[truth.ring! * 1_000_000 + seller, default: []].append((at, complaint.complainant))
        }
        let together = hits.values.filter { hit in
            Set(hit.map(\.complainant)).count == 4
                && hit.last!.at - hit.first!.at <= 2 * YearClock.daySeconds
        }
        #expect(together.count > hits.count / 3)
    }

    @Test("a ring sends the same files again, honest brands do not but for what they file twice")
    func reuse() {
        var files: [Digest: Int] = [:]
        var used = 0
        for (_, complaint, truth) in complaints where truth.intent == .falseRing {
            for item in complaint.evidence {
                files[item.digest, default: 0] += 1
                used += 1
            }
        }
        let again = Double(used - files.count) / Double(used)
        #expect(abs(again - 0.6) < 0.12)
        var seen: Set<Digest> = []
        for (_, complaint, truth) in complaints
        where truth.intent == .earnest && truth.fault != .duplicate {
            for item in complaint.evidence { #expect(seen.insert(item.digest).inserted) }
        }
    }

    @Test("without rings nobody mimics, and as many complaints are false")
    func none() {
        var parameters = SmallYear.parameters
        parameters.complaints = 400
        parameters.rings = 0
        let complaints = Array(ComplaintYear(parameters)).complaints
        #expect(!complaints.contains { $0.truth.ring != nil })
        let isFalse = complaints.filter { $0.truth.intent.isFalse }.count
        #expect((98...100).contains(isFalse))
    }

    @Test("a year without false complaints has none")
    func allEarnest() {
        var parameters = SmallYear.parameters
        parameters.complaints = 400
        parameters.falseShare = 0
        let complaints = Array(ComplaintYear(parameters)).complaints
        #expect(complaints.count >= 390)
        #expect(complaints.allSatisfy { [.earnest, .mistaken].contains($0.truth.intent) })
    }
}
