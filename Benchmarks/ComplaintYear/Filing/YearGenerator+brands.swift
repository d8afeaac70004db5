import ComplaintEvents

/// What brands and their agents file, carefully or not.
extension YearGenerator {
    private static let withdrawalMeanHours = 36.0

    mutating func fileForBrand(at time: Int) {
        let aim = filingRandom.unit()
        if aim < parameters.greyMistakes {
            if fileMistake(about: sellers.grey, at: time) { return }
        } else if aim < parameters.greyMistakes + parameters.honestMistakes {
            if fileMistake(about: sellers.honest, at: time) { return }
        }
        // If a brand has nothing to complain of, it is another one's turn.
        let count = ListingCount.draw(&filingRandom)
        for _ in 0..<Self.looksMax {
            let brand = filingRandom.index(ofSums: world.weights)
            if fileAgainstCounterfeits(brand, count: count, at: time) { return }
        }
        for brand in 0..<world.earnestCount
        where fileAgainstCounterfeits(brand, count: count, at: time) { return }
    }

    private mutating func complainant(for brand: Int, at time: Int) -> Int {
        let agents = world.agentsOfBrand[brand].filter {
            world.mayFile($0, for: brand, at: time)
        }
        return !agents.isEmpty && filingRandom.chance(parameters.agentShare)
            ? filingRandom.pick(agents) : world.ownerOfBrand[brand]
    }

    /// A brand takes genuine goods, or goods that only name it, for counterfeits.
    /// - Returns: whether there was anything.
    private mutating func fileMistake(about others: [Int], at time: Int) -> Bool {
        let count = ListingCount.draw(&filingRandom)
        for _ in 0..<Self.looksMax {
            let seller = filingRandom.pick(others)
            let brand = sellers.states[seller].brand
            guard let right = trademark(of: brand, at: time) else { continue }
            let isCovered = coverage(of: right, at: time)
            let listings = liveListings(of: seller, count: count, at: time) {
                $0.praise < 0 && isCovered($0)
            }
            guard !listings.isEmpty else { continue }
            let filer = complainant(for: brand, at: time)
            let ground: Complaint.Ground =
                filingRandom.chance(0.6) ? .counterfeitFeatures : .markInListing
            let complaint = submit(
                Draft(
                    complainant: filer, right: right, ground: ground, listings: listings,
                    evidence: evidence(for: ground, isCareful: !world.isSloppy[filer]),
                    intent: .mistaken), at: time)
            if answerRandom.chance(parameters.withdrawals) {
                let lag = answerRandom.exponential(
                    mean: Self.withdrawalMeanHours * Double(YearClock.hourSeconds))
                calendar.add(
                    at: time + YearClock.hourSeconds + Int(lag),
                    .withdrawal(complaint: complaint.complaint))
            }
            return true
        }
        return false
    }

    private func trademark(of brand: Int, at time: Int) -> Int? {
        world.rightsOfBrand[brand].first {
            let right = world.rights[$0]
            return right.kind == .trademark && right.inForce.contains(time)
                && right.classes == world.brands[brand].classes
        }
    }

    private func coverage(of right: Int, at time: Int) -> (OfferBook.State) -> Bool {
        let right = world.rights[right]
        let marketplaces = world.marketplaces
        return {
            right.covers(
                country: marketplaces[Int($0.marketplace)].country,
                goodsClass: Int($0.goodsClass), at: time)
        }
    }

    /// - Returns: whether there was anything.
    private mutating func fileAgainstCounterfeits(_ brand: Int, count: Int, at time: Int) -> Bool {
        guard let right = trademark(of: brand, at: time) else { return false }
        let listings = offers.takeCounterfeits(
            of: brand, count: count, at: time, where: coverage(of: right, at: time), &filingRandom)
        guard let first = listings.first else { return false }
        let filer = complainant(for: brand, at: time)
        let isSloppy = world.isSloppy[filer]
        var draft = Draft(
            complainant: filer, right: right, ground: .counterfeitFeatures,
            listings: listings.sorted(), evidence: [], intent: .earnest)
        setGround(of: &draft, brand: brand, first: first, at: time)
        draft.evidence = evidence(for: draft.ground, isCareful: !isSloppy)
        let isFaulty = filingRandom.chance(
            isSloppy ? parameters.sloppyFaults : parameters.carefulFaults)
        if isFaulty {
            fileFaulty(draft, brand: brand, at: time)
        } else {
            lastFiled[filer] = submit(draft, at: time)
        }
        for shop in Set(listings.map { Int(offers.states[$0].seller) }).sorted() {
            noteComplaint(about: shop, at: time)
        }
        return true
    }

