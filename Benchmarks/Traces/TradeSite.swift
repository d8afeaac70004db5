/// A place of the trade with a reader: it has a clock of its own and loses reads at a rate of its own.
struct TradeSite: Sendable {
    enum Role: Sendable { case plant, warehouse, shop }

    let name: String
    let role: Role
    let city: Int
    let position: TracedScan.Position
    let missed: Double
    /// What its clock is ahead of true time.
    let aheadDays: Double

    var country: String { World.cities[city].country }
}

/// All sites of one population.
struct TradeSites: Sendable {
    let plants: [TradeSite]
    let warehouses: [TradeSite]
    /// By city.
    let shops: [[TradeSite]]

    private static let shopsPerCity = 4

    init(_ parameters: TraceParameters) {
        var random = TraceRandom(seed: UInt64(parameters.seed), stream: .max)
        var number = 0
        func make(
            _ role: TradeSite.Role, _ city: Int, _ random: inout TraceRandom
        ) -> TradeSite {
            number += 1
            let position = World.near(city, km: role == .shop ? 15 : 40, &random)
            let mean = parameters.missed
            let blind = parameters.blindSites
            let blindRate = min(1, 5 * mean)
            let otherRate = blind < 1 ? max(0, (mean - blind * blindRate) / (1 - blind)) : mean
            let missed = random.chance(blind) ? blindRate : otherRate
            var ahead = random.normal() * parameters.clockSeconds / 86_400
            if random.chance(parameters.badClocks) {
                let hours = Double(1 + random.below(12))
                ahead += (random.chance(0.5) ? hours : -hours) / 24
            }
            return TradeSite(
                name: "site-\(number)", role: role, city: city,
                position: .init(latitude: position.latitude, longitude: position.longitude),
                missed: missed, aheadDays: ahead)
        }
        func cities(_ countries: [String]) -> [Int] {
            countries.compactMap { World.citiesOf[$0]?.last }
        }
        plants = cities(["CN", "VN", "IT", "MX", "TR"]).map { make(.plant, $0, &random) }
        warehouses = cities(["CN", "SG", "JP", "US", "BR", "NL", "PL", "GB", "AE", "IN", "CA"])
            .map { make(.warehouse, $0, &random) }
        shops = World.cities.indices.map { city in
            (0..<Self.shopsPerCity).map { _ in make(.shop, city, &random) }
        }
    }

    /// The warehouse that supplies a city: the nearest, as trucks and parcels go.
    func warehouse(for city: Int) -> TradeSite {
        let wanted = World.cities[city]
        func distance(_ site: TradeSite) -> Double {
            let latitude = site.position.latitude - wanted.latitude
            var longitude = abs(site.position.longitude - wanted.longitude)
            if longitude > 180 { longitude = 360 - longitude }
            return latitude * latitude + longitude * longitude
        }
        var nearest = warehouses[0]
        for site in warehouses where distance(site) < distance(nearest) { nearest = site }
        return nearest
    }
}
