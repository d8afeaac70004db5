extension ListingSignals {
    /// What of it there is, in the order of the features, the base first. What is 0 is left out.
    package var observations: [ScoreObservation] {
        var found: [ScoreObservation] = []
        found.reserveCapacity(24)
        func add(_ feature: ScoreFeature, _ value: Double, isDisclosable: Bool = true) {
            let observation = ScoreObservation(feature, value, isDisclosable: isDisclosable)
            if observation.value > 0 { found.append(observation) }
        }
        func add(_ feature: ScoreFeature, _ isSo: Bool) { add(feature, isSo ? 1 : 0) }
        func add(_ feature: ScoreFeature, count: Int) { add(feature, Double(count)) }

        add(.base, true)
        add(.sellerMembers, Double(sellerMembers), isDisclosable: membersAreDisclosable)
        add(.linkedMembers, Double(linkedMembers), isDisclosable: membersAreDisclosable)
        add(.pendingMembers, count: pendingMembers)
        add(.greyReports, count: greyReports)
        add(.scanCounterfeit, scan == .counterfeit)
        add(.scanSuspect, scan == .suspect)
        add(.scanGenuine, scan == .genuine)
        add(.sellerScans, count: sellerScans)
        add(.testBuyCounterfeit, testBuy == .counterfeit)
        add(.testBuyGenuine, testBuy == .genuine)
        add(.sellerTestBuys, count: sellerTestBuys)
        add(.markPlain, mark == .plain)
        add(.markDisguised, mark == .disguised)
        add(.markDescriptive, mark == .descriptive)
        add(.markAbsent, mark == .absent)
        add(.markCommonWord, markIsCommonWord)
        add(.imageOfficial, imageIsOfficial)
        add(.imageKnown, imageIsKnown)
        add(.priceBelow, halvings)
        add(.modelUnknown, modelIsUnknown)
        add(.productOfOwner, catalogue == .owner)
        add(.productOfOther, catalogue == .other)
        add(.quantity, quantity > 1 ? Logarithms.natural(Double(quantity)) / ln10 : 0)
        add(.groundTestBuy, ground == .testBuy)
        add(.groundModel, ground == .modelDoesNotExist)
        add(.groundMark, ground == .markInListing)
        add(.groundDesign, ground == .design)
        add(.groundCopyright, ground == .copyright)
        add(.groundPatent, ground == .patent)
        add(.evidenceIndependent, evidenceIsIndependent)
        add(.evidenceLaboratory, evidenceIsLaboratory)
        add(.evidenceReused, evidenceIsReused)
        add(.recordGood, record)
        add(.recordBad, -record)
        add(.linkedRecordBad, -linkedRecord)
        add(.complainantMember, complainantIsMember)
        add(.complainantNew, complainantIsNew)
        add(.strangersTogether, count: strangers)
        add(.sellerYoung, youth)
        add(
            .sellerSales,
            sellerSales > 0 ? Logarithms.natural(Double(sellerSales) + 1) / ln10 : 0)
        add(.sellerFound, count: sellerFound)
        add(.linkedFound, count: linkedFound)
        add(.sellerCleared, count: sellerCleared)
        return found
    }

    private var ln10: Double { 2.302_585_092_994_046 }

    /// How often the market's median is to be halved to come to the price.
    private var halvings: Double {
        guard price > 0, marketMedian > price else { return 0 }
        return Logarithms.binary(marketMedian / price)
    }

    /// How often the shop's age is to be doubled to come to a year.
    private var youth: Double {
        guard let days = sellerAgeDays, days < 365 else { return 0 }
        return Logarithms.binary(365 / max(days, 1))
    }
}
