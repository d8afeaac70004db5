package import AllianceNames
package import Statements

/// A listing that was decided, with whose it is and whether a person looked: what the records of complainants and of
/// sellers are made of.
package struct DecidedOffer: Hashable, Sendable {
    package var complaint: EntryReference
    package var place: Int
    package var listing: Indicator
    /// The account that offers it, as its marketplace showed it; nil where nobody has looked.
    package var seller: Indicator?
    package var decision: DecidedListing
    package var stage: ListingStage
    /// A person decided: at first, of an objection, or on a second look.
    package var isByPerson: Bool

    package init(
        complaint: EntryReference, place: Int, listing: Indicator, seller: Indicator?,
        decision: DecidedListing, stage: ListingStage, isByPerson: Bool
    ) {
        self.complaint = complaint
        self.place = place
        self.listing = listing
        self.seller = seller
        self.decision = decision
        self.stage = stage
        self.isByPerson = isByPerson
    }
}

extension CaseState {
    /// What of it counts in records, as `decidedListings`, with whose each listing is.
    package func decidedOffers(seller: (Int) -> Indicator?) -> [DecidedOffer] {
        if case .screening = complainant { return [] }
        return listings.compactMap { listing in
            guard let first = listing.firstRuling, let time = first.time.milliseconds,
                !listing.isCorrected
            else { return nil }
            return DecidedOffer(
                complaint: id, place: listing.place, listing: listing.listing,
                seller: seller(listing.place),
                decision: DecidedListing(
                    complainant: complainant, ground: complaint.ground, decidedAt: time,
                    isUpheld: listing.takedown != nil,
                    overturnedAt: listing.overturnedAt),
                stage: listing.stage, isByPerson: !listing.deciders.isEmpty)
        }
    }
}

/// Which decided offers, of those decided at a time or later.
package enum OfferQuery: Hashable, Sendable {
    case of(Complainant)
    /// Whose listings they are.
    case by(Set<Indicator>)
}

extension ComplaintRegister {
    /// Complaints that are read for an answer where a register keeps no table for it.
    package static var offersReadMax: Int { 1_000 }

    /// From the newest complaints, one by one: right for a register of few. One that holds many has a table for it.
    package func offers(
        _ query: OfferQuery, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [DecidedOffer] {
        var page = ComplaintQuery(channels: channels)
        if case .of(let complainant) = query { page.complainant = complainant }
        return try offers(page, since: since).filter(query.includes)
    }

    private func offers(_ query: ComplaintQuery, since: UInt64) throws -> [DecidedOffer] {
        var found: [DecidedOffer] = []
        try forEachState(query) { state, seller in
            found += state.decidedOffers { seller($0) ?? state.account(at: $0) }
                .filter { $0.decision.decidedAt >= since }
        }
        return found
    }

    /// The newest complaints that stand, `offersReadMax` of them.
    ///
    /// - Parameter body: is given whose each listing is, too, as far as anybody has looked.
    func forEachState(
        _ query: ComplaintQuery, _ body: (CaseState, (Int) -> Indicator?) throws -> Void
    ) throws {
        var page = query
        page.limit = ComplaintQuery.limits.upperBound
        var read = 0
        while read < Self.offersReadMax {
            let answer = try self.page(page)
            for summary in answer.complaints where summary.refusal == nil {
                read += 1
                guard let state = try reading(of: summary.id)?.state else { continue }
                let sellers = Dictionary(
                    try judgements(of: summary.id).map { ($0.place, $0.capture?.seller) }
                ) { first, _ in first }
                try body(state) { sellers[$0] ?? nil }
            }
            guard let next = answer.next else { break }
            page.after = next
        }
    }

    /// None: of a register that is shown complaints only.
    package func measures(against party: LadderParty?) throws -> [TakenMeasure] { [] }

    /// The same of the newest complaints: everybody of whom something was decided.
    package func repeated(
        in channels: Set<ChannelID>, since: UInt64, limit: Int
    ) throws -> [LadderParty] {
        var counts: [LadderParty: Int] = [:]
        for offer in try offers(ComplaintQuery(channels: channels), since: since) {
            counts[.complainant(offer.decision.complainant), default: 0] += 1
            if let seller = offer.seller { counts[.seller(seller), default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map(\.key)
    }

    /// The same for all that is open, from the newest complaints.
    package func openCounts(in channels: Set<ChannelID>, now: UInt64) throws -> OpenCounts {
        var page = ComplaintQuery(channels: channels)
        page.limit = ComplaintQuery.limits.upperBound
        page.isOpen = true
        var counts = OpenCounts()
        var read = 0
        while read < Self.offersReadMax {
            let answer = try self.page(page)
            read += answer.complaints.count
            for summary in answer.complaints { counts.add(due: summary.due, at: now) }
            guard let next = answer.next, !answer.complaints.isEmpty else { break }
            page.after = next
        }
        return counts
    }
}

extension CaseState {
    /// Of a storefront that is complained of itself.
    package func account(at place: Int) -> Indicator? {
        let listing = listings[place].listing
        return listing.type == .sellerAccount ? listing : nil
    }
}

extension OfferQuery {
    package func includes(_ offer: DecidedOffer) -> Bool {
        switch self {
        case .of(let complainant): offer.decision.complainant == complainant
        case .by(let sellers): offer.seller.map(sellers.contains) ?? false
        }
    }
}

/// How many complaints have listings that await somebody.
package struct OpenCounts: Hashable, Sendable {
    /// What is due within this time is due soon.
    package static let soonMilliseconds = 2 * CaseRules.hourMilliseconds

    package var open = 0
    /// Not over yet.
    package var dueSoon = 0
    package var overdue = 0

    package init() {}

    /// - Parameter due: of the listing that is to be decided first; nil where none is, or nothing is confirmed.
    package mutating func add(due: UInt64?, at now: UInt64) {
        open += 1
        guard let due else { return }
        if due <= now {
            overdue += 1
        } else if due - now <= Self.soonMilliseconds {
            dueSoon += 1
        }
    }
}
