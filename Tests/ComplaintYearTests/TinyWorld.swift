import ComplaintEvents
import ComplaintYear

/// A few listings and complaints, whose figures can be told by hand.
struct TinyWorld {
    var lines: [YearLine] = []

    mutating func listing(_ number: Int, _ kind: OfferKind) {
        lines.append(
            YearLine(
                TimedEvent(
                    at: 0,
                    .listing(
                        Listing(
                            listing: number, seller: number, marketplace: 0, title: "x",
                            goodsClass: 25, product: nil, model: nil, images: [], priceCents: 1,
                            quantity: 1))),
                truth: .listing(ListingTruth(listing: number, kind: kind, ring: nil))))
    }

    mutating func complaint(
        _ number: Int, at time: Int, _ listings: [Int], _ intent: ComplaintTruth.Intent,
        fault: ComplaintTruth.Fault? = nil, mends: Int? = nil
    ) {
        lines.append(
            YearLine(
                TimedEvent(
                    at: time,
                    .complaint(
                        Complaint(
                            complaint: number, complainant: 0, right: 0,
                            ground: .markInListing, listings: listings, evidence: [],
                            mends: mends))),
                truth: .complaint(
                    ComplaintTruth(complaint: number, intent: intent, fault: fault))))
    }

    mutating func counterNotice(at time: Int, complaint: Int, _ listings: [Int]) {
        lines.append(
            YearLine(
                TimedEvent(
                    at: time,
                    .counterNotice(
                        CounterNotice(
                            counterNotice: 0, complaint: complaint, seller: listings[0],
                            listings: listings, claim: .ownGoods, evidence: []))),
                truth: .counterNotice(CounterNoticeTruth(counterNotice: 0, isTrue: true))))
    }

    mutating func event(at time: Int, _ event: YearEvent) {
        lines.append(YearLine(TimedEvent(at: time, event)))
    }

    func figures<Judge: ComplaintJudge>(
        _ judge: Judge, reviewers: Int = 1, caseSeconds: Int = 100, errors: Double = 0,
        endSeconds: Int = 1_000_000
    ) -> TrialFigures {
        var desk = DeskParameters()
        desk.reviewers = reviewers
        desk.caseSeconds = caseSeconds
        desk.listingSeconds = 0
        desk.errors = errors
        var trial = ComplaintTrial(judge, desk: desk, seed: 1, endSeconds: endSeconds)
        return trial.run(lines)
    }
}

/// Leaves everything to people.
struct AllToPeople: ComplaintJudge {
    mutating func handle(_ event: TimedEvent) -> [Ruling] {
        switch event.event {
        case .complaint(let value):
            [
                Ruling(
                    complaint: value.complaint, listings: value.listings, .review(priority: 0),
                    at: event.at)
            ]
        case .counterNotice(let value):
            [
                Ruling(
                    complaint: value.complaint, listings: value.listings, .review(priority: 5),
                    at: event.at)
            ]
        default: []
        }
    }
}
