import AllianceNames
import ComplaintScoring
import Complaints
import Statements
import Synchronization

/// How far a complainant is to be believed, and whether it is in the good-faith lane.
struct JudgedComplainant: Hashable, Sendable {
    /// Of decisions that records look at: as long as the lane's two windows.
    static let windowMilliseconds = 184 * CaseRules.dayMilliseconds

    var record = ComplainantRecord()
    var isInGoodFaithLane = false

    init() {}

    init(_ offers: [DecidedOffer], at now: UInt64) {
        let firm = offers.compactMap { Self.firm($0, at: now) }
            .sorted { $0.decision.decidedAt < $1.decision.decidedAt }.counting
        record = ComplainantRecord(firm)
        isInGoodFaithLane = GoodFaithLane.isMember(firm.map(\.decision), at: now)
    }

    /// Nil for what may still be contested, or is.
    private static func firm(_ offer: DecidedOffer, at now: UInt64) -> FirmDecision? {
        let wait = UInt64(FirmDecision.uncontestedDaysMin) * CaseRules.dayMilliseconds
        let isFirm =
            offer.isByPerson || offer.decision.overturnedAt != nil
            || (now >= offer.decision.decidedAt + wait && !offer.stage.awaitsObjection)
        guard isFirm else { return nil }
        // All of whom nobody knows whose they are count as one shop's.
        let seller = offer.seller.map { Int(truncatingIfNeeded: $0.keyHash) } ?? 0
        // What it gave up itself is as sure as what a person found.
        let isSure = offer.isByPerson || offer.decision.overturnedAt != nil
        return FirmDecision(
            offer.decision, seller: seller, basis: isSure ? .person : .uncontested)
    }
}

/// Standings, each looked at anew after a while: a brand that files all day has thousands of decisions.
final class JudgedComplainants: Sendable {
    static let keptMilliseconds: UInt64 = 60_000
    static let keptMax = 4_096

    private let register: any ComplaintRegister
    private let kept = Mutex<[Complainant: (madeAt: UInt64, standing: JudgedComplainant)]>([:])
    private let tied = Mutex<[Complainant: (madeAt: UInt64, accounts: [Complainant])]>([:])

    init(_ register: any ComplaintRegister) { self.register = register }

    func standing(
        of complainant: Complainant, in channels: Set<ChannelID>, at now: UInt64
    ) throws -> JudgedComplainant {
        if case .screening = complainant { return JudgedComplainant() }
        if let known = kept.withLock({ $0[complainant] }), now >= known.madeAt,
            now - known.madeAt < Self.keptMilliseconds
        {
            return known.standing
        }
        let window = JudgedComplainant.windowMilliseconds
        let standing = JudgedComplainant(
            try register.offers(.of(complainant), in: channels, since: now - min(now, window)),
            at: now)
        kept.withLock { kept in
            if kept.count >= Self.keptMax { kept.removeAll() }
            kept[complainant] = (now, standing)
        }
        return standing
    }

    /// The worst record of the accounts that brought its files before it did; 0 where there are none, or none is bad.
    ///
    /// - Parameter accounts: those of files of the complaint itself.
    func worstRecord(
        tiedTo complainant: Complainant, by accounts: Set<Complainant>,
        on ground: Complaint.Ground, in channels: Set<ChannelID>, at now: UInt64
    ) throws -> Double {
        try accounts.union(tied(to: complainant, in: channels, at: now)).reduce(0) { worst, other in
            min(
                worst,
                try standing(of: other, in: channels, at: now).record.logOdds(on: ground))
        }
    }

    private func tied(
        to complainant: Complainant, in channels: Set<ChannelID>, at now: UInt64
    ) throws -> [Complainant] {
        if case .screening = complainant { return [] }
        if let known = tied.withLock({ $0[complainant] }), now >= known.madeAt,
            now - known.madeAt < Self.keptMilliseconds
        {
            return known.accounts
        }
        let window = JudgedComplainant.windowMilliseconds
        let accounts = try register.accounts(
            bringingFilesBefore: complainant, in: channels, since: now - min(now, window))
        tied.withLock { tied in
            if tied.count >= Self.keptMax { tied.removeAll() }
            tied[complainant] = (now, accounts)
        }
        return accounts
    }

    /// Something was decided or found wrong: what is known is not true any more.
    func forgetAll() {
        kept.withLock { $0.removeAll() }
        tied.withLock { $0.removeAll() }
    }
}
