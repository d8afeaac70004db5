import ComplaintEvents

/// What has become of every complaint and listing of a trial, with the truth about them.
struct CaseBook {
    enum Standing: UInt8 {
        case open
        case inReview
        case down
        case up
    }

    struct Case {
        let truth: ComplaintTruth
        let filedAt: Int
        let listings: [Int]
        var standing: [Standing]
        var isGivenBack = false
        var hasHadReview = false

        /// Nothing of it is decided, nor before a person.
        var isUntouched: Bool { !isGivenBack && standing.allSatisfy { $0 == .open } }
    }

    struct Offer {
        var kind = OfferKind.honest
        var downSince: Int?
        var downBy = ComplaintTruth.Intent.earnest
        var hasEnded = false
        /// By which kinds of false or mistaken complaints it was named, and taken down.
        var namedBy: Set<ComplaintTruth.Intent> = []
        var takenDownBy: Set<ComplaintTruth.Intent> = []
    }

    let endSeconds: Int
    var cases: [Int: Case] = [:]
    var offers: [Offer] = []
    var figures = TrialFigures()

    init(endSeconds: Int) { self.endSeconds = endSeconds }

    func filedAt(_ complaint: Int) -> Int { cases[complaint]?.filedAt ?? 0 }

    /// - Returns: whether the judge is to see it: not where it answers what did not happen.
    mutating func take(_ line: YearLine) -> Bool {
        switch line.event.event {
        case .listing(let listing):
            guard case .listing(let truth)? = line.truth else {
                preconditionFailure("a listing comes with the truth about it")
            }
            while offers.count <= listing.listing { offers.append(Offer()) }
            offers[listing.listing].kind = truth.kind
        case .listingEnded(let listing):
            putUp(listing, at: line.event.at)
            offers[listing].hasEnded = true
        case .complaint(let complaint):
            guard case .complaint(let truth)? = line.truth else {
                preconditionFailure("a complaint comes with the truth about it")
            }
            if let mended = complaint.mends, cases[mended]?.isGivenBack != true { return false }
            file(complaint, truth, at: line.event.at)
        case .counterNotice(let notice):
            guard let answered = cases[notice.complaint], !answered.isGivenBack else {
                return false
            }
            let isNeeded = zip(answered.listings, answered.standing).contains {
                notice.listings.contains($0) && $1 != .up
            }
            guard isNeeded else { return false }
            figures.counterNotices += 1
        case .withdrawal(let complaint):
            return cases[complaint].map { !$0.isGivenBack } ?? false
        default: break
        }
        return true
    }

    private mutating func file(_ complaint: Complaint, _ truth: ComplaintTruth, at time: Int) {
        cases[complaint.complaint] = Case(
            truth: truth, filedAt: time, listings: complaint.listings,
            standing: Array(repeating: .open, count: complaint.listings.count))
        figures.complaints += 1
        guard let path = Self.harm(of: truth.intent) else { return }
        for listing in complaint.listings
        where !offers[listing].kind.infringes
            && offers[listing].namedBy.insert(truth.intent).inserted
        {
            figures[keyPath: path].listings += 1
        }
    }

    static func harm(
        of intent: ComplaintTruth.Intent
    ) -> WritableKeyPath<TrialFigures, TrialFigures.Harm>? {
        switch intent {
        case .falseRing: \.ring
        case .falseAlone: \.alone
        case .mistaken: \.mistaken
        case .earnest, .mimicry: nil
        }
    }

    /// A listing goes down, by the first that wants it so.
    mutating func putDown(_ listing: Int, by intent: ComplaintTruth.Intent, at time: Int) {
        guard offers[listing].downSince == nil, !offers[listing].hasEnded else { return }
        offers[listing].downSince = time
        offers[listing].downBy = intent
        if !offers[listing].kind.infringes, let path = Self.harm(of: intent),
            offers[listing].takenDownBy.insert(intent).inserted
        {
            figures[keyPath: path].takenDown += 1
        }
    }

    mutating func putUp(_ listing: Int, at time: Int) {
        guard let since = offers[listing].downSince else { return }
        offers[listing].downSince = nil
        guard !offers[listing].kind.infringes, let path = Self.harm(of: offers[listing].downBy)
        else { return }
        figures[keyPath: path].secondsDown += max(0, min(time, endSeconds) - since)
    }

    /// Everything counted, at the end of the year.
    mutating func finish(with desk: ReviewDesk) -> TrialFigures {
        for listing in offers.indices { putUp(listing, at: endSeconds) }
        for item in cases.values
        where item.truth.intent == .earnest && item.truth.fault == nil {
            for (listing, standing) in zip(item.listings, item.standing)
            where offers[listing].kind.infringes {
                figures.counterfeits += 1
                if standing != .down { figures.missedCounterfeits += 1 }
            }
        }
        // The order in which a dictionary gives them out must not show.
        figures.closingSeconds.sort()
        figures.reviews = desk.cases
        figures.reviewSeconds = desk.workSeconds
        figures.waitSecondsMost = desk.waitSecondsMost
        figures.queueMost = desk.queueMost
        return figures
    }
}
