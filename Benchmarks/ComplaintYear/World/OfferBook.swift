import ComplaintEvents

/// The listings as they are: what the generator must remember of each, by its number.
struct OfferBook: Sendable {
    struct State: Sendable {
        let seller: Int32
        let marketplace: Int8
        let goodsClass: Int8
        /// Of counterfeits, the one of the mark; else -1.
        let brand: Int32
        /// In `MarkWords.praise`, of an honest title that has one; else -1.
        let praise: Int8
        let namesInventedModel: Bool
        let hasOfficialImage: Bool
        let endsAt: Int32
        var isTaken = false
    }

    /// Ended listings of a brand that are remembered, for complaints that come too late.
    private static let goneMax = 20

    private(set) var states: [State] = []
    /// Of each brand, counterfeits that nobody complained of; some may have ended.
    private var pools: [[Int]]
    /// Of each brand, counterfeits that ended.
    private(set) var gone: [[Int]]
    /// Of each day, what ends on it.
    private var endings: [[Int]]

    init(brands: Int, days: Int) {
        pools = Array(repeating: [], count: brands)
        gone = Array(repeating: [], count: brands)
        endings = Array(repeating: [], count: days)
    }

    /// - Returns: its number.
    mutating func add(_ state: State, isPooled: Bool) -> Int {
        let listing = states.count
        states.append(state)
        if isPooled { pools[Int(state.brand)].append(listing) }
        let day = Int(state.endsAt) / YearClock.daySeconds
        if day < endings.count { endings[day].append(listing) }
        return listing
    }

    mutating func takeEndings(of day: Int) -> [Int] {
        let ended = endings[day]
        endings[day] = []
        for listing in ended where states[listing].brand >= 0 {
            let brand = Int(states[listing].brand)
            gone[brand].append(listing)
            if gone[brand].count > Self.goneMax { gone[brand].removeFirst() }
        }
        return ended
    }

    func isLive(_ listing: Int, at time: Int) -> Bool { Int(states[listing].endsAt) > time }

    /// Up to `count` counterfeits of a brand that nobody complained of yet: first of one shop, then of
    /// others. They are not given out again.
    mutating func takeCounterfeits(
        of brand: Int, count: Int, at time: Int, where isMeant: (State) -> Bool,
        _ random: inout YearRandom
    ) -> [Int] {
        let pool = pools[brand]
        guard !pool.isEmpty else { return [] }
        let start = random.below(pool.count)
        let turned = pool[start...] + pool[..<start]
        let fitting = turned.filter { isLive($0, at: time) && isMeant(states[$0]) }
        guard let first = fitting.first else {
            pools[brand] = pool.filter { isLive($0, at: time) }
            return []
        }
        let shop = states[first].seller
        var taken = Array(fitting.filter { states[$0].seller == shop }.prefix(count))
        // A few are of one shop; many are of whoever has the brand.
        if count >= 6, taken.count < count {
            taken += fitting.filter { states[$0].seller != shop }.prefix(count - taken.count)
        }
        for listing in taken { states[listing].isTaken = true }
        pools[brand] = pool.filter { !states[$0].isTaken && isLive($0, at: time) }
        return taken
    }
}
