import ComplaintEvents

/// Marketplaces, brands, their rights and catalogues, and who may file for them: what is there before
/// the year begins. Brands 0..<`earnestCount` complain in earnest; after them stand those of lone false
/// complainants, and those of rings.
struct BrandWorld: Sendable {
    static let countries = ["CN", "US", "DE", "JP", "FR", "GB", "KR", "IN", "BR", "ID"]

    let days: Int
    private(set) var marketplaces: [Marketplace] = []
    private(set) var brands: [Brand] = []
    private(set) var rights: [Right] = []
    /// Of each brand.
    private(set) var rightsOfBrand: [[Int]] = []
    private(set) var products: [Product] = []
    /// Of each brand; those of false complainants have none.
    private(set) var productsOfBrand: [[Int]] = []
    private(set) var complainants: [Complainant] = []
    /// Of each brand.
    private(set) var ownerOfBrand: [Int] = []
    private(set) var authorisations: [AgentAuthorisation] = []
    /// Of each brand, the agents it ever authorised.
    private(set) var agentsOfBrand: [[Int]] = []
    /// Of each complainant.
    private(set) var isSloppy: [Bool] = []
    let earnestCount: Int
    /// Running sums of how much brands are counterfeited.
    let weights: [Double]
    private(set) var loneFilers: [Int] = []
    /// Of each ring, its accounts.
    private(set) var rings: [[Int]] = []

    init(_ parameters: YearParameters, loneFilers: Int) {
        var random = YearRandom(seed: UInt64(parameters.seed), stream: 1)
        days = parameters.whole(\.days)
        earnestCount = parameters.whole(\.brands)
        weights = YearRandom.sums(ofRanks: earnestCount, flatness: 5)
        for index in 0..<parameters.whole(\.marketplaces) {
            marketplaces.append(
                Marketplace(marketplace: index, country: Self.countries[index]))
        }
        for index in 0..<earnestCount { addEarnest(index, parameters, &random) }
        addAgents(parameters, &random)
        for _ in 0..<loneFilers {
            let (mark, aliases) = MarkWords.mark(&random)
            let filer = addFalse(
                mark: mark, aliases: [aliases[1]], registeredDaysBefore: 20...600, &random)
            self.loneFilers.append(filer)
        }
        for ring in 0..<parameters.whole(\.rings) {
            let count = parameters.whole(\.ringMembers)
            var members: [Int] = []
            for member in 0..<count {
                let word = MarkWords.praise[(ring * count + member) % MarkWords.praise.count]
                members.append(
                    addFalse(mark: word, aliases: [], registeredDaysBefore: 5...120, &random))
            }
            rings.append(members)
        }
    }

    private mutating func addEarnest(
        _ index: Int, _ parameters: YearParameters, _ random: inout YearRandom
    ) {
        let name: (mark: String, aliases: [String])
        let classes: [Int]
        if index < parameters.marks.count {
            name = (parameters.marks[index].name, parameters.marks[index].aliases)
            classes = parameters.marks[index].classes
        } else {
            name = MarkWords.mark(&random)
            let first = random.below(Goods.all.count)
            let second = (first + random.whole(1...Goods.all.count - 1)) % Goods.all.count
            let picked = random.chance(0.5) ? [first] : [first, second].sorted()
            classes = picked.map { Goods.all[$0].goodsClass }
        }
        let brand = Brand(
            brand: index, isMember: random.chance(parameters.members), mark: name.mark,
            aliases: name.aliases, classes: classes)
        add(brand, registeredAt: -random.whole(200...2_000) * YearClock.daySeconds)
        isSloppy[ownerOfBrand[index]] = random.chance(parameters.sloppy)
        addRights(of: brand, &random)
        for number in 0..<parameters.whole(\.products) {
            addProduct(of: brand, number: number, &random)
        }
    }

    private mutating func add(_ brand: Brand, registeredAt: Int) {
        brands.append(brand)
        rightsOfBrand.append([])
        productsOfBrand.append([])
        agentsOfBrand.append([])
        ownerOfBrand.append(complainants.count)
        complainants.append(
            Complainant(
                complainant: complainants.count, kind: .owner, brand: brand.brand,
                registeredAt: registeredAt))
        isSloppy.append(false)
    }

