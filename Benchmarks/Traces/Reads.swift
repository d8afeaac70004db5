/// What readers and people report of one serial number: here reads get lost, late, doubled and
/// misplaced.
struct Reads {
    private let parameters: TraceParameters
    private let item: Int
    private var scans: [TracedScan] = []
    private var people = 0

    init(_ parameters: TraceParameters, item: Int) {
        self.parameters = parameters
        self.item = item
    }

    /// A pseudonym that nobody had before.
    mutating func newPerson() -> String {
        people += 1
        return "person-\(item)-\(people)"
    }

    /// A reader of the trade sees the object, or does not.
    ///
    /// - Parameter surely: for what makes the number known at all.
    mutating func trade(
        _ kind: TracedScan.Kind, at day: Double, _ site: TradeSite, object: Int,
        surely: Bool = false, _ random: inout TraceRandom
    ) {
        guard surely || !random.chance(site.missed) else { return }
        var seen = day + site.aheadDays
        if random.chance(parameters.lateUploads) { seen += random.between(0.2, 3) }
        let times = random.chance(parameters.doubleReads) ? 2 : 1
        for _ in 0..<times {
            append(kind, trueDay: day, at: seen, site.country, site.position, site.name, object)
            seen += random.between(0.000_1, 0.01)
        }
    }

    /// Customs or an investigator look at it, with a device that knows where it is.
    mutating func inspected(
        at day: Double, city: Int, by name: String, object: Int, _ random: inout TraceRandom
    ) {
        let place = World.near(city, km: 30, &random)
        append(
            .inspected, trueDay: day, at: day, World.cities[city].country,
            .init(latitude: place.latitude, longitude: place.longitude), name, object)
    }

    /// Somebody asks whether it is genuine. The question is dated by the node that is asked.
    mutating func verified(
        at day: Double, city: Int, by person: String, object: Int, _ random: inout TraceRandom
    ) {
        let name = random.chance(parameters.newDevice) ? newPerson() : person
        if random.chance(parameters.wrongPlace) {
            let elsewhere = World.cities[World.cityAbroad(from: city, &random)].country
            return append(.verified, trueDay: day, at: day, elsewhere, nil, name, object)
        }
        var position: TracedScan.Position?
        if random.chance(parameters.coordinates) {
            let place = World.near(city, km: 30, &random)
            position = .init(latitude: place.latitude, longitude: place.longitude)
        }
        append(
            .verified, trueDay: day, at: day, World.cities[city].country, position, name, object)
    }

    private mutating func append(
        _ kind: TracedScan.Kind, trueDay: Double, at day: Double, _ country: String,
        _ position: TracedScan.Position?, _ by: String, _ object: Int
    ) {
        // The horizon is one of truth, or a clock that is behind would see further than others.
        guard trueDay <= parameters.days else { return }
        let at = Double(TraceGenerator.start) + max(-30, day) * 86_400_000
        scans.append(
            TracedScan(
                at: UInt64(at), kind: kind, country: country, position: position, by: by,
                object: object))
    }

    /// By time; of equal times in the order in which they came about.
    func inOrder() -> [TracedScan] {
        scans.indices.sorted { (scans[$0].at, $0) < (scans[$1].at, $1) }.map { scans[$0] }
    }
}
