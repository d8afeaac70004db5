import ComplaintEvents
import ComplaintScoring

/// What is so of all listings of a complaint, and from it what is so of each.
struct SharedSignals {
    private static let newDays = 180
    /// A record of fewer weighted decisions is none.
    private static let strangerDecisionsMax = 5.0

    let standing: RecordBook.Standing
    private let time: Int
    private let right: Right
    private let official: [ImageHash]
    private let markIsCommonWord: Bool
    private var shared = ListingSignals()
    private let complainant: Int

    init(
        _ complaint: ComplaintEvents.Complaint, right: Right, at time: Int,
        _ judge: inout PlatformJudge
    ) {
        self.time = time
        self.right = right
        complainant = complaint.complainant
        standing = judge.records.standing(of: complaint.complainant, at: time)
        official = judge.officialImages(of: right.brand)
        markIsCommonWord =
            right.kind == .trademark
            && (judge.world.brand(right.brand).map { judge.world.isCommonWord($0.mark) } ?? false)
        let sellers = Set(complaint.listings.compactMap { judge.world.sellerOfListing[$0] })
        let ground = complaint.ground.statement
        shared.ground = ListingSignals.Ground(ground)
        shared.evidenceIsIndependent = complaint.evidence.contains {
            $0.strength == .independent && $0.kind != .laboratoryReport
        }
        shared.evidenceIsLaboratory = complaint.evidence.contains { $0.kind == .laboratoryReport }
        shared.evidenceIsReused = judge.files.take(complaint, about: sellers)
        shared.record = standing.record.logOdds(on: ground)
        for other in judge.files.accounts(linkedTo: complaint.complainant) {
            let record = judge.records.standing(of: other, at: time).record.logOdds(on: ground)
            shared.linkedRecord = min(shared.linkedRecord, record)
        }
        let account = judge.world.complainants[complaint.complainant]
        shared.complainantIsMember = account?.brand.map(judge.world.isMember) ?? false
        shared.complainantIsNew =
            account.map { $0.registeredAt > time - Self.newDays * YearClock.daySeconds } ?? true
        let isStranger = standing.record.decisions < Self.strangerDecisionsMax
        for seller in sellers {
            judge.history.complained(
                of: seller, by: complaint.complainant, isStranger: isStranger, at: time)
        }
    }

    func of(
        _ listing: Listing, mark: ListingSignals.Mark, _ judge: PlatformJudge
    ) -> ListingSignals {
        var signals = shared
        signals.mark = mark
        signals.markIsCommonWord = markIsCommonWord && mark != .absent
        addSeller(listing, judge, to: &signals)
        addGoods(listing, judge, to: &signals)
        return signals
    }

    private func addSeller(
        _ listing: Listing, _ judge: PlatformJudge, to signals: inout ListingSignals
    ) {
        let seller = listing.seller
        let linked = judge.world.links.linked(to: seller)
        func members(_ seller: Int, isWitnessed: Bool) -> Set<Int> {
            judge.findings.members(
                sayingOf: seller, .counterfeit, isWitnessed: isWitnessed, but: right.brand)
        }
        let own = members(seller, isWitnessed: true)
        signals.sellerMembers = own.count
        signals.pendingMembers = members(seller, isWitnessed: false).count
        signals.linkedMembers =
            linked.reduce(into: Set<Int>()) {
                $0.formUnion(members($1, isWitnessed: true))
            }.subtracting(own).count
        signals.greyReports =
            judge.findings.members(
                sayingOf: seller, .greyMarket, isWitnessed: true, but: -1
            ).count
        signals.sellerScans = judge.findings.scans(of: [seller] + linked, but: listing.listing)
        signals.sellerTestBuys = judge.findings.testBuys(
            of: [seller] + linked, but: listing.listing, owner: right.brand)
        signals.sellerFound = judge.history.found(seller)
        signals.linkedFound = judge.history.found(among: linked)
        signals.sellerCleared = judge.history.cleared(seller)
        signals.strangers = judge.history.strangers(about: seller, but: complainant, at: time)
        if let shop = judge.world.sellers[seller] {
            signals.sellerAgeDays =
                Double(time - shop.openedAt) / Double(YearClock.daySeconds)
            signals.sellerSales = shop.salesBefore
        }
    }

    private func addGoods(
        _ listing: Listing, _ judge: PlatformJudge, to signals: inout ListingSignals
    ) {
        switch judge.findings.scan(of: listing.listing) {
        case .genuine: signals.scan = .genuine
        case .suspect: signals.scan = .suspect
        case .counterfeit: signals.scan = .counterfeit
        case .unknown, nil: signals.scan = .none
        }
        switch judge.findings.testBuy(of: listing.listing) {
        case .genuine: signals.testBuy = .genuine
        case .counterfeit: signals.testBuy = .counterfeit
        case .inconclusive, nil: signals.testBuy = .none
        }
        signals.imageIsOfficial = listing.images.contains {
            PictureBook.isAny(of: official, like: $0)
        }
        signals.imageIsKnown = judge.pictures.isKnown(listing.images)
        signals.quantity = listing.quantity
        guard let number = listing.product, let product = judge.world.products[number] else {
            return
        }
        signals.catalogue = product.brand == right.brand ? .owner : .other
        signals.price = Double(listing.priceCents)
        signals.marketMedian = Double(product.marketCents[1])
        if let model = listing.model, product.brand == right.brand {
            signals.modelIsUnknown = !(judge.world.productsOfBrand[right.brand] ?? []).contains {
                judge.world.products[$0]?.model == model
            }
        }
    }
}
