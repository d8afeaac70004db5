import ComplaintEvents

extension YearGenerator {
    /// A complaint that is about to be filed.
    struct Draft {
        var complainant: Int
        var right: Int
        var ground: Complaint.Ground
        var listings: [Int]
        var evidence: [EvidenceItem]
        var fault: ComplaintTruth.Fault?
        var intent: ComplaintTruth.Intent
        var ring: Int?
        var mends: Int?
    }

    mutating func file(_ plan: FilingPlan) {
        switch plan.kind {
        case .brand: fileForBrand(at: plan.at)
        case .lone(let filer): fileAlone(filer, at: plan.at)
        case .mimicry(let ring, let member): fileMimicry(ring, member, at: plan.at)
        case .ring(let ring, let member, let target):
            fileForRing(ring, member, target: target, at: plan.at)
        }
    }

    /// Puts it on the calendar, with what sellers answer to it.
    @discardableResult
    mutating func submit(_ draft: Draft, at time: Int) -> Complaint {
        let complaint = Complaint(
            complaint: numbers.complaint, complainant: draft.complainant, right: draft.right,
            ground: draft.ground, listings: draft.listings, evidence: draft.evidence,
            mends: draft.mends)
        numbers.complaint += 1
        let truth = ComplaintTruth(
            complaint: complaint.complaint, intent: draft.intent, fault: draft.fault,
            ring: draft.ring)
        calendar.add(at: time, .complaint(complaint), truth: .complaint(truth))
        answer(complaint, at: time)
        return complaint
    }

    /// Live listings of a seller that is no counterfeiter, from a place drawn on.
    mutating func liveListings(
        of seller: Int, count: Int, at time: Int,
        where isMeant: (OfferBook.State) -> Bool = { _ in true }
    ) -> [Int] {
        let live = sellers.states[seller].live.filter { offers.isLive($0, at: time) }
        sellers.states[seller].live = live
        let meant = live.filter { isMeant(offers.states[$0]) }
        guard !meant.isEmpty else { return [] }
        let start = filingRandom.below(meant.count)
        return Array((meant[start...] + meant[..<start]).prefix(count)).sorted()
    }

    /// The first seller from a place on that has such listings; looks at no more than `Self.looksMax`.
    mutating func liveListings(
        ofOneOf sellers: [Int], from place: Int, count: Int, at time: Int
    ) -> [Int] {
        for step in 0..<min(sellers.count, Self.looksMax) {
            let found = liveListings(
                of: sellers[(place + step) % sellers.count], count: count, at: time)
            if !found.isEmpty { return found }
        }
        return []
    }

    static var looksMax: Int { 50 }

    mutating func freshFile() -> Digest { Digest(filingRandom.next()) }
}
