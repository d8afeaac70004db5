/// An offer at second hand that shows the code, and those who scan it off the screen.
struct Offer {
    /// The position of the first of them.
    let begin: Int
    /// A scan from the country of most of them: the seller's, as a rule.
    let commonest: Reading
    private let begun: Double

    /// How long an offer stands, at the most.
    private static let days = 20.0

    /// - Parameter resale: the position of the buyer, who comes after all of them.
    init(_ begin: Int, until resale: Int?, _ people: NewPeople) {
        self.begin = begin
        begun = people.begun[begin]
        let end = begun + Self.days
        var best = (reading: people.first[begin], count: 0)
        let others = people.first[begin..<(resale ?? people.first.count)]
            .prefix { NewPeople.days($0) <= end }
        for reading in others {
            let count = others.count { $0.country == reading.country }
            if count > best.count { best = (reading, count) }
        }
        commonest = best.reading
    }

    /// Two more than the first, in the mean, over one to twenty days: how many begin per day.
    func onlookersPerDay(_ day: Double) -> Double {
        guard day - begun < Self.days else { return 0 }
        // An offer that stands L days shows the code to 2 / L a day; the mean over all that still
        // stand is 2 / 19 ln(20 / days), here by the logarithm to base 2.
        return 2.0 / 19 * 0.693 * max(0.05, Waiting.bits(Self.days / max(1, day - begun)))
    }

    /// How likely somebody who sees it is there; seven in ten are of the seller's country.
    static func share(_ reading: Reading, _ home: Reading) -> Double {
        switch Nearness(reading, home) {
        case .samePlace: 0.315
        case .otherPlace: 0.385
        case .sameCountry: 0.7
        case .abroad: 0.3 * OneObject.countryShare
        }
    }
}
