import ComplaintEvents

/// The sellers as they are, and the groups that counterfeiters' shops belong to.
struct SellerBook: Sendable {
    struct State: Sendable {
        let kind: OfferKind
        let marketplace: Int
        /// What an honest, authorised or grey seller deals in, or names its accessories for.
        let brand: Int
        let group: Int?
        let ring: Int?
        /// Of sellers that are no counterfeiters and of rings' shops; some may have ended.
        var live: [Int] = []
        var complaints = 0
    }

    struct Group: Sendable {
        let brands: [Int]
        let payments: [Int]
        let phones: [Int]
        let pictures: [ImageHash]
        /// Open shops.
        var shops: [Int] = []
    }

    var states: [State] = []
    /// By kind, those that put up listings.
    var honest: [Int] = []
    var authorised: [Int] = []
    var grey: [Int] = []
    /// Of each ring.
    var planted: [[Int]] = []
    var groups: [Group] = []
    let groupWeights: [Double]
    private var traitCount = 0

    init(groups: Int) { groupWeights = YearRandom.sums(ofRanks: groups, flatness: 5) }

    mutating func freshTrait() -> Int {
        traitCount += 1
        return traitCount - 1
    }

    /// One that somebody has already.
    func usedTrait(_ random: inout YearRandom) -> Int {
        traitCount == 0 ? 0 : random.below(traitCount)
    }
}
