import ComplaintEvents

extension YearGenerator {
    /// Days that a shop which was there before the year may be old.
    private static let ageDays = 30...2_500
    private static let shopAgeDays = 1...120
    /// After so many complaints a shop is given up.
    private static let complaintsBorne = 3...8

    mutating func openHonest(at time: Int) {
        let isShared = sellerRandom.chance(parameters.sharedByChance)
        let payment =
            isShared ? sellers.usedTrait(&sellerRandom) : sellers.freshTrait()
        let brand = sellerRandom.index(ofSums: world.weights)
        let age = time > 0 ? 0 : sellerRandom.whole(Self.ageDays)
        let seller = addSeller(
            .honest, brand: brand, at: time, ageDays: age,
            traits: [(.payment, payment), (.phone, sellers.freshTrait())])
        sellers.honest.append(seller)
        if findingRandom.chance(parameters.wrongReports) {
            let at = time + findingRandom.below(max(1, endSeconds - time))
            report(seller, by: brand, .counterfeit, at: at, isWrong: true)
        }
    }

    mutating func openAuthorised() {
        let brand = sellerRandom.index(ofSums: world.weights)
        let seller = addSeller(
            .authorised, brand: brand, at: 0, ageDays: sellerRandom.whole(Self.ageDays),
            traits: freshTraits())
        sellers.authorised.append(seller)
        calendar.add(
            at: 0,
            .sellerAuthorisation(
                SellerAuthorisation(
                    brand: brand, seller: seller,
                    inForce: -100 * YearClock.daySeconds..<2 * endSeconds)))
    }

    mutating func openGrey() {
        let brand = sellerRandom.index(ofSums: world.weights)
        let seller = addSeller(
            .grey, brand: brand, at: 0, ageDays: sellerRandom.whole(Self.ageDays),
            traits: freshTraits())
        sellers.grey.append(seller)
        if findingRandom.chance(parameters.greyReports) {
            report(seller, by: brand, .greyMarket, at: findingRandom.below(endSeconds))
        }
        if findingRandom.chance(parameters.greyMislabelled) {
            report(
                seller, by: brand, .counterfeit, at: findingRandom.below(endSeconds),
                isWrong: true)
        }
    }

    mutating func addGroup() {
        var brands: [Int] = []
        for _ in 0..<sellerRandom.whole(2...6) {
            let brand = sellerRandom.index(ofSums: world.weights)
            if !brands.contains(brand) { brands.append(brand) }
        }
        sellers.groups.append(
            SellerBook.Group(
                brands: brands,
                payments: (0..<sellerRandom.whole(1...4)).map { _ in sellers.freshTrait() },
                phones: (0..<sellerRandom.whole(1...3)).map { _ in sellers.freshTrait() },
                pictures: (0..<10).map { _ in Picture.fresh(&sellerRandom) }))
    }

    mutating func openShop(of group: Int, at time: Int) {
        let payment =
            sellerRandom.chance(parameters.sharedTraits)
            ? sellerRandom.pick(sellers.groups[group].payments) : sellers.freshTrait()
        let phone =
            sellerRandom.chance(parameters.sharedTraits)
            ? sellerRandom.pick(sellers.groups[group].phones) : sellers.freshTrait()
        let brands = sellers.groups[group].brands
        let age = time > 0 ? 0 : sellerRandom.whole(Self.shopAgeDays)
        let seller = addSeller(
            .counterfeit, brand: brands[0], group: group, at: time, ageDays: age,
            traits: [(.payment, payment), (.phone, phone)])
        sellers.groups[group].shops.append(seller)
        for brand in brands
        where world.brands[brand].isMember && findingRandom.chance(parameters.reported) {
            let lag = findingRandom.exponential(
                mean: parameters.reportLagDays * Double(YearClock.daySeconds))
            let opened = time - age * YearClock.daySeconds
            report(seller, by: brand, .counterfeit, at: max(time, opened + Int(lag)))
        }
    }

    mutating func openPlanted(by ring: Int) {
        sellers.planted.append([])
        for _ in 0..<2 {
            let seller = addSeller(
                .counterfeit, brand: 0, ring: ring, at: 0,
                ageDays: sellerRandom.whole(Self.shopAgeDays), traits: freshTraits())
            sellers.planted[ring].append(seller)
        }
    }

    /// A complaint about a shop of a group: after some, the shop puts up nothing more and another is
    /// opened, whatever the platform decided.
    mutating func noteComplaint(about shop: Int, at time: Int) {
        guard let group = sellers.states[shop].group else { return }
        sellers.states[shop].complaints += 1
        let borne = Self.complaintsBorne.lowerBound + shop % Self.complaintsBorne.count
        guard sellers.states[shop].complaints >= borne,
            let place = sellers.groups[group].shops.firstIndex(of: shop)
        else { return }
        sellers.groups[group].shops.remove(at: place)
        let isSoon = sellerRandom.chance(parameters.reopened)
        let day = time / YearClock.daySeconds + sellerRandom.whole(isSoon ? 1...14 : 30...90)
        if day < groupOpenings.count { groupOpenings[day].append(group) }
    }

    var endSeconds: Int { groupOpenings.count * YearClock.daySeconds }

    private mutating func freshTraits() -> [(Seller.Trait.Kind, Int)] {
        [(.payment, sellers.freshTrait()), (.phone, sellers.freshTrait())]
    }

    private mutating func addSeller(
        _ kind: OfferKind, brand: Int, group: Int? = nil, ring: Int? = nil, at time: Int,
        ageDays: Int, traits: [(Seller.Trait.Kind, Int)]
    ) -> Int {
        let seller = sellers.states.count
        let marketplace = sellerRandom.below(world.marketplaces.count)
        sellers.states.append(
            SellerBook.State(
                kind: kind, marketplace: marketplace, brand: brand, group: group, ring: ring))
        // Counterfeiters buy sales from each other, so that a young shop has some.
        let sales =
            kind == .counterfeit
            ? sellerRandom.below(10 + ageDays * 5) : sellerRandom.below(1 + ageDays * 3)
        calendar.add(
            at: time,
            .seller(
                Seller(
                    seller: seller, marketplace: marketplace,
                    openedAt: time - ageDays * YearClock.daySeconds, salesBefore: sales,
                    traits: traits.map { Seller.Trait(kind: $0.0, value: $0.1) })))
        return seller
    }
}
