import ComplaintEvents

/// What false complainants file, alone and in rings, and how rings get themselves trusted before.
extension YearGenerator {
    private static let loneListings = 1...10
    private static let ringListings = 1...20
    private static let loneReuse = 0.3

    /// A competitor: in the name of a brand, or by a right of its own that has nothing to do with it.
    mutating func fileAlone(_ filer: Int, at time: Int) {
        let others =
            filingRandom.chance(0.9) || sellers.authorised.isEmpty
            ? sellers.honest : sellers.authorised
        let listings = liveListings(
            ofOneOf: others, from: filingRandom.below(others.count),
            count: filingRandom.whole(Self.loneListings), at: time)
        guard let first = listings.first else { return }
        let complainant = world.loneFilers[filer]
        let own = world.complainants[complainant].brand!
        let manner = filingRandom.unit()
        let target = sellers.states[Int(offers.states[first].seller)].brand
        let right: Int
        let ground: Complaint.Ground
        var fault: ComplaintTruth.Fault?
        if manner < 0.3 {
            right = world.rightsOfBrand[target][0]
            ground = filingRandom.chance(0.5) ? .counterfeitFeatures : .markInListing
            fault = .notAuthorised
        } else if manner < 0.7 {
            right = world.rightsOfBrand[own][0]
            ground = filingRandom.chance(0.5) ? .counterfeitFeatures : .markInListing
        } else {
            right = world.rightsOfBrand[own][1]
            ground = .copyright
        }
        let strength: EvidenceItem.Strength = filingRandom.chance(0.4) ? .bare : .specific
        var files = loneFiles[filer]
        let evidence = forgedEvidence(
            for: ground, strength: strength, reuse: Self.loneReuse, files: &files)
        loneFiles[filer] = files
        submit(
            Draft(
                complainant: complainant, right: right, ground: ground, listings: listings,
                evidence: evidence, fault: fault, intent: .falseAlone), at: time)
    }

    /// One account of a ring puts up a counterfeit of its own mark and complains of it the same day.
    mutating func fileMimicry(_ ring: Int, _ member: Int, at time: Int) {
        let complainant = world.rings[ring][member]
        let brand = world.complainants[complainant].brand!
        let dayStart = time / YearClock.daySeconds * YearClock.daySeconds
        let hours = filingRandom.whole(1...10)
        let at = max(dayStart, time - hours * YearClock.hourSeconds)
        let shop = filingRandom.pick(sellers.planted[ring])
        let listing = putUpPlanted(shop, brand: brand, at: at)
        let ground: Complaint.Ground =
            filingRandom.chance(0.5) ? .counterfeitFeatures : .markInListing
        submit(
            Draft(
                complainant: complainant, right: world.rightsOfBrand[brand][0], ground: ground,
                listings: [listing], evidence: evidence(for: ground, isCareful: true),
                intent: .mimicry, ring: ring), at: time)
    }

    /// One account of a ring hits the seller that the others hit, too: by its own mark where that is a
    /// word in the titles, else by alleged counterfeits of it.
    mutating func fileForRing(_ ring: Int, _ member: Int, target: Int, at time: Int) {
        let complainant = world.rings[ring][member]
        let brand = world.complainants[complainant].brand!
        let count = filingRandom.whole(Self.ringListings)
        let word = MarkWords.praise.firstIndex(of: world.brands[brand].mark) ?? -1
        var ground = Complaint.Ground.markInListing
        var listings: [Int] = []
        if filingRandom.chance(0.5) {
            listings = liveListings(of: target, count: count, at: time) {
                Int($0.praise) == word
            }
        }
        if listings.isEmpty {
            ground = filingRandom.chance(0.75) ? .counterfeitFeatures : .copyright
            listings = liveListings(of: target, count: count, at: time)
        }
        if listings.isEmpty {
            listings = liveListings(
                ofOneOf: sellers.honest, from: target % sellers.honest.count, count: count,
                at: time)
        }
        guard !listings.isEmpty else { return }
        let strength: EvidenceItem.Strength = filingRandom.chance(0.3) ? .independent : .specific
        var files = ringFiles[ring]
        let evidence = forgedEvidence(
            for: ground, strength: strength, reuse: parameters.evidenceReuse, files: &files)
        ringFiles[ring] = files
        submit(
            Draft(
                complainant: complainant,
                right: world.rightsOfBrand[brand][ground == .copyright ? 1 : 0], ground: ground,
                listings: listings, evidence: evidence, intent: .falseRing, ring: ring), at: time)
    }
}
