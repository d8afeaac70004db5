import ComplaintEvents
import ComplaintScoring
import Complaints

/// The checks at filing, on what the year tells: the codes are those of the house, and files are judged by
/// kind and strength, which the house does not know.
struct FilingLook {
    typealias Ground = ComplaintEvents.Complaint.Ground

    static func accepted(_ ground: Ground) -> [Right.Kind] {
        switch ground {
        case .counterfeitFeatures: [.trademark, .design]
        case .testBuy: [.trademark, .design, .patent]
        case .modelDoesNotExist, .markInListing: [.trademark]
        case .design: [.design]
        case .copyright: [.copyright]
        case .patent: [.patent]
        }
    }

    static func needed(_ ground: Ground) -> [EvidenceItem.Kind] {
        switch ground {
        case .counterfeitFeatures: [.photoComparison, .laboratoryReport]
        case .testBuy: [.testBuyReport]
        case .modelDoesNotExist: [.catalogueExtract]
        case .markInListing: [.screenshot]
        case .design, .copyright, .patent: [.registryExtract]
        }
    }

    static func needsMark(_ ground: Ground) -> Bool {
        ground == .modelDoesNotExist || ground == .markInListing
    }

    /// All at once, each with the places that it is about.
    static func failures(
        of complaint: ComplaintEvents.Complaint, at time: Int, in world: KnownWorld,
        marks: [ListingSignals.Mark], isTaken: (Int) -> Bool
    ) -> [FilingFailure] {
        guard let right = world.rights[complaint.right] else {
            return [
                FilingFailure(
                    .rightUnknown, "the right is not registered", mend: "register it and file again"
                )
            ]
        }
        var found: [FilingFailure] = []
        if right.inForce.lowerBound > time {
            found.append(
                FilingFailure(
                    .rightNotYetInForce, "the right is not in force yet", mend: "name another right"
                ))
        } else if !right.inForce.contains(time) {
            found.append(
                FilingFailure(.rightExpired, "the right has ended", mend: "enter its renewal"))
        }
        if !world.mayFile(complaint.complainant, for: right.brand, at: time) {
            found.append(
                FilingFailure(
                    .notTheOwner, "the right belongs to somebody else, who has not authorised this",
                    mend: "enter the owner's authorisation"))
        }
        if !accepted(complaint.ground).contains(right.kind) {
            found.append(
                FilingFailure(
                    .rightOfAnotherKind, "the ground cannot rest on such a right",
                    mend: "name a right that fits"))
        }
        if !complaint.evidence.contains(where: {
            needed(complaint.ground).contains($0.kind) && $0.strength >= .specific
        }) {
            found.append(
                FilingFailure(
                    .evidenceMissing, "the ground needs evidence that is not here",
                    mend: "add what names the listing and shows what is wrong with it"))
        }
        for (place, listing) in complaint.listings.enumerated() {
            guard let offer = world.listings[listing] else {
                found.append(
                    FilingFailure(
                        .listingUnknown, places: [place], "the marketplace knows no such listing",
                        mend: "leave it out"))
                continue
            }
            if !right.jurisdictions.contains(world.countries[offer.marketplace] ?? "") {
                found.append(
                    FilingFailure(
                        .countryNotCovered, places: [place], "the right does not hold there",
                        mend: "name a right that holds there"))
            }
            if right.kind == .trademark, !right.classes.contains(offer.goodsClass) {
                found.append(
                    FilingFailure(
                        .classNotCovered, places: [place], "the mark is registered for other goods",
                        mend: "name a registration for these goods"))
            }
            if needsMark(complaint.ground), marks[place] == .absent {
                found.append(
                    FilingFailure(
                        .markNotInListing, places: [place], "the mark is not seen in it",
                        mend: "choose a ground that shows the goods"))
            }
            if world.isAuthorised(offer.seller, by: right.brand, at: time) {
                found.append(
                    FilingFailure(
                        .authorisedSeller, places: [place], "the owner has authorised this seller",
                        mend: "leave it out"))
            }
            if isTaken(listing) {
                found.append(
                    FilingFailure(
                        .duplicate, places: [place],
                        "another complaint on the same right has it already",
                        mend: "leave it out"))
            }
        }
        return found
    }
}
