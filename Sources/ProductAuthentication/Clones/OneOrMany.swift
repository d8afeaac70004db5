/// How much likelier the people who scanned a number are if copies of it are sold beside the one
/// object than by any story of that object alone.
///
/// Only the best of what could be true counts on either side: all stories of one object, each as likely
/// as it is, against the same stories with buyers of copies added, at rates from one in a hundred days
/// to one a day, from any of the scans on and for three weeks to half a year. Buyers of copies who are not
/// there in that time speak against such a sale.
struct OneOrMany {
    private let object: OneObject
    private let people: NewPeople

    private static let ratesPerDay = [0.01, 0.03, 0.1, 0.3, 1]
    /// Days from the first scan of a copy to the end of the sale.
    private static let runDays = [20.0, 45, 90, 180]
    /// Of the buyers of copies, those who scan first after the end.
    private static let afterEndShare = 0.003
    /// Days over which copying may have begun.
    private static let beginDays = 150.0
    /// Days after which copies are there at the earliest.
    private static let printingDays = 14.0

    /// - Parameter now: milliseconds since 1970, up to which nobody else has scanned.
    init(_ people: [Reading], trade: [Reading], at now: UInt64?) {
        self.people = NewPeople(people)
        object = OneObject(self.people, trade: trade)
        self.now = now.map { Double($0) / 86_400_000 }
        firstRead = trade.first.map { NewPeople.days($0) }
    }

    private let firstRead: Double?
    private let now: Double?

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
        let runs = runs
        var one = 0.0
        var many = 0.0
        for story in object.stories {
            // Scaled, so that products stay in range.
            let rates = object.rates(story).map { $0 * Self.scale }
            var before = [story.probability]
            for rate in rates { before.append(before[before.count - 1] * rate) }
            one += before[count]
            for run in runs {
                var likelihood = before[run.begin] * run.likelihood
                for position in run.begin..<count {
                    let copy = run.perDay * places[position] * Self.scale
                    likelihood *=
                        max(rates[position], joins[position] * Self.scale)
                        + (people.begun[position] > run.end ? copy * Self.afterEndShare : copy)
                }
                many += likelihood
            }
        }
        let kinds = Double(Self.ratesPerDay.count * Self.runDays.count)
        return Waiting.bits(many / kinds) - Waiting.bits(one)
    }

    /// A sale of copies: so many buyers a day who scan, from one of the people on, over so many days.
    private struct Run {
        let perDay: Double
        let begin: Int
        let end: Double
        /// That it began then, and that nobody scans in it but those who did.
        let likelihood: Double
    }

    /// All that are weighed. Their silence speaks against them, up to now if that is known: it can only
    /// clear a number.
    private var runs: [Run] {
        let begun = people.begun
        let last = begun[begun.count - 1]
        let seenUntil = people.isCut ? last : max(last, now ?? last)
        return begun.indices.flatMap { begin in
            let since =
                begin > 0
                ? begun[begin] - begun[begin - 1]
                : object.seller.map { max(0, begun[0] - NewPeople.days($0)) } ?? 30
            return Self.ratesPerDay.flatMap { rate in
                Self.runDays.map { days in
                    let end = begun[begin] + days
                    let silence = Waiting.exponential(-rate * (min(seenUntil, end) - begun[begin]))
                    return Run(
                        perDay: rate, begin: begin, end: end,
                        likelihood: silence * min(since, 1 / rate) / Self.beginDays)
                }
            }
        }
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
