import ComplaintScoring
import Complaints
import Statements

/// Who was right and who was wrong about each seller, as a person or time has confirmed.
struct SellerHistory {
    static let rememberedMilliseconds = 365 * CaseRules.dayMilliseconds
    private static let uncontestedMilliseconds =
        UInt64(FirmDecision.uncontestedDaysMin) * CaseRules.dayMilliseconds

    private var found: [Indicator: Set<Complainant>] = [:]
    private var cleared: [Indicator: Set<Complainant>] = [:]

    init() {}

    /// - Parameter complaint: that is judged now, and says nothing of itself.
    init(_ offers: [DecidedOffer], but complaint: EntryReference, at now: UInt64) {
        for offer in offers where offer.complaint != complaint {
            guard let seller = offer.seller else { continue }
            let complainant = offer.decision.complainant
            if Self.wasRight(offer, at: now) {
                found[seller, default: []].insert(complainant)
            } else if Self.wasWrong(offer) {
                cleared[seller, default: []].insert(complainant)
            }
        }
        for (seller, wrong) in cleared { found[seller]?.subtract(wrong) }
    }

    private static func wasRight(_ offer: DecidedOffer, at now: UInt64) -> Bool {
        guard offer.decision.isUpheld, offer.decision.overturnedAt == nil else { return false }
        switch offer.stage {
        case .takedownUpheld: return true
        case .takenDown:
            return offer.isByPerson
                || now >= offer.decision.decidedAt + uncontestedMilliseconds
        default: return false
        }
    }

    /// What a complainant gave up counts against itself and clears nobody: no person has decided so, and an account
    /// that is the seller's could give up what it likes.
    private static func wasWrong(_ offer: DecidedOffer) -> Bool {
        guard offer.decision.isUpheld else { return offer.isByPerson }
        return offer.decision.overturnedAt != nil && offer.stage != .withdrawn
    }

    func found(_ sellers: some Sequence<Indicator>) -> Int {
        sellers.reduce(into: Set<Complainant>()) { $0.formUnion(found[$1] ?? []) }.count
    }

    func cleared(_ seller: Indicator) -> Int { cleared[seller]?.count ?? 0 }
}
