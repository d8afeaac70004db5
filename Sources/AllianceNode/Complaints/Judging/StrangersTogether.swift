import AllianceNames
import ComplaintScoring
import Complaints
import Statements

/// Accounts without a record that complain of one seller at one time, as the accounts of a ring do.
struct StrangersTogether {
    /// Before and after the complaint.
    static let windowMilliseconds = 3 * CaseRules.dayMilliseconds
    /// A record of fewer weighted decisions is none.
    static let strangerDecisionsMax = 5.0
    /// Accounts whose records are looked at for one complaint.
    static let lookedUpMax = 256
    /// More than counts changes nothing.
    private static let countMax = Int(ScoreFeature.strangersTogether.valueMax)

    private let counts: [Indicator: Int]

    /// - Parameters:
    ///   - accusers: of each seller, in a fixed order.
    ///   - complainant: who is none of them.
    ///   - decisions: weighted, of an account's record.
    init(
        _ accusers: [Indicator: [Complainant]], but complainant: Complainant,
        decisions: (Complainant) throws -> Double
    ) rethrows {
        var known: [Complainant: Bool] = [:]
        var counts: [Indicator: Int] = [:]
        for (seller, accounts) in accusers.sorted(by: { $0.key < $1.key }) {
            var count = 0
            for account in accounts where account != complainant && count < Self.countMax {
                let isStranger: Bool
                if let looked = known[account] {
                    isStranger = looked
                } else {
                    guard known.count < Self.lookedUpMax else { continue }
                    isStranger = try decisions(account) < Self.strangerDecisionsMax
                    known[account] = isStranger
                }
                if isStranger { count += 1 }
            }
            counts[seller] = count
        }
        self.counts = counts
    }

    /// How many complain of a seller.
    func count(about seller: Indicator) -> Int { counts[seller] ?? 0 }

    /// The time around a complaint.
    static func window(around time: UInt64) -> ClosedRange<UInt64> {
        (time - min(time, windowMilliseconds))...(time + min(.max - time, windowMilliseconds))
    }
}
