/// The scans of one item by time, double reads left out, with what is known of where each was.
struct Readings {
    let all: [Reading]

    /// A reader that sends the same twice within this time read once.
    static let doubleReadMilliseconds: UInt64 = 3_600_000

    init(_ scans: [Scan]) {
        var readings: [Reading] = []
        readings.reserveCapacity(scans.count)
        for scan in scans.sorted(by: Scan.precedes) {
            if scan.kind.isTrade,
                readings.contains(where: {
                    $0.scan.kind == scan.kind && $0.scan.by == scan.by
                        && scan.at - $0.scan.at < Self.doubleReadMilliseconds
                })
            {
                continue
            }
            readings.append(Reading(scan))
        }
        all = readings
    }

    var trade: [Reading] { all.filter(\.scan.kind.isTrade) }
    var people: [Reading] { all.filter { !$0.scan.kind.isTrade } }
}

/// A scan and the circle in which it was made.
struct Reading {
    let scan: Scan
    private let circle: CountryCircle?

    /// How far off a given position may be.
    static let positionKilometres = 30.0

    init(_ scan: Scan) {
        self.scan = scan
        if let position = scan.place.position {
            circle = CountryCircle(
                center: UnitVector(latitude: position.latitude, longitude: position.longitude),
                radiusKilometres: Self.positionKilometres)
        } else {
            circle = CountryCircle.of(scan.place.country)
        }
    }

    var country: Country { scan.place.country }
    var hasPosition: Bool { scan.place.position != nil }

    /// The least distance that the two can have been apart; 0 where one of them may be anywhere.
    func kilometresAtLeast(to other: Reading) -> Double {
        if country == other.country, !hasPosition || !other.hasPosition { return 0 }
        guard let circle, let theirs = other.circle else { return 0 }
        return max(
            0,
            circle.center.kilometres(to: theirs.center)
                - circle.radiusKilometres - theirs.radiusKilometres)
    }
}