    /// Of the grounds that hold of what is complained of.
    private mutating func setGround(
        of draft: inout Draft, brand: Int, first: Int, at time: Int
    ) {
        let offer = offers.states[first]
        let isOne = draft.listings.count == 1
        let drawn = filingRandom.unit()
        if filingRandom.chance(parameters.testBuys) {
            draft.ground = .testBuy
            addTestBuyOfCounterfeit(first, by: brand, before: time)
        } else if isOne, offer.namesInventedModel, drawn < 0.5 {
            draft.ground = .modelDoesNotExist
        } else if isOne, drawn > 0.75 {
            let kinds: [(Right.Kind, Complaint.Ground)] =
                (offer.hasOfficialImage ? [(.copyright, .copyright)] : [])
                + [(.design, .design), (.patent, .patent)]
            for (kind, ground) in kinds {
                if let right = world.right(
                    of: brand, kind, country: world.marketplaces[Int(offer.marketplace)].country,
                    goodsClass: Int(offer.goodsClass), at: time)
                {
                    draft.ground = ground
                    draft.right = right
                    return
                }
            }
        } else if drawn < 0.42 {
            draft.ground = .markInListing
        }
    }

    /// The same complaint with something wrong, and later the same without it.
    private mutating func fileFaulty(_ sound: Draft, brand: Int, at time: Int) {
        var draft = sound
        let drawn = filingRandom.unit()
        // Insufficient evidence and rights that do not match are the published causes of refusal.
        if drawn < 0.35 {
            draft.fault = .missingEvidence
            draft.evidence = weakEvidence(for: sound.ground)
        } else if drawn < 0.7 {
            setWrongRight(of: &draft, brand: brand, at: time)
        } else if drawn < 0.82, let last = lastFiled[draft.complainant] {
            draft.fault = .duplicate
            draft.right = last.right
            draft.ground = last.ground
            draft.listings = last.listings
            draft.evidence = last.evidence
        } else if drawn < 0.92, let gone = offers.gone[brand].last {
            draft.fault = .listingGone
            draft.listings = [gone]
        } else if let agent = unauthorisedAgent(for: brand, at: time) {
            draft.fault = .notAuthorised
            draft.complainant = agent
        } else {
            draft.fault = .missingEvidence
            draft.evidence = weakEvidence(for: sound.ground)
        }
        let complaint = submit(draft, at: time)
        let canBeMended = draft.fault != .duplicate && draft.fault != .listingGone
        guard filingRandom.chance(parameters.mended), canBeMended else { return }
        var mended = sound
        mended.mends = complaint.complaint
        mended.evidence = evidence(for: sound.ground, isCareful: true)
        let lag = filingRandom.exponential(
            mean: parameters.mendHours * Double(YearClock.hourSeconds))
        let later = time + YearClock.hourSeconds + Int(lag)
        mended.listings = sound.listings.filter { offers.isLive($0, at: later) }
        if !mended.listings.isEmpty { submit(mended, at: later) }
    }

    private mutating func setWrongRight(of draft: inout Draft, brand: Int, at time: Int) {
        let rights = world.rightsOfBrand[brand].filter { world.rights[$0].kind == .trademark }
        let ended = rights.first { !world.rights[$0].inForce.contains(time) }
        let other = rights.first {
            world.rights[$0].inForce.contains(time)
                && Set(world.rights[$0].classes).isDisjoint(with: world.brands[brand].classes)
        }
        if let ended, filingRandom.chance(0.5) || other == nil {
            draft.fault = .rightNotInForce
            draft.right = ended
        } else if let other {
            draft.fault = .wrongClass
            draft.right = other
        } else {
            draft.fault = .missingEvidence
            draft.evidence = weakEvidence(for: draft.ground)
        }
        if draft.fault != .missingEvidence, world.rights[draft.right].kind == .trademark,
            [.design, .copyright, .patent].contains(draft.ground)
        {
            draft.ground = .markInListing
        }
    }

    private mutating func unauthorisedAgent(for brand: Int, at time: Int) -> Int? {
        let agents = world.complainants.filter {
            $0.kind == .agent && !world.mayFile($0.complainant, for: brand, at: time)
        }
        return agents.isEmpty ? nil : filingRandom.pick(agents).complainant
    }
}
