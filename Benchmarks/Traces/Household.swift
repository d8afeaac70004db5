/// Somebody who owns an object for a time, with family, habits and journeys.
struct Household {
    private let parameters: TraceParameters
    private let city: Int
    private let from: Double
    private let until: Double
    private let person: String?

    /// Days between scans of one person, in the mean.
    private static let pauseDays = 40.0

    init(
        _ parameters: TraceParameters, city: Int, from: Double, until: Double,
        by person: String? = nil
    ) {
        self.parameters = parameters
        self.city = city
        self.from = from
        self.until = until
        self.person = person
    }

    /// - Parameter probability: that anybody of them ever scans.
    func scan(
        _ probability: Double, _ reads: inout Reads, object: Int, _ random: inout TraceRandom
    ) {
        guard random.chance(probability) else { return }
        let owner = person ?? reads.newPerson()
        series(of: owner, &reads, object, &random)
        if random.chance(parameters.family) {
            series(of: reads.newPerson(), &reads, object, &random)
        }
        if random.chance(parameters.travels) {
            let elsewhere =
                random.chance(0.5)
                ? World.cityAbroad(from: city, &random)
                : World.city(in: World.cities[city].country, &random)
            report(
                at: from + random.exponential(mean: 90), elsewhere, owner, &reads, object, &random)
        }
    }

    /// Once soon, and again now and then.
    private func series(
        of person: String, _ reads: inout Reads, _ object: Int, _ random: inout TraceRandom
    ) {
        var day = from + random.exponential(mean: 4)
        for _ in 0...random.poisson(mean: parameters.rescans) {
            report(at: day, city, person, &reads, object, &random)
            day +=
                random.chance(0.5)
                ? random.between(0, 0.1) : random.exponential(mean: Self.pauseDays)
        }
    }

    private func report(
        at day: Double, _ city: Int, _ person: String, _ reads: inout Reads, _ object: Int,
        _ random: inout TraceRandom
    ) {
        guard day < until else { return }
        reads.verified(at: day, city: city, by: person, object: object, &random)
    }
}
