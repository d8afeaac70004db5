/// The life of the genuine object: plant, warehouse, shop, owners.
struct Journey {
    private let parameters: TraceParameters
    private let sites: TradeSites
    private let warehouseOfCity: [TradeSite]

    /// Days; when it was made, and when it came to lie where strangers can read its code.
    private(set) var madeAt = 0.0
    private(set) var shelvedAt = 0.0
    /// Where it was first offered.
    private(set) var homeCity = 0

    init(parameters: TraceParameters, sites: TradeSites, warehouseOfCity: [TradeSite]) {
        self.parameters = parameters
        self.sites = sites
        self.warehouseOfCity = warehouseOfCity
    }

    mutating func run(_ reads: inout Reads, _ random: inout TraceRandom) {
        homeCity = World.anyCity(&random)
        var day = make(&reads, &random)
        let warehouse = warehouseOfCity[homeCity]
        day = cross(to: warehouse, day, &reads, &random)
        if random.chance(parameters.online) {
            shelvedAt = day
            let buyer = posted(from: warehouse, &random)
            reads.trade(.sold, at: day, warehouse, object: 0, &random)
            return own(
                from: day + random.between(1, 7), city: buyer, soldBy: warehouse, &reads, &random)
        }
        let shop = deliver(day, from: warehouse, &reads, &random)
        sell(shop, &reads, &random)
    }

    private mutating func make(_ reads: inout Reads, _ random: inout TraceRandom) -> Double {
        let plant = random.pick(sites.plants)
        madeAt = random.between(0, parameters.productionDays)
        reads.trade(.commissioned, at: madeAt, plant, object: 0, surely: true, &random)
        let packed = madeAt + random.between(0.05, 2)
        reads.trade(.packed, at: packed, plant, object: 0, &random)
        let shipped = packed + random.between(0.5, 14)
        reads.trade(.shipped, at: shipped, plant, object: 0, &random)
        return shipped
    }

    /// By air or by sea, through customs, into the warehouse and out of it.
    private func cross(
        to warehouse: TradeSite, _ shipped: Double, _ reads: inout Reads,
        _ random: inout TraceRandom
    ) -> Double {
        let arrived =
            shipped + (random.chance(0.3) ? random.between(2, 6) : random.between(10, 40))
        if random.chance(parameters.inspections) {
            reads.inspected(
                at: arrived - 0.8, city: warehouse.city, by: "customs-\(warehouse.country)",
                object: 0, &random)
        }
        reads.trade(.received, at: arrived, warehouse, object: 0, &random)
        return arrived + random.between(2, 60)
    }

    /// From the warehouse to a shop; now and then by a wholesaler to another country.
    private mutating func deliver(
        _ day: Double, from warehouse: TradeSite, _ reads: inout Reads,
        _ random: inout TraceRandom
    ) -> TradeSite {
        reads.trade(.shipped, at: day, warehouse, object: 0, &random)
        var arrived = day + random.between(0.8, 6)
        var shop = random.pick(sites.shops[homeCity])
        if random.chance(parameters.exports) {
            reads.trade(.received, at: arrived, shop, object: 0, &random)
            let exported = arrived + random.between(2, 30)
            reads.trade(.exported, at: exported, shop, object: 0, &random)
            homeCity = World.cityAbroad(from: homeCity, &random)
            shop = random.pick(sites.shops[homeCity])
            arrived = exported + random.between(4, 45)
        }
        reads.trade(.received, at: arrived, shop, object: 0, &random)
        shelvedAt = arrived
        return shop
    }

