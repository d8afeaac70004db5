package import AllianceNames
package import Complaints
package import Statements

/// The ladders of sellers and of complainants, computed from the register each time. Calls block.
package struct ComplaintLadders: Sendable {
    /// Shops that were closed wrongly, from which on it is somebody's trade.
    static let livelihoodShopsMin = 10

    private let register: any ComplaintRegister
    private let channels: Set<ChannelID>
    /// Milliseconds since 1970.
    private let now: UInt64

    package init(_ register: any ComplaintRegister, channels: Set<ChannelID>, now: UInt64) {
        self.register = register
        self.channels = channels
        self.now = now
    }

    private var since: UInt64 { now - min(now, LadderStep.rememberedMilliseconds) }

    /// By the measures that were taken.
    ///
    /// - Parameter isIntentEstablished: a person finds now that it was meant; what was found before is known.
    package func standing(
        of party: LadderParty, isIntentEstablished: Bool = false
    ) throws -> LadderStanding {
        let measures = try register.measures(against: party)
        let earlier = measures.steps
        var standing =
            switch party {
            case .seller(let seller): try self.seller(seller, earlier: earlier)
            case .complainant(let complainant):
                try self.complainant(
                    complainant, earlier: earlier,
                    isIntentEstablished: isIntentEstablished
                        || measures.isIntentEstablished(since: since))
            }
        standing.measures = measures
        return standing
    }

    /// Those for whom more than a notice is due, or a measure lasts, the strictest first. Each takedown has a notice of
    /// its own.
    package func due(limit: Int) throws -> [LadderStanding] {
        var parties = try register.repeated(in: channels, since: since, limit: limit)
        var seen = Set(parties)
        for measure in try register.measures(against: nil)
        where measure.lifted == nil && seen.count < limit {
            guard measure.step.until ?? 0 > now || measure.step.measure == .termination else {
                continue
            }
            if seen.insert(measure.party).inserted { parties.append(measure.party) }
        }
        return try parties.map { try standing(of: $0) }.filter { standing in
            standing.proposal.map { $0.step.measure > .notice } ?? false
                || standing.current.map { ($0.until ?? 0) > now || $0.measure == .termination }
                    ?? false
        }.sorted { left, right in
            let (a, b) = (left.proposal?.step.measure, right.proposal?.step.measure)
            if a != b { return a.map { a in b.map { a > $0 } ?? true } ?? false }
            return left.party < right.party
        }
    }

    /// - Parameter earlier: steps that were taken.
    package func seller(
        _ seller: Indicator, earlier: [LadderStep] = []
    ) throws -> LadderStanding {
        let offers = try register.offers(.by([seller]), in: channels, since: since)
        // A listing that is contested is no strike, and one that came back is none.
        let strikes = offers.filter {
            $0.decision.isUpheld && $0.decision.overturnedAt == nil
                && ($0.stage == .takenDown || $0.stage == .takedownUpheld)
        }.map {
            SellerLadder.Strike(
                complaint: $0.complaint, complainant: $0.decision.complainant,
                time: $0.decision.decidedAt)
        }
        return LadderStanding(
            of: .seller(seller), current: current(earlier),
            proposal: SellerLadder.proposal(strikes, earlier: earlier, at: now),
            facts: [
                .init("complaints", Set(strikes.map(\.complaint)).count),
                .init("complainants", Set(strikes.map(\.complainant)).count),
                .init("listings", strikes.count),
            ])
    }

    /// - Parameters:
    ///   - earlier: steps that were taken.
    ///   - isIntentEstablished: a person has found that it was meant.
    package func complainant(
        _ complainant: Complainant, earlier: [LadderStep] = [], isIntentEstablished: Bool = false
    ) throws -> LadderStanding {
        let offers = try register.offers(.of(complainant), in: channels, since: since)
        let cases = Dictionary(grouping: offers, by: \.complaint)
        let unfounded = cases.filter { Self.isUnfounded($0.value) }
        let last = earlier.map(\.from).max() ?? 0
        let sinceLast = unfounded.values.count { $0.contains { Self.time($0) > last } }
        let record = AbuseLadder.Record(
            total: cases.count, unfounded: unfounded.count, gravity: Self.gravity(of: offers),
            intent: isIntentEstablished
                ? .established : Self.isRepeated(offers) ? .suspected : .unknown)
        return LadderStanding(
            of: .complainant(complainant), current: current(earlier),
            proposal: AbuseLadder.proposal(
                record, unfoundedSinceLastStep: sinceLast, earlier: earlier, at: now),
            facts: [
                .init("complaints", record.total), .init("unfounded", record.unfounded),
                .init("unfounded-since-last-step", sinceLast),
                .init("share-percent", record.sharePercent),
                .init("gravity", record.gravity.rawValue),
                .init("intent", record.intent.rawValue), .init("weight", record.weight),
            ])
    }

    private func current(_ steps: [LadderStep]) -> LadderStep? {
        steps.filter { step in
            step.from <= now
                && (now - step.from < LadderStep.rememberedMilliseconds || (step.until ?? 0) > now)
        }.max { ($0.measure, $0.from) < ($1.measure, $1.from) }
    }

    /// When it turned out.
    private static func time(_ offer: DecidedOffer) -> UInt64 {
        offer.decision.overturnedAt ?? offer.decision.decidedAt
    }

    /// A complaint of which nothing was upheld, or by which something went down wrongly.
    private static func isUnfounded(_ offers: [DecidedOffer]) -> Bool {
        offers.allSatisfy { !$0.decision.isUpheld }
            || offers.contains { $0.decision.overturnedAt != nil }
    }

    private static func gravity(of offers: [DecidedOffer]) -> AbuseLadder.Gravity {
        let wrong = offers.filter { $0.decision.overturnedAt != nil }
        let shops = wrong.count { $0.listing.type == .sellerAccount }
        if shops >= livelihoodShopsMin { return .livelihood }
        if shops > 0 { return .shops }
        return wrong.isEmpty ? .none : .listings
    }

    /// Whether a listing was complained of again after a complaint of it had been refused.
    private static func isRepeated(_ offers: [DecidedOffer]) -> Bool {
        let refused = offers.filter { !$0.decision.isUpheld }
        return Dictionary(grouping: refused, by: \.listing).values.contains { offers in
            Set(offers.map(\.complaint)).count > 1
        }
    }
}
