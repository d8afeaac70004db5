import AllianceNames
import Statements

/// Figures of many cases by channel, marketplace and ground: a pure fold over their states.
package struct FigureFold: Sendable {
    package private(set) var figures: [FigureKey: ComplaintFigures] = [:]
    private let now: UInt64

    /// - Parameter now: milliseconds since 1970; what is not due yet does not count against anybody.
    package init(now: UInt64) { self.now = now }

    /// Adds a case to the figures of everything, of its channel, of each marketplace, of its ground, and
    /// of these together.
    package mutating func add(_ state: CaseState) {
        let channel = state.id.origin.channel.rawValue
        let ground = state.complaint.ground
        let byMarketplace = Dictionary(grouping: state.listings) {
            $0.listing.marketplaceAndID.marketplace
        }
        let whole = Self.figures(of: state, state.listings, now: now)
        for key in [
            .all, FigureKey(channel: channel), FigureKey(ground: ground),
            FigureKey(channel: channel, ground: ground),
        ] {
            figures[key, default: ComplaintFigures()].add(whole)
        }
        for (marketplace, listings) in byMarketplace {
            let part = Self.figures(of: state, listings, now: now)
            for key in [
                FigureKey(marketplace: marketplace),
                FigureKey(channel: channel, marketplace: marketplace),
                FigureKey(marketplace: marketplace, ground: ground),
                FigureKey(channel: channel, marketplace: marketplace, ground: ground),
            ] {
                figures[key, default: ComplaintFigures()].add(part)
            }
        }
    }

    /// Of some listings of a case, as if they were the case.
    package static func figures(
        of state: CaseState, _ listings: [ListingState], now: UInt64
    ) -> ComplaintFigures {
        var figures = ComplaintFigures()
        // What is not confirmed has no time, and is no figure yet.
        guard state.time.milliseconds != nil else { return figures }
        for listing in listings where listing.stage != .refiled {
            figures.add(listing, of: state, now: now)
        }
        guard figures.listings > 0 else { return figures }
        figures.cases = 1
        if figures.due == figures.listings || figures.due > figures.closed {
            figures.casesDue = 1
            figures.casesClosedInTime = figures.closedInTime == figures.listings ? 1 : 0
        }
        return figures
    }
}

extension ComplaintFigures {
    fileprivate mutating func add(_ listing: ListingState, of state: CaseState, now: UInt64) {
        guard let clock = state.clock(of: listing) else { return }
        if listing.stage == .withdrawn { withdrawn += 1 }
        // Taken back before anything was decided: it counts neither way.
        guard listing.stage != .withdrawn || listing.firstRuling != nil else { return }
        listings += 1
        if case .screening = state.complainant { proactive += 1 }
        if let time = listing.closedAt?.milliseconds {
            due += 1
            closed += 1
            let running = clock.running(at: time)
            runningTimes.add(running)
            if running <= CaseRules.decisionMilliseconds { closedInTime += 1 }
            if time - clock.start <= CaseRules.decisionMilliseconds { closedInWallTime += 1 }
        } else if clock.running(at: now) > CaseRules.decisionMilliseconds {
            due += 1
        }
        addDecision(of: listing)
        addRecords(of: listing)
    }

    private mutating func addDecision(of listing: ListingState) {
        if listing.stage == .returned {
            returned += 1
            for reason in listing.ruling?.reasons ?? [] { returnCauses[reason, default: 0] += 1 }
        }
        if let first = listing.firstRuling {
            decided += 1
            if first.isAutomatic { automatic += 1 }
            if first.verdict == .takeDown {
                takenDown += 1
            } else {
                refused += 1
                for reason in first.reasons { refusalCauses[reason, default: 0] += 1 }
            }
        }
        if let isAffirmed = listing.isAffirmed {
            secondLooks += 1
            if isAffirmed { affirmed += 1 }
        }
        if listing.concededAt != nil { counterNoticesConceded += 1 }
        for objection in listing.objections {
            switch objection.kind {
            case .counterNotice:
                counterNotices += 1
                if let isUpheld = objection.isUpheld {
                    counterNoticesDecided += 1
                    if isUpheld { counterNoticesUpheld += 1 }
                }
            case .appeal:
                if let isUpheld = objection.isUpheld {
                    appealsDecided += 1
                    if isUpheld { appealsUpheld += 1 }
                }
            }
        }
    }

    private mutating func addRecords(of listing: ListingState) {
        for record in listing.records {
            switch record.kind {
            case .seized:
                seizures += 1
                seizedItems = Self.sum(seizedItems, record.items)
                if let value = record.value {
                    let before = seizedValue[value.currency] ?? 0
                    seizedValue[value.currency] = Self.sum(before, value.minorUnits)
                }
            case .testBuyCounterfeit:
                testBuys += 1
                testBuysCounterfeit += 1
            case .testBuyGenuine: testBuys += 1
            case .takenDown, .restored, .escalated: break
            }
        }
    }
}
