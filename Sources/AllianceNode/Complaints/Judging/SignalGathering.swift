import AllianceNames
import ComplaintScoring
import Complaints
import ImageRecognition
import MergedView
import Statements
import TransparencyLog

/// One listing of a complaint, with what its marketplace shows and what is known of its goods.
struct ComplainedOffer {
    let listing: ListingState
    let capture: ListingCapture?
    let goods: GoodsFacts

    /// Whose it is, or what is complained of where it is a shop.
    var seller: Indicator? {
        listing.listing.type == .sellerAccount ? listing.listing : capture?.seller
    }
}

/// Gathers what `ListingSignals` asks for, for all listings of a complaint in three reads of the view, however many they
/// are. Calls block.
struct SignalGathering {
    /// Shops linked to one seller that are looked up.
    static let linkedMax = 64
    /// Pictures of one listing that are looked up.
    static let imagesMax = 8
    /// Reported pictures near those of one listing that are looked up.
    static let nearMax = 16
    /// What a shop is known by; a telephone number that many shops have is none.
    private static let shopTypes: Set<IndicatorType> = [
        .sellerAccount, .domain, .url, .socialAccount,
    ]

    let states: GatheredStates
    let audience: ReportAudience
    let grey: GreyReports
    /// Of these accounts, what was decided before.
    let history: (Set<Indicator>) throws -> SellerHistory
    /// Who complains of these accounts at one time.
    let strangers: (Set<Indicator>) throws -> StrangersTogether
    /// What reported pictures look like; asked where a marketplace tells what a listing's look like.
    let likenesses: () throws -> PDQIndex

    func signals(
        for offers: [ComplainedOffer], beginning shared: ListingSignals,
        marks: [ListingSignals.Mark]
    ) throws -> [ListingSignals] {
        let near = try near(offers)
        let images = zip(offers, near).map { Self.images($0.capture) + $1 }
        try states.read(offers.compactMap(\.seller) + images.flatMap(\.self))
        let sellers = Set(offers.compactMap(\.seller))
        var linked: [Indicator: [Indicator]] = [:]
        for seller in sellers { linked[seller] = try shops(linkedTo: seller) }
        try states.read(linked.values.flatMap(\.self))
        let history = try history(sellers.union(linked.values.flatMap(\.self)))
        let strangers = try strangers(sellers)
        var reports: [Indicator: SellerSignals] = [:]
        for seller in sellers {
            reports[seller] = try of(seller, linked: linked[seller] ?? [], history)
            reports[seller]?.strangers = strangers.count(about: seller)
        }
        return try offers.indices.map { place in
            var signals = shared
            signals.mark = marks[place]
            if let seller = offers[place].seller { reports[seller]?.add(to: &signals) }
            signals.imageIsKnown = try images[place].contains { image in
                try states.state(of: image).map { !(try self.reports(of: $0)).told.isEmpty }
                    ?? false
            }
            offers[place].add(to: &signals)
            return signals
        }
    }

    private static func images(_ capture: ListingCapture?) -> [Indicator] {
        (capture?.images ?? []).prefix(imagesMax).compactMap {
            try? Indicator(.imageSHA256, parsing: $0.hex)
        }
    }

    /// Of each listing the reported pictures that a person takes for one of its own, the nearest first.
    private func near(_ offers: [ComplainedOffer]) throws -> [[Indicator]] {
        let asked = offers.map { Self.asked($0.capture) }
        guard asked.contains(where: { !$0.isEmpty }) else { return offers.map { _ in [] } }
        let index = try likenesses()
        return try asked.map { hashes in
            var nearest: [PDQHash: Int] = [:]
            for hash in hashes {
                for match in index.matches(of: hash, within: PDQHash.distanceOfTheSame)
                    .prefix(Self.nearMax)
                {
                    nearest[match.hash] = min(nearest[match.hash] ?? .max, match.distance)
                }
            }
            return try nearest.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
                .prefix(Self.nearMax).map { try Indicator(.imagePDQ, parsing: $0.key.description) }
        }
    }

