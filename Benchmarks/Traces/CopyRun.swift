/// Counterfeit objects under the number of one genuine item: read off in the shop (or at the plant),
/// printed some weeks later, sold over months in one to three countries.
struct CopyRun {
    private let parameters: TraceParameters
    private let sites: TradeSites
    private let madeAt: Double
    private let shelvedAt: Double
    private let city: Int

    private static let tradeShare = 0.3

    init(
        parameters: TraceParameters, sites: TradeSites, madeAt: Double, shelvedAt: Double, city: Int
    ) {
        self.parameters = parameters
        self.sites = sites
        self.madeAt = madeAt
        self.shelvedAt = shelvedAt
        self.city = city
    }

    /// - Returns: how many copies were made, whether or not any was ever scanned.
    func run(_ reads: inout Reads, _ random: inout TraceRandom) -> Int {
        let copied =
            random.chance(parameters.copyLeak)
            ? madeAt + random.between(0, 5) : shelvedAt + random.between(0, 120)
        let begin = copied + random.between(14, 60)
        let lasting = random.betweenMagnitudes(30, 300)
        let count = Int(
            random.betweenMagnitudes(parameters.copiesMin, parameters.copiesMax).rounded())
        let cities = outlets(&random)
        let entersTrade = random.chance(parameters.copyTrade)
        for object in 1...count {
            var day = begin + lasting * random.unit()
            let place = random.pick(cities)
            if entersTrade, random.chance(Self.tradeShare) {
                let shop = random.pick(sites.shops[place])
                reads.trade(.received, at: day, shop, object: object, &random)
                day += random.exponential(mean: 45)
                reads.trade(.sold, at: day, shop, object: object, &random)
            }
            Household(parameters, city: place, from: day, until: .infinity)
                .scan(parameters.copyScans, &reads, object: object, &random)
        }
        if random.chance(parameters.copySeized) {
            let place = random.pick(cities)
            var day = begin + lasting * random.unit()
            for object in 1...min(count, 1 + random.below(5)) {
                reads.inspected(
                    at: day, city: place, by: "customs-\(World.cities[place].country)",
                    object: object, &random)
                day += random.between(0.000_5, 0.01)
            }
        }
        return count
    }

    /// The cities where the copies are sold.
    private func outlets(_ random: inout TraceRandom) -> [Int] {
        var cities: [Int] = []
        if random.chance(parameters.copyHome) {
            cities += World.citiesOf[World.cities[city].country] ?? []
        }
        if random.chance(parameters.copyStreet) {
            return [cities.isEmpty ? World.cityAbroad(from: city, &random) : random.pick(cities)]
        }
        let others = cities.isEmpty ? 1 + random.below(3) : random.below(3)
        for _ in 0..<others {
            let abroad = World.cities[World.cityAbroad(from: city, &random)].country
            cities += World.citiesOf[abroad] ?? []
        }
        return cities
    }
}
