/// What may have happened to one object that several people scanned: the shop, the buyer, one sale at
/// second hand, an offer that shows the code. Each is a story; each story says how likely it is that
/// somebody new begins to scan at a time and a place, per day.
///
/// Rates are rough shares of daily life, as the trade knows them: one buyer in five scans, one thing in
/// twenty is sold on.
struct OneObject {
    let people: NewPeople
    private let sales: [Reading]
    private let trade: [Reading]
    let seller: Reading?
    private let isShop: Bool

    /// What a place abroad is as likely as: one of twenty countries.
    static let countryShare = 0.05
    private static let buyerShare = 0.2
    private static let resaleShare = 0.025
    private static let offerShare = 0.000_25
    private static let displayShare = 0.000_2
    /// Buyers at second hand who scan.
    private static let resaleScans = 0.5
    /// Who begins later than this after an offer began has not bought it there.
    private static let handoverDays = 60.0
    /// Who looks at a thing in a shop or in an offer does not look again days later.
    private static let passerbyAgainShare = 0.01

    struct Story {
        /// Where a second holder began, and where an offer began to show the code.
        var resale: Int?
        var offer: Int?
        var isOnDisplay = false
        var probability = 1.0
    }

    init(_ people: NewPeople, trade: [Reading]) {
        self.people = people
        self.trade = trade
        sales = trade.filter { $0.scan.kind == .sold }
        let seller = sales.first ?? trade.last
        self.seller = seller
        isShop =
            Set(trade.filter { seller.map(\.scan.at) ?? 0 >= $0.scan.at }.map(\.scan.by)).count > 2
    }

    var stories: [Story] {
        var stories = [Story(), Story(isOnDisplay: true, probability: Self.displayShare)]
        for position in people.first.indices {
            stories.append(Story(resale: position))
            stories.append(
                Story(offer: position, probability: Self.offerShare * (1 - Self.resaleScans)))
            for after in people.first.indices.dropFirst(position + 1)
            where people.begun[after] < people.begun[position] + Self.handoverDays {
                stories.append(
                    Story(
                        resale: after, offer: position,
                        probability: Self.offerShare * Self.resaleScans))
            }
        }
        return stories
    }

    /// - Returns: for each of the people, the chance per day that somebody began then and there.
    func rates(_ story: Story) -> [Double] {
        var holders: [Int] = []
        var isResold = false
        let shown = story.offer.map { Offer($0, until: story.resale, people) }
        // Whose offer it is: a scan of the holder, or of the country of most to whom it showed the code.
        var home: Reading?
        return people.first.indices.map { position in
            if story.resale == position {
                let rate =
                    if let shown, let home {
                        resaleRate(position, after: shown, home)
                    } else {
                        resaleRate(position, after: holders.last)
                    }
                isResold = true
                holders = [position]
                return max(rate, 1e-9)
            }
            var rate = holders.reduce(0) { $0 + people.device[position][$1] }
            if isResold {
                if holders.count < 2 { rate += people.family[position][holders[0]] }
            } else {
                rate += buyerRate(position, holders)
            }
            let isHolder = rate > 0
            var passing = visitorRate(position, story)
            if let shown, !isResold, position == shown.begin {
                home = holders.last.map { people.first[$0] } ?? shown.commonest
                passing += offerRate(position, shown.commonest, of: holders.last)
            } else if let shown, let home, !isResold, position > shown.begin {
                passing +=
                    shown.onlookersPerDay(people.begun[position])
                    * Offer.share(people.first[position], home)
            }
            if people.lastSeen[position] > people.begun[position] + 0.2 {
                passing *= Self.passerbyAgainShare
            }
            if isHolder, rate > passing { holders.append(position) }
            return max(rate + passing, 1e-9)
        }
    }

    private func buyerRate(_ position: Int, _ holders: [Int]) -> Double {
        let day = people.begun[position]
        let wait = buyerWait(day)
        let soldAgain = sales.last.map { sale in
            let sold = NewPeople.days(sale)
            return holders.last.map { sold > people.begun[$0] } ?? true && sold <= day
        }
        if holders.isEmpty || soldAgain ?? false {
            return Self.buyerShare * wait * placeShare(people.first[position])
        }
        guard holders.count < 2 else { return 0 }
        let isHome = Nearness(people.first[holders[0]], people.first[position])
        let share = isHome == .abroad ? 0.000_85 : isHome == .otherPlace ? 0.008 : 0.97
        return NewPeople.familyShare * wait * share
    }

