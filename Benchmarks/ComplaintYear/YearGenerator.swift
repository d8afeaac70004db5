import ComplaintEvents

/// Makes a year, day by day: what happens on a day is drawn when the one before it is told, and what it leads
/// to later waits on the calendar.
package struct YearGenerator: IteratorProtocol {
    let parameters: YearParameters
    let world: BrandWorld
    var sellers: SellerBook
    var offers: OfferBook
    var calendar: DayCalendar
    /// A stream for each purpose, so that more of one thing does not change the others.
    var sellerRandom: YearRandom
    var offerRandom: YearRandom
    var filingRandom: YearRandom
    var answerRandom: YearRandom
    var findingRandom: YearRandom
    var numbers = Numbers()
    /// Of each ring, and of each lone filer, the files it has used.
    var ringFiles: [[Digest]]
    var loneFiles: [[Digest]]
    /// Of each complainant, what it filed last.
    var lastFiled: [Complaint?]
    /// Of each day, the groups that open a shop.
    var groupOpenings: [[Int]]
    /// Of each day, how many honest sellers open.
    private var sellerOpenings: [Int]
    private var plans: [FilingPlan] = []
    private var nextPlan = 0
    private var day = 0
    private var ready: [YearLine] = []
    private var position = 0

    /// What is numbered, each from 0.
    struct Numbers: Sendable {
        var complaint = 0
        var counterNotice = 0
        var report = 0
        var testBuy = 0
    }

    init(_ parameters: YearParameters) {
        self.parameters = parameters
        let seed = UInt64(parameters.seed)
        let days = parameters.whole(\.days)
        let quotas = FilingPlan.quotas(parameters)
        let loneFilers =
            quotas.lone == 0
            ? 0
            : max(1, Int((parameters.loneFilers * Double(quotas.lone) / 1_000).rounded()))
        world = BrandWorld(parameters, loneFilers: loneFilers)
        sellers = SellerBook(groups: parameters.count(perThousand: \.groups))
        offers = OfferBook(brands: world.brands.count, days: days)
        calendar = DayCalendar(days: days)
        sellerRandom = YearRandom(seed: seed, stream: 3)
        offerRandom = YearRandom(seed: seed, stream: 4)
        filingRandom = YearRandom(seed: seed, stream: 5)
        answerRandom = YearRandom(seed: seed, stream: 6)
        findingRandom = YearRandom(seed: seed, stream: 7)
        ringFiles = Array(repeating: [], count: world.rings.count)
        loneFiles = Array(repeating: [], count: loneFilers)
        lastFiled = Array(repeating: nil, count: world.complainants.count)
        groupOpenings = Array(repeating: [], count: days)
        sellerOpenings = Array(repeating: 0, count: days)
        addWorld()
        openFirstSellers()
        plans = FilingPlan.all(
            parameters, quotas, loneFilers: loneFilers,
            targets: sellers.honest + sellers.authorised)
    }

    package mutating func next() -> YearLine? {
        while position == ready.count {
            guard day < groupOpenings.count else { return nil }
            makeDay()
        }
        position += 1
        return ready[position - 1]
    }

    /// Complaints of a day are about listings of days before it.
    private mutating func makeDay() {
        let start = day * YearClock.daySeconds
        for listing in offers.takeEndings(of: day) {
            calendar.add(
                at: Int(offers.states[listing].endsAt), .listingEnded(listing: listing))
        }
        while nextPlan < plans.count, plans[nextPlan].at < start + YearClock.daySeconds {
            file(plans[nextPlan])
            nextPlan += 1
        }
        putUpListings(onDay: day)
        for group in groupOpenings[day] {
            openShop(of: group, at: start + sellerRandom.below(YearClock.daySeconds))
        }
        for _ in 0..<sellerOpenings[day] {
            openHonest(at: start + sellerRandom.below(YearClock.daySeconds))
        }
        ready = calendar.take(day)
        position = 0
        day += 1
    }

    private mutating func addWorld() {
        for value in world.marketplaces { calendar.add(at: 0, .marketplace(value)) }
        for value in world.brands { calendar.add(at: 0, .brand(value)) }
        for value in world.rights { calendar.add(at: 0, .right(value)) }
        for value in world.products { calendar.add(at: 0, .product(value)) }
        for value in world.complainants { calendar.add(at: 0, .complainant(value)) }
        for value in world.authorisations { calendar.add(at: 0, .agentAuthorisation(value)) }
    }

    private mutating func openFirstSellers() {
        let honest = parameters.count(perThousand: \.honestSellers)
        for number in 0..<honest {
            // The first is there from the beginning, so that nobody lacks somebody to meet.
            if number > 0, sellerRandom.chance(parameters.newSellers) {
                sellerOpenings[sellerRandom.below(sellerOpenings.count)] += 1
            } else {
                openHonest(at: 0)
            }
        }
        for _ in 0..<parameters.count(perThousand: \.authorisedSellers) { openAuthorised() }
        for _ in 0..<parameters.count(perThousand: \.greySellers) { openGrey() }
        for _ in sellers.groupWeights {
            addGroup()
            let most = 2 * parameters.whole(\.shops) - 1
            for _ in 0..<sellerRandom.whole(1...most) {
                openShop(of: sellers.groups.count - 1, at: 0)
            }
        }
        for ring in world.rings.indices { openPlanted(by: ring) }
    }
}