    /// Good ones, and two that a careless person takes for good: one that has run out, and one for
    /// goods that the brand does not sell.
    private mutating func addRights(of brand: Brand, _ random: inout YearRandom) {
        let countries = marketplaces.map(\.country)
        let covered = countries.enumerated()
            .filter { $0.offset == 0 || random.chance(0.85) }.map(\.element)
        let from = -random.whole(1_000...7_000) * YearClock.daySeconds
        let forever = from..<(days + 3_000) * YearClock.daySeconds
        addRight(brand, .trademark, covered, brand.classes, forever)
        // Some run out within the year and are renewed late.
        let end = random.whole(-700...days - 1) * YearClock.daySeconds
        addRight(brand, .trademark, countries, brand.classes, from..<end)
        let other = (1...45).filter { !brand.classes.contains($0) }
        if !other.isEmpty {
            addRight(brand, .trademark, countries, [random.pick(other)], forever)
        }
        addRight(brand, .copyright, countries, [], forever)
        if random.chance(0.4) { addRight(brand, .design, covered, [], forever) }
        if random.chance(0.2) { addRight(brand, .patent, covered, [], forever) }
    }

    private mutating func addRight(
        _ brand: Brand, _ kind: Right.Kind, _ jurisdictions: [String], _ classes: [Int],
        _ inForce: Range<Int>
    ) {
        rightsOfBrand[brand.brand].append(rights.count)
        rights.append(
            Right(
                right: rights.count, brand: brand.brand, kind: kind,
                jurisdictions: jurisdictions.sorted(), classes: classes, inForce: inForce))
    }

    private mutating func addProduct(
        of brand: Brand, number: Int, _ random: inout YearRandom
    ) {
        let goods = Goods.of(random.pick(brand.classes))
        let goodsClass =
            brand.classes.contains(goods.goodsClass) ? goods.goodsClass : brand.classes[0]
        let median = random.whole(goods.cents)
        let letters = Array("ABCDEFGHJKLMNPRSTUVWXYZ")
        let model = "\(random.pick(letters))\(random.pick(letters))-\(100 + number)"
        productsOfBrand[brand.brand].append(products.count)
        products.append(
            Product(
                product: products.count, brand: brand.brand, model: model,
                goodsClass: goodsClass,
                marketCents: [median * 92 / 100, median, median * 108 / 100],
                images: (0..<2).map { _ in Picture.fresh(&random) }))
    }

    private mutating func addAgents(_ parameters: YearParameters, _ random: inout YearRandom) {
        for _ in 0..<parameters.whole(\.agents) {
            let agent = complainants.count
            complainants.append(
                Complainant(
                    complainant: agent, kind: .agent, brand: nil,
                    registeredAt: -random.whole(100...2_000) * YearClock.daySeconds))
            isSloppy.append(random.chance(parameters.sloppy))
            for _ in 0..<random.whole(3...15) {
                let brand = random.below(earnestCount)
                guard !agentsOfBrand[brand].contains(agent) else { continue }
                agentsOfBrand[brand].append(agent)
                // One in ten runs out within the year.
                let lastDay = random.chance(0.1) ? random.below(days) : days + 400
                authorisations.append(
                    AgentAuthorisation(
                        brand: brand, agent: agent,
                        inForce: -200 * YearClock.daySeconds..<lastDay * YearClock.daySeconds))
            }
        }
    }

    /// An account with a brand and rights that are in force, all in order but for its intent.
    private mutating func addFalse(
        mark: String, aliases: [String], registeredDaysBefore: ClosedRange<Int>,
        _ random: inout YearRandom
    ) -> Int {
        let goods = random.pick(Goods.all).goodsClass
        let brand = Brand(
            brand: brands.count, isMember: false, mark: mark, aliases: aliases, classes: [goods])
        let from = -random.whole(registeredDaysBefore) * YearClock.daySeconds
        add(brand, registeredAt: from)
        let forever = from..<(days + 3_000) * YearClock.daySeconds
        let countries = marketplaces.map(\.country)
        // For many goods: such marks are registered for whatever may be hit with them.
        addRight(brand, .trademark, countries, Goods.all.map(\.goodsClass), forever)
        addRight(brand, .copyright, countries, [], forever)
        return ownerOfBrand[brand.brand]
    }

    /// A right of this kind that covers the offer; nil where the brand has none.
    func right(
        of brand: Int, _ kind: Right.Kind, country: String, goodsClass: Int, at time: Int
    ) -> Int? {
        rightsOfBrand[brand].first {
            rights[$0].kind == kind
                && rights[$0].covers(country: country, goodsClass: goodsClass, at: time)
        }
    }

    func mayFile(_ agent: Int, for brand: Int, at time: Int) -> Bool {
        authorisations.contains {
            $0.agent == agent && $0.brand == brand && $0.inForce.contains(time)
        }
    }
}