    private func sell(_ shop: TradeSite, _ reads: inout Reads, _ random: inout TraceRandom) {
        let onShow = random.chance(parameters.displays)
        let sold = shelvedAt + (onShow ? random.between(30, 150) : random.exponential(mean: 45))
        let curious =
            onShow ? 5 + random.below(36) : random.poisson(mean: parameters.shopScans)
        for _ in 0..<curious {
            reads.verified(
                at: random.between(shelvedAt, sold), city: shop.city, by: reads.newPerson(),
                object: 0, &random)
        }
        if random.chance(parameters.destroyed) {
            reads.trade(.destroyed, at: sold, shop, object: 0, &random)
            guard random.chance(parameters.destroyedWrongly) else { return }
            let again = sold + random.between(5, 60)
            reads.trade(.sold, at: again, shop, object: 0, &random)
            return own(from: again, city: shop.city, soldBy: shop, &reads, &random)
        }
        reads.trade(.sold, at: sold, shop, object: 0, &random)
        if random.chance(parameters.tourists) {
            return visit(from: sold, shop, &reads, &random)
        }
        own(from: sold, city: shop.city, soldBy: shop, &reads, &random)
    }

    /// The first buyer, who may bring it back, and all who own it after.
    private func own(
        from day: Double, city: Int, soldBy seller: TradeSite, _ reads: inout Reads,
        _ random: inout TraceRandom
    ) {
        var day = day
        var city = city
        if random.chance(parameters.returns) {
            let back = day + random.between(1, 30)
            Household(parameters, city: city, from: day, until: back).scan(
                parameters.consumerScans, &reads, object: 0, &random)
            let isOther = seller.role == .shop && random.chance(0.2)
            let shop =
                isOther
                ? random.pick(sites.shops[World.city(in: seller.country, &random)]) : seller
            reads.trade(.returned, at: back, shop, object: 0, &random)
            day = back + random.exponential(mean: 14)
            reads.trade(.sold, at: day, shop, object: 0, &random)
            city = seller.role == .shop ? shop.city : posted(from: seller, &random)
            if seller.role == .warehouse { day += random.between(1, 7) }
        }
        keep(from: day, city: city, &reads, &random)
    }

    /// Bought on a journey: scanned there, if at all, or at home some days later.
    private func visit(
        from day: Double, _ shop: TradeSite, _ reads: inout Reads, _ random: inout TraceRandom
    ) {
        let person = reads.newPerson()
        if random.chance(parameters.consumerScans / 2) {
            reads.verified(
                at: day + random.between(0, 1), city: shop.city, by: person, object: 0, &random)
        }
        keep(
            from: day + random.between(1, 10), city: World.cityAbroad(from: shop.city, &random),
            &reads, &random, by: person)
    }

    private func keep(
        from day: Double, city: Int, _ reads: inout Reads, _ random: inout TraceRandom,
        by person: String? = nil
    ) {
        guard random.chance(parameters.resales) else {
            return Household(parameters, city: city, from: day, until: .infinity, by: person)
                .scan(parameters.consumerScans, &reads, object: 0, &random)
        }
        let offered = day + random.exponential(mean: 150)
        Household(parameters, city: city, from: day, until: offered, by: person)
            .scan(parameters.consumerScans, &reads, object: 0, &random)
        let handed = offered + random.between(1, 20)
        if random.chance(parameters.photographed) {
            for _ in 0..<(1 + random.poisson(mean: 2)) {
                let onlooker =
                    random.chance(0.7)
                    ? World.city(in: World.cities[city].country, &random)
                    : World.anyCity(&random)
                reads.verified(
                    at: random.between(offered, handed), city: onlooker, by: reads.newPerson(),
                    object: 0, &random)
            }
        }
        let next: Int
        if random.chance(parameters.resaleAbroad) {
            next = World.cityAbroad(from: city, &random)
        } else {
            next =
                random.chance(0.5) ? city : World.city(in: World.cities[city].country, &random)
        }
        Household(parameters, city: next, from: handed + random.between(1, 14), until: .infinity)
            .scan(parameters.resaleScans, &reads, object: 0, &random)
    }

    /// Where a parcel of a warehouse goes: mostly within what it supplies.
    private func posted(from warehouse: TradeSite, _ random: inout TraceRandom) -> Int {
        random.chance(0.9) ? homeCity : World.anyCity(&random)
    }
}