    private static func asked(_ capture: ListingCapture?) -> [PDQHash] {
        guard let capture, !capture.likenesses.isEmpty else { return [] }
        return capture.images.compactMap { capture.likenesses[$0] }.prefix(imagesMax)
            .compactMap { PDQHash(parsing: $0.value) }
    }

    private func reports(of state: IndicatorState) throws -> AccountReports {
        try AccountReports(state, for: audience) { try grey.contains($0.dots[0]) }
    }

    private func reports(of account: Indicator) throws -> AccountReports {
        try states.state(of: account).map(reports) ?? AccountReports()
    }

    /// In a fixed order. Of a group that is cut who belongs to it depends on where one begins, so it is none.
    private func shops(linkedTo seller: Indicator) throws -> [Indicator] {
        guard let state = try states.state(of: seller) else { return [] }
        var found: Set<Indicator> = []
        for group in try states.groups(of: state) where !group.isTruncated {
            for other in group.indicators
            where other != seller && Self.shopTypes.contains(other.type) { found.insert(other) }
        }
        return Array(found.sorted().prefix(Self.linkedMax))
    }

    private func of(
        _ seller: Indicator, linked: [Indicator], _ history: SellerHistory
    ) throws -> SellerSignals {
        var signals = SellerSignals()
        signals.own = try reports(of: seller)
        // More than counts changes nothing.
        let enough = Int(ScoreFeature.linkedMembers.valueMax)
        for other in linked where signals.linked.told.count < enough {
            signals.linked.join(try reports(of: other))
            signals.linked.leaveOut(signals.own.told.union(signals.own.restricted))
        }
        signals.found = history.found(CollectionOfOne(seller))
        signals.linkedFound = history.found(linked)
        signals.cleared = history.cleared(seller)
        return signals
    }
}

/// What is so of a seller, whichever of its listings is looked at.
struct SellerSignals: Equatable {
    var own = AccountReports()
    var linked = AccountReports()
    var found = 0
    var linkedFound = 0
    var cleared = 0
    var strangers = 0

    /// What may be told decides. Where there is nothing of it, what may not be told is shown to the platform's people.
    func add(to signals: inout ListingSignals) {
        let isTold = !own.told.isEmpty || !linked.told.isEmpty
        signals.sellerMembers = isTold ? own.told.count : own.restricted.count
        signals.linkedMembers = isTold ? linked.told.count : linked.restricted.count
        signals.membersAreDisclosable = isTold
        signals.pendingMembers = own.pending.count
        signals.greyReports = own.grey.count
        signals.sellerFound = found
        signals.linkedFound = linkedFound
        signals.sellerCleared = cleared
        signals.strangers = strangers
    }
}

extension ComplainedOffer {
    func add(to signals: inout ListingSignals) {
        signals.testBuy = testBuy
        signals.scan =
            switch goods.scan {
            case .none: .none
            case .genuine: .genuine
            case .suspect: .suspect
            case .counterfeit: .counterfeit
            }
        signals.quantity = goods.quantity ?? 0
        signals.sellerAgeDays = goods.sellerAgeDays
        signals.sellerSales = goods.sellerSales ?? 0
        // Two currencies are not compared.
        guard let price = capture?.priceMinorUnits, let median = goods.marketMedian,
            capture?.currency == median.currency
        else { return }
        signals.price = Double(price)
        signals.marketMedian = Double(median.minorUnits)
    }

    /// What was bought there, as it was recorded in the complaint's course last.
    private var testBuy: ListingSignals.TestBuy {
        for record in listing.records.reversed() where record.time != .pending {
            switch record.kind {
            case .testBuyCounterfeit: return .counterfeit
            case .testBuyGenuine: return .genuine
            case .takenDown, .restored, .escalated, .seized: continue
            }
        }
        return .none
    }
}
