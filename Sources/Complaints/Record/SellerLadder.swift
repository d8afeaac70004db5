package import Statements

/// What is done about sellers who infringe again and again.
package struct SellerLadder: Sendable {
    /// One complaint in which a listing of the seller went down and stays down. Many listings in one
    /// complaint are one strike.
    package struct Strike: Hashable, Sendable {
        package var complaint: EntryReference
        package var complainant: Complainant
        /// Milliseconds since 1970.
        package var time: UInt64

        package init(complaint: EntryReference, complainant: Complainant, time: UInt64) {
            self.complaint = complaint
            self.complainant = complainant
            self.time = time
        }
    }

    package static let rememberedMilliseconds = 365 * CaseRules.dayMilliseconds
    package static let restrictionDays: UInt64 = 14
    package static let suspensionDays: UInt64 = 30
    /// No one complainant ends somebody's trade.
    package static let complainantsForTerminationMin = 2

    /// What is due for the strikes of the last twelve months; nil where the steps that were taken are
    /// enough. An objection that is open or was upheld is no strike.
    package static func proposal(
        _ strikes: [Strike], earlier: [LadderStep], at now: UInt64
    ) -> LadderProposal? {
        let counted = strikes.filter {
            $0.time <= now && now - $0.time < rememberedMilliseconds
        }
        let complaints = Set(counted.map(\.complaint)).count
        let complainants = Set(counted.map(\.complainant)).count
        var measure: LadderStep.Measure
        switch complaints {
        case 0: return nil
        case 1: measure = .notice
        case 2: measure = .warning
        case 3: measure = .restriction
        case 4: measure = .suspension
        default: measure = .termination
        }
        if measure == .termination, complainants < complainantsForTerminationMin {
            measure = .suspension
        }
        let steps = LadderStep.remembered(earlier, at: now)
        // Nobody's shop is touched who was not warned.
        if measure > .warning, !steps.contains(where: { $0.measure >= .warning }) {
            measure = .warning
        }
        if let highest = steps.map(\.measure).max(), highest >= measure {
            // A suspension that is over, and another strike since it began.
            let last = steps.filter { $0.measure >= .suspension }.map(\.from).max() ?? 0
            guard measure == .suspension, !steps.contains(where: { ($0.until ?? 0) > now }),
                counted.contains(where: { $0.time > last })
            else { return nil }
        }
        let days: UInt64? =
            switch measure {
            case .restriction: restrictionDays
            case .suspension: suspensionDays
            case .notice, .warning, .termination: nil
            }
        return LadderProposal(
            step: LadderStep(
                measure, from: now, until: days.map { now + $0 * CaseRules.dayMilliseconds }),
            facts: [.init("complaints", complaints), .init("complainants", complainants)],
            earlier: steps)
    }
}

extension CaseState {
    /// Strikes by the seller of each listing; the caller knows who that is.
    package func strikes(seller: (Int) -> Indicator?) -> [Indicator: SellerLadder.Strike] {
        var strikes: [Indicator: SellerLadder.Strike] = [:]
        for listing in listings
        where listing.stage == .takenDown || listing.stage == .takedownUpheld {
            guard let seller = seller(listing.place), let time = listing.ruling?.time.milliseconds
            else { continue }
            let earliest = min(time, strikes[seller]?.time ?? time)
            strikes[seller] = .init(complaint: id, complainant: complainant, time: earliest)
        }
        return strikes
    }
}
