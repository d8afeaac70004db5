import ComplaintEvents

extension YearGenerator {
    /// After so long nobody answers any more.
    private static let answerDaysMax = 14

    /// Each seller complained of may answer for all of its listings at once.
    mutating func answer(_ complaint: Complaint, at time: Int) {
        var shops: [Int] = []
        for listing in complaint.listings {
            let seller = Int(offers.states[listing].seller)
            if !shops.contains(seller) { shops.append(seller) }
        }
        for shop in shops { answer(complaint, by: shop, at: time) }
    }

    private mutating func answer(_ complaint: Complaint, by shop: Int, at time: Int) {
        let state = sellers.states[shop]
        // A ring does not object to itself.
        guard state.ring == nil else { return }
        let isTrue = !state.kind.infringes
        guard answerRandom.chance(isTrue ? parameters.answers : parameters.lies) else { return }
        let lag = answerRandom.exponential(
            mean: parameters.answerHours * Double(YearClock.hourSeconds))
        guard Int(lag) < Self.answerDaysMax * YearClock.daySeconds else { return }
        let (claim, item) = defence(of: state.kind)
        let notice = CounterNotice(
            counterNotice: numbers.counterNotice, complaint: complaint.complaint, seller: shop,
            listings: complaint.listings.filter { Int(offers.states[$0].seller) == shop },
            claim: claim, evidence: [item])
        numbers.counterNotice += 1
        calendar.add(
            at: time + YearClock.hourSeconds + Int(lag), .counterNotice(notice),
            truth: .counterNotice(
                CounterNoticeTruth(counterNotice: notice.counterNotice, isTrue: isTrue)))
    }

    private mutating func defence(
        of kind: OfferKind
    ) -> (claim: CounterNotice.Claim, item: EvidenceItem) {
        let claim: CounterNotice.Claim
        let item: EvidenceItem.Kind
        let independent: Double
        switch kind {
        case .authorised: (claim, item, independent) = (.authorisedSeller, .authorisation, 0.8)
        case .grey: (claim, item, independent) = (.genuineGoods, .invoice, 0.6)
        case .honest:
            let claims: [CounterNotice.Claim] = [.ownGoods, .namesTheMarkOnly, .genuineGoods]
            (claim, item, independent) = (answerRandom.pick(claims), .invoice, 0.5)
        case .counterfeit:
            claim = answerRandom.pick(CounterNotice.Claim.allCases)
            item = claim == .authorisedSeller ? .authorisation : .invoice
            independent = parameters.forged
        }
        let isLie = kind == .counterfeit
        let strength: EvidenceItem.Strength =
            answerRandom.chance(independent) ? .independent : isLie ? .bare : .specific
        return (
            claim,
            EvidenceItem(kind: item, strength: strength, digest: Digest(answerRandom.next()))
        )
    }
}
