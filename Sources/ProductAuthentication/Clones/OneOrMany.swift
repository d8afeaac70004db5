/// How much likelier the people who scanned a number are if copies of it are sold beside the one
/// object than by any story of that object alone.
///
/// Only the best of what could be true counts on either side: all stories of one object, each as likely
/// as it is, against the same stories with buyers of copies added, at rates from one in a hundred days
/// to one a day, from any of the scans on.
struct OneOrMany {
    private let object: OneObject
    private let people: NewPeople

    private static let ratesPerDay = [0.01, 0.03, 0.1, 0.3, 1]
    /// Days over which copying may have begun.
    private static let beginDays = 150.0
    /// Days after which copies are there at the earliest.
    private static let printingDays = 14.0

    init(_ people: [Reading], trade: [Reading]) {
        self.people = NewPeople(people)
        object = OneObject(self.people, trade: trade)
        firstRead = trade.first.map { NewPeople.days($0) }
    }

    private let firstRead: Double?

    /// Of two bits each; more says no more.
    private static let stepsMax = 16

    func count(into tally: inout SignTally) {
        guard let first = people.first.first, let last = people.first.last,
            people.first.count > 1
        else { return }
        let steps = Int(min(Double(Self.stepsMax), max(0, bits / 2)))
        tally.add(.manyHolders, first.scan, last.scan, times: steps)
    }

    /// The logarithm to base 2 of that ratio. 0 where fewer than two people scanned.
    var bits: Double {
        let count = people.first.count
        guard count > 1 else { return 0 }
        let places = (0..<count).map { placeShare($0) }
        let joins = (0..<count).map { position in
            (0..<position).reduce(0) {
                $0 + people.family[position][$1] + people.device[position][$1]
            }
        }
        let since = (0..<count).map { position in
            position == 0
                ? max(
                    0,
                    people.begun[0]
                        - (object.seller.map { NewPeople.days($0) } ?? people.begun[0] - 30))
                : people.begun[position] - people.begun[position - 1]
        }
        let silences = Self.ratesPerDay.map { rate in
            people.begun.map { Waiting.exponential(-rate * (people.begun[count - 1] - $0)) }
        }
        var one = 0.0
        var many = 0.0
        for story in object.stories {
            // Scaled, so that products stay in range.
            let rates = object.rates(story).map { $0 * Self.scale }
            var before = [story.probability]
            for rate in rates { before.append(before[before.count - 1] * rate) }
            one += before[count]
            for (number, rate) in Self.ratesPerDay.enumerated() {
                var after = 1.0
                for position in (0..<count).reversed() {
                    after *=
                        max(rates[position], joins[position] * Self.scale)
                        + rate * places[position] * Self.scale
                    many +=
                        before[position] * after * silences[number][position]
                        * min(since[position], 1 / rate) / Self.beginDays
                }
            }
        }
        return Waiting.bits(many / Double(Self.ratesPerDay.count)) - Waiting.bits(one)
    }

    private static let scale = 300.0

    /// How likely it is that a copy is sold there: in a few countries, often that of the object.
    private func placeShare(_ position: Int) -> Double {
        let reading = people.first[position]
        let countries = Set(people.first[..<position].map(\.country))
        var share =
            countries.contains(reading.country)
            ? 0.6 / Double(countries.count)
            : reading.country == object.seller?.country ? 0.25 : 0.4 * OneObject.countryShare
        if let firstRead, people.begun[position] < firstRead + Self.printingDays { share *= 0.01 }
        guard let before = position > 0 ? people.first[position - 1] : object.seller else {
            return share
        }
        switch Nearness(reading, before) {
        case .samePlace: share *= 0.45
        case .otherPlace: share *= 0.55
        case .sameCountry, .abroad: break
        }
        return share
    }
}
