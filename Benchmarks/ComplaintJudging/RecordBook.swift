import AllianceNames
import ComplaintEvents
import ComplaintScoring
import Complaints
import Statements

/// What was decided of each complainant's complaints, and how far that goes to trust it.
struct RecordBook {
    /// A record is looked at anew once a day.
    private static let refreshSeconds = YearClock.daySeconds
    /// Of decisions that records look at.
    private static let windowSeconds = 184 * YearClock.daySeconds
    private static let platform = MemberID(unchecked: "platform")
    /// Milliseconds of nothing in particular, so that times of the year are above 0.
    private static let originMilliseconds: UInt64 = 1_767_225_600_000

    struct Standing {
        let madeAt: Int
        let record: ComplainantRecord
        let isInGoodFaithLane: Bool
    }

    private struct Decided {
        let complaint: Int
        let listing: Int
        let seller: Int
        let ground: Statements.Complaint.Ground
        let at: Int
        var isUpheld: Bool
        var overturnedAt: Int?
        var isByPerson: Bool
    }

    private var decided: [Int: [Decided]] = [:]
    private var standings: [Int: Standing] = [:]

    mutating func add(
        complainant: Int, complaint: Int, listing: Int, seller: Int,
        ground: Statements.Complaint.Ground, at time: Int, isUpheld: Bool, isByPerson: Bool
    ) {
        decided[complainant, default: []].append(
            Decided(
                complaint: complaint, listing: listing, seller: seller, ground: ground, at: time,
                isUpheld: isUpheld, isByPerson: isByPerson))
        if isByPerson, !isUpheld { standings[complainant] = nil }
    }

    /// A person has looked again.
    mutating func review(
        complainant: Int, complaint: Int, listing: Int, isUpheld: Bool, at time: Int
    ) {
        guard
            let place = decided[complainant]?.lastIndex(where: {
                $0.complaint == complaint && $0.listing == listing
            })
        else { return }
        decided[complainant]![place].isByPerson = true
        if decided[complainant]![place].isUpheld, !isUpheld {
            decided[complainant]![place].overturnedAt = time
            standings[complainant] = nil
        } else if !decided[complainant]![place].isUpheld {
            decided[complainant]![place].isUpheld = isUpheld
        }
    }

    mutating func standing(of complainant: Int, at time: Int) -> Standing {
        if let known = standings[complainant], time - known.madeAt < Self.refreshSeconds {
            return known
        }
        let firm = firm(complainant, at: time)
        let standing = Standing(
            madeAt: time, record: ComplainantRecord(firm),
            isInGoodFaithLane: GoodFaithLane.isMember(
                firm.map(\.decision), at: Self.milliseconds(time)))
        standings[complainant] = standing
        return standing
    }

    private func firm(_ complainant: Int, at time: Int) -> [FirmDecision] {
        let wait = FirmDecision.uncontestedDaysMin * YearClock.daySeconds
        let account = Complaints.Complainant.hosted("account \(complainant)", at: Self.platform)
        return (decided[complainant] ?? []).compactMap { item -> FirmDecision? in
            guard item.at > time - Self.windowSeconds, item.isByPerson || item.at + wait <= time
            else { return nil }
            return FirmDecision(
                DecidedListing(
                    complainant: account, ground: item.ground,
                    decidedAt: Self.milliseconds(item.at), isUpheld: item.isUpheld,
                    overturnedAt: item.overturnedAt.map(Self.milliseconds)),
                seller: item.seller, basis: item.isByPerson ? .person : .uncontested)
        }.counting
    }

    private static func milliseconds(_ time: Int) -> UInt64 {
        originMilliseconds + UInt64(max(0, time)) * 1_000
    }
}

extension ComplaintEvents.Complaint.Ground {
    var statement: Statements.Complaint.Ground {
        switch self {
        case .counterfeitFeatures: .counterfeitFeatures
        case .testBuy: .testBuy
        case .modelDoesNotExist: .modelDoesNotExist
        case .markInListing: .markInListing
        case .design: .design
        case .copyright: .copyright
        case .patent: .patent
        }
    }
}
