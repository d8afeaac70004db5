extension CloneFinding {
    /// For whoever asked: what was seen, with distances and times, and neither a serial number nor a
    /// country nor who scanned. Where a brand's goods go is the brand's own business.
    package var detail: String {
        switch sign {
        case .scannedAfterDestruction:
            "\(later.kind.name) after the item was destroyed"
        case .newAgainAbroad:
            "\(later.kind.name) as new goods in another country, \(between) after it was sold"
        case .newAgainNearby:
            "\(later.kind.name) as new goods at another site, \(between) after it was sold"
        case .elsewhereBeforeSale:
            "scanned in another country while the trade still had it"
        case .inspectedAfterSale:
            "inspected on its way, \(between) after it was sold"
        case .strangersTooFast, .samePersonTooFast, .readersTooFast:
            "two scans\(distance) within \(between)"
        case .farFromShop, .farFromWarehouse:
            "scanned only in countries other than the one in which it was last in trade"
        case .awayFromShop:
            "scanned only far from the site at which it was last in trade"
        case .ownedBeforeSale:
            "scanned again and again by somebody while the trade still had it"
        case .firstSeenLongAfterTrade:
            "not scanned by anybody until \(between) after the trade had it"
        case .firstSeenLate:
            "not scanned by anybody until \(between) after its sale"
        case .changedHandsElsewhere, .newcomerElsewhere:
            "new people scanned it in another place, \(times)"
        case .changedHandsHere, .newcomerHere:
            "new people scanned it, \(times)"
        case .formerOwnerAgain:
            "scanned again by people who had it before others did, \(times)"
        case .backInEarlierPlace:
            "back in a place that it had left, \(times)"
        case .placesAtOnce:
            "in \(count) more places within three weeks than one"
        case .peopleAtOnce, .onlookersAtOnce:
            "\(count) more people within three weeks than a household has"
        case .carriedToAnotherPlace:
            "scanned by the same people in places far apart, \(times)"
        case .visitorsBeforeSale:
            "scanned by \(count + 1) people before its sale"
        case .manyHolders:
            "scanned by people who are likelier buyers of copies than holders of one object"
        }
    }

    private var times: String { count == 1 ? "once" : "\(count) times" }

    private var between: String {
        let earlier = earlier?.at ?? later.at
        let hours = (later.at - min(earlier, later.at)) / 3_600_000
        return hours < 72 ? "\(hours + 1) h" : "\(hours / 24) days"
    }

    /// In hundreds of kilometres, so that it places nobody.
    private var distance: String {
        guard let earlier else { return "" }
        let kilometres = Reading(earlier).kilometresAtLeast(to: Reading(later))
        return " at least \(Int(kilometres / 100) * 100) km apart"
    }
}

extension Facts.CloneSigns {
    /// - Returns: nil where nothing speaks for a copy.
    package init?(_ assessment: CloneAssessment, areUnconfirmed: Bool = false) {
        guard !assessment.findings.isEmpty else { return nil }
        self.init(
            score: assessment.score,
            signs: assessment.findings.map {
                Sign($0.reason, detail: try? ReasonDetail($0.detail))
            }, areUnconfirmed: areUnconfirmed)
    }
}
