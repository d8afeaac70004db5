#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A city in which things are made, stored, sold and owned. Weights are rough shares of demand.
struct City: Sendable {
    let country: String
    let latitude: Double
    let longitude: Double
    let weight: Double
}

/// Where the story plays: 70 cities of 33 countries. Positions are those of any atlas.
enum World {
    static let cities: [City] = table.map {
        City(country: $0.0, latitude: $0.1, longitude: $0.2, weight: $0.3)
    }

    static let countries: [String] = Array(Set(cities.map(\.country))).sorted()

    /// Indices of the cities of a country.
    static let citiesOf: [String: [Int]] = Dictionary(
        grouping: cities.indices, by: { cities[$0].country })

    private static let cumulative: [Double] = {
        var sum = 0.0
        return cities.map { city in
            sum += city.weight
            return sum
        }
    }()

    /// By weight.
    static func anyCity(_ random: inout TraceRandom) -> Int {
        let wanted = random.unit() * cumulative[cumulative.count - 1]
        return cumulative.firstIndex { $0 > wanted } ?? 0
    }

    static func city(in country: String, _ random: inout TraceRandom) -> Int {
        guard let cities = citiesOf[country] else { preconditionFailure("no city in \(country)") }
        return random.pick(cities)
    }

    static func cityAbroad(from city: Int, _ random: inout TraceRandom) -> Int {
        while true {
            let other = anyCity(&random)
            if cities[other].country != cities[city].country { return other }
        }
    }

    /// Up to `km` off in any direction.
    static func near(
        _ city: Int, km: Double, _ random: inout TraceRandom
    ) -> (latitude: Double, longitude: Double) {
        let center = cities[city]
        let distance = km * random.unit().squareRoot() / 111.2
        let angle = random.between(0, 2 * Double.pi)
        let narrowing = max(0.2, cos(center.latitude * Double.pi / 180))
        return (
            center.latitude + distance * sin(angle),
            center.longitude + distance * cos(angle) / narrowing
        )
    }

    private static let table: [(String, Double, Double, Double)] = [
        ("CN", 31.23, 121.47, 9), ("CN", 39.90, 116.40, 8), ("CN", 23.13, 113.26, 7),
        ("CN", 30.57, 104.07, 5), ("CN", 30.59, 114.31, 4), ("CN", 22.54, 114.06, 5),
        ("CN", 34.34, 108.94, 3), ("CN", 45.80, 126.53, 2), ("HK", 22.32, 114.17, 3),
        ("TW", 25.03, 121.57, 2), ("JP", 35.68, 139.69, 5), ("JP", 34.69, 135.50, 3),
        ("JP", 43.06, 141.35, 1), ("KR", 37.57, 126.98, 4), ("KR", 35.18, 129.08, 1),
        ("US", 40.71, -74.01, 6), ("US", 34.05, -118.24, 5), ("US", 41.88, -87.63, 4),
        ("US", 29.76, -95.37, 3), ("US", 25.76, -80.19, 3), ("US", 47.61, -122.33, 2),
        ("US", 35.15, -90.05, 1), ("CA", 43.65, -79.38, 2), ("CA", 49.28, -123.12, 1),
        ("MX", 19.43, -99.13, 2), ("MX", 20.67, -103.35, 1), ("BR", -23.55, -46.63, 3),
        ("BR", -22.91, -43.17, 2), ("BR", -8.05, -34.88, 1), ("AR", -34.60, -58.38, 1),
        ("CL", -33.45, -70.67, 1), ("CO", 4.71, -74.07, 1), ("GB", 51.51, -0.13, 4),
        ("GB", 53.48, -2.24, 2), ("FR", 48.86, 2.35, 4), ("FR", 45.76, 4.84, 1),
        ("FR", 43.30, 5.37, 1), ("DE", 52.52, 13.41, 2), ("DE", 48.14, 11.58, 2),
        ("DE", 53.55, 9.99, 2), ("DE", 50.94, 6.96, 1), ("IT", 45.46, 9.19, 2),
        ("IT", 41.90, 12.50, 2), ("IT", 43.77, 11.26, 1), ("ES", 40.42, -3.70, 2),
        ("ES", 41.39, 2.17, 1), ("PT", 38.72, -9.14, 1), ("NL", 52.37, 4.90, 1),
        ("NL", 51.92, 4.48, 1), ("BE", 50.85, 4.35, 1), ("CH", 47.37, 8.54, 1),
        ("AT", 48.21, 16.37, 1), ("PL", 52.23, 21.01, 1), ("PL", 50.06, 19.94, 1),
        ("SE", 59.33, 18.07, 1), ("TR", 41.01, 28.98, 2), ("TR", 39.93, 32.86, 1),
        ("AE", 25.20, 55.27, 2), ("SA", 24.71, 46.68, 1), ("EG", 30.04, 31.24, 1),
        ("NG", 6.52, 3.38, 1), ("ZA", -26.20, 28.05, 1), ("IN", 28.61, 77.21, 3),
        ("IN", 19.08, 72.88, 3), ("IN", 12.97, 77.59, 2), ("TH", 13.76, 100.50, 2),
        ("VN", 10.82, 106.63, 2), ("SG", 1.35, 103.82, 2), ("ID", -6.21, 106.85, 2),
        ("AU", -33.87, 151.21, 2),
    ]
}
