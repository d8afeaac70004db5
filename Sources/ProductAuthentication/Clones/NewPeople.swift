/// Those who scanned a number, in the order in which they began, and how likely each began because an
/// earlier one has the object at home.
struct NewPeople {
    /// More than these add nothing: one object has not so many holders.
    static let peopleMax = 12

    /// Whether there were more than are looked at.
    let isCut: Bool
    /// The first scan of each.
    let first: [Reading]
    /// Days since 1970 of the first scan of each, and of the last.
    let begun: [Double]
    let lastSeen: [Double]
    /// Of each and of each before: the chance per day to begin then as one of that one's family, and
    /// as the same person with another device.
    let family: [[Double]]
    let device: [[Double]]

    static let familyShare = 0.3
    /// Who scanned once scans again within weeks, now and then; one scan in ten is from a new device.
    private static let deviceShare = 0.03
    private static let pauseDays = 40.0
    private static let noveltyDays = 4.0

    /// - Parameter people: scans by people, by time.
    init(_ people: [Reading]) {
        let who = Visits(people).people
        let all = who.indices.filter { who[$0] == $0 }
        let starts = all.prefix(Self.peopleMax)
        isCut = all.count > starts.count
        let first = starts.map { people[$0] }
        let begun = first.map { Self.days($0) }
        let scans = starts.map { start in
            who.indices.filter { who[$0] == start }.map { Self.days(people[$0]) }
        }
        let joined = first.indices.map { later in
            (0..<later).map { Self.atHome(Nearness(first[later], first[$0])) }
        }
        family = first.indices.map { later in
            (0..<later).map { earlier in
                1.3 * Self.familyShare * joined[later][earlier]
                    * Waiting.density(begun[later] - begun[earlier], mean: Self.noveltyDays)
            }
        }
        device = first.indices.map { later in
            (0..<later).map { earlier in
                scans[earlier].reduce(0) { sum, scan in
                    let days = begun[later] - scan
                    return sum + joined[later][earlier]
                        * (Self.deviceShare * Waiting.density(days, mean: Self.pauseDays)
                            + 0.004 * Waiting.density(days, mean: 3))
                }
            }
        }
        self.first = first
        self.begun = begun
        lastSeen = scans.map { $0[$0.count - 1] }
    }

    static func days(_ reading: Reading) -> Double { Double(reading.scan.at) / 86_400_000 }

    /// Elsewhere one scans on a journey, or a device gives a wrong country.
    private static func atHome(_ nearness: Nearness) -> Double {
        switch nearness {
        case .samePlace, .sameCountry: 0.97
        case .otherPlace: 0.008
        case .abroad: 0.000_85
        }
    }
}

/// Where one scan was, as seen from another.
enum Nearness {
    case samePlace
    /// The position of one of them is not known.
    case sameCountry
    case otherPlace
    case abroad

    init(_ one: Reading, _ other: Reading) {
        guard one.country == other.country else {
            self = .abroad
            return
        }
        guard one.hasPosition, other.hasPosition else {
            self = .sameCountry
            return
        }
        self =
            one.kilometresAtLeast(to: other) < Itinerary.samePlaceKilometres
            ? .samePlace : .otherPlace
    }
}