    /// How likely a buyer's first scan is on a day, by the last sale before, or by the last that the
    /// trade saw where no sale was read.
    private func buyerWait(_ day: Double) -> Double {
        if let sale = sales.last(where: { NewPeople.days($0) <= day + 1 }) {
            let wait = max(0, day - NewPeople.days(sale))
            return 0.62 * Waiting.density(wait, mean: 4)
                + 0.33 * Waiting.density(wait, mean: 5, then: 4.01)
                + 0.04 * Waiting.density(wait, mean: 30, then: 5)
                + 0.002 * Waiting.density(wait, mean: 200)
        }
        guard sales.isEmpty else { return 1e-5 }
        guard let last = trade.last(where: { NewPeople.days($0) <= day + 1 }) else { return 0.003 }
        let wait = max(0, day - NewPeople.days(last))
        return 0.97 * Waiting.density(wait, mean: isShop ? 45 : 75, then: 5)
            + 0.002 * Waiting.density(wait, mean: 250)
    }

    /// Shops sell to people who live there, warehouses by post to their part of the world.
    private func placeShare(_ reading: Reading) -> Double {
        guard let seller else { return Self.countryShare }
        let nearness = Nearness(reading, seller)
        guard !isShop else {
            return switch nearness {
            case .samePlace: 0.93
            case .sameCountry: 0.94
            case .otherPlace: 0.01
            case .abroad: 0.06 * Self.countryShare
            }
        }
        return switch nearness {
        case .samePlace, .otherPlace: 0.15
        case .sameCountry: 0.3
        case .abroad:
            seller.kilometresAtLeast(to: reading) < Self.parcelKilometres ? 0.15 : 0.02
        }
    }

    /// How far a warehouse sends most of its parcels.
    private static let parcelKilometres = 3_500.0

    private func visitorRate(_ position: Int, _ story: Story) -> Double {
        let rate = story.isOnDisplay ? 0.25 : 0.001
        let day = people.begun[position]
        // The shop stands where the first who looked at it was, if its own reads were missed.
        guard let place = isShop || !story.isOnDisplay ? seller : people.first[0] else { return 0 }
        switch Nearness(people.first[position], place) {
        case .otherPlace, .abroad: return rate * 0.002
        case .samePlace, .sameCountry: break
        }
        if let sale = sales.last { return day < NewPeople.days(sale) + 0.5 ? rate : 0 }
        guard let seller else { return rate }
        let wait = max(0, day - NewPeople.days(seller))
        return story.isOnDisplay
            ? (wait < 250 ? rate : 0) : rate * Waiting.exponential(-wait / 60)
    }

    /// The chance per day that an offer begins to show the code, and that its holder does not scan any
    /// more.
    private func offerRate(_ position: Int, _ commonest: Reading, of holder: Int?) -> Double {
        let bought = seller.map { NewPeople.days($0) } ?? people.begun[0]
        let wait = max(2, people.begun[position] - bought)
        let rate = Waiting.density(wait, mean: 150, then: 5) * silence(before: position)
        if let holder {
            return rate * Offer.share(people.first[position], people.first[holder])
        }
        return rate * Offer.share(people.first[position], commonest)
            * countryShare(commonest)
    }

    /// The same as `placeShare` of anywhere in the country of a scan.
    private func countryShare(_ reading: Reading) -> Double {
        guard let seller else { return Self.countryShare }
        if isShop, reading.country == seller.country { return 0.94 }
        return switch Nearness(reading, seller) {
        case .samePlace, .otherPlace: placeShare(reading) * 2
        case .sameCountry, .abroad: placeShare(reading)
        }
    }

    /// How much less likely it is that the object left its holder, where one before scans on.
    private func silence(before position: Int) -> Double {
        (0..<position).reduce(1) {
            people.lastSeen[$1] > people.begun[position] + 1 ? $0 * 0.003 : $0
        }
    }

    /// The chance per day that the second holder begins, some weeks after an offer showed the code.
    private func resaleRate(_ position: Int, after offer: Offer, _ home: Reading) -> Double {
        let days = people.begun[position] - people.begun[offer.begin]
        let rate = Waiting.density(days, mean: 9, then: 8) * silence(before: position)
        return rate * Self.resalePlaceShare(Nearness(people.first[position], home))
    }

    /// The chance per day that a second holder begins, and that the first does not scan any more.
    private func resaleRate(_ position: Int, after holder: Int?) -> Double {
        let bought = seller.map { NewPeople.days($0) } ?? people.begun[0]
        let wait = max(2, people.begun[position] - bought - 15)
        let rate =
            Self.resaleShare * Waiting.density(wait, mean: 160, then: 6)
            * silence(before: position)
        guard let place = holder.map({ people.first[$0] }) ?? seller else {
            return rate * Self.countryShare
        }
        return rate * Self.resalePlaceShare(Nearness(people.first[position], place))
    }

    private static func resalePlaceShare(_ nearness: Nearness) -> Double {
        switch nearness {
        case .samePlace: 0.55
        case .sameCountry: 0.8
        case .otherPlace: 0.25
        case .abroad: 0.2 * countryShare
        }
    }
}
