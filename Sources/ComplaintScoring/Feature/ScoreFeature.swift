/// What a score is made of. The raw value is the name by which decisions, tables and programs know it.
package enum ScoreFeature: String, CaseIterable, Sendable {
    /// What is so of every listing complained of.
    case base
    // What members say of the seller.
    case sellerMembers = "seller-members"
    case linkedMembers = "linked-members"
    case pendingMembers = "pending-members"
    case greyReports = "grey-reports"
    // What is known of the goods.
    case scanCounterfeit = "scan-counterfeit"
    case scanSuspect = "scan-suspect"
    case scanGenuine = "scan-genuine"
    case sellerScans = "seller-scans"
    case testBuyCounterfeit = "test-buy-counterfeit"
    case testBuyGenuine = "test-buy-genuine"
    case sellerTestBuys = "seller-test-buys"
    // What stands in the listing.
    case markPlain = "mark-plain"
    case markDisguised = "mark-disguised"
    case markDescriptive = "mark-descriptive"
    case markAbsent = "mark-absent"
    case markCommonWord = "mark-common-word"
    case imageOfficial = "image-official"
    case imageKnown = "image-known"
    case priceBelow = "price-below"
    case modelUnknown = "model-unknown"
    case productOfOwner = "product-of-owner"
    case productOfOther = "product-of-other"
    case quantity
    // What the complaint says, and by whom. Counterfeit features are the ground that others differ from.
    case groundTestBuy = "ground-test-buy"
    case groundModel = "ground-model-does-not-exist"
    case groundMark = "ground-mark-in-listing"
    case groundDesign = "ground-design"
    case groundCopyright = "ground-copyright"
    case groundPatent = "ground-patent"
    case evidenceIndependent = "evidence-independent"
    case evidenceLaboratory = "evidence-laboratory"
    case evidenceReused = "evidence-reused"
    case recordGood = "record-good"
    case recordBad = "record-bad"
    case linkedRecordBad = "linked-record-bad"
    case complainantMember = "complainant-member"
    case complainantNew = "complainant-new"
    case strangersTogether = "strangers-together"
    // The seller's history.
    case sellerYoung = "seller-young"
    case sellerSales = "seller-sales"
    case sellerFound = "seller-found"
    case linkedFound = "linked-found"
    case sellerCleared = "seller-cleared"

    /// Which way more of it moves a score. A table that says otherwise is refused.
    package enum Direction: Sendable {
        case raises
        case lowers
        /// As the decided complaints have it.
        case either
        /// Shown, and never counted.
        case neutral

        package func allows(_ weight: Double) -> Bool {
            switch self {
            case .raises: weight >= 0
            case .lowers: weight <= 0
            case .either: true
            case .neutral: weight == 0
            }
        }
    }

    package enum Source: Sendable {
        /// Whoever complains says so, or is known by what it said before.
        case complainant
        /// The marketplace shows it.
        case listing
        /// Independent of both: cosigned by witnesses, or decided by a person.
        case confirmed
        /// Said by a member and not cosigned yet.
        case unconfirmed
    }

    package var direction: Direction {
        switch self {
        case .greyReports: .neutral
        case .base, .markPlain, .groundTestBuy, .groundModel, .groundMark, .groundDesign,
            .groundCopyright, .groundPatent:
            .either
        case .sellerMembers, .linkedMembers, .pendingMembers, .scanCounterfeit, .scanSuspect,
            .sellerScans, .testBuyCounterfeit, .sellerTestBuys, .markDisguised, .imageOfficial,
            .imageKnown, .priceBelow, .modelUnknown, .productOfOwner, .quantity,
            .evidenceIndependent, .evidenceLaboratory, .recordGood, .complainantMember,
            .sellerYoung, .sellerFound, .linkedFound:
            .raises
        case .scanGenuine, .testBuyGenuine, .markDescriptive, .markAbsent, .markCommonWord,
            .productOfOther, .evidenceReused, .recordBad, .linkedRecordBad, .complainantNew,
            .strangersTogether, .sellerSales, .sellerCleared:
            .lowers
        }
    }

    package var source: Source {
        switch self {
        case .sellerMembers, .linkedMembers, .greyReports, .scanCounterfeit, .scanSuspect,
            .scanGenuine, .sellerScans, .testBuyGenuine, .sellerTestBuys, .imageKnown,
            .sellerFound, .linkedFound, .sellerCleared:
            .confirmed
        case .pendingMembers: .unconfirmed
        case .markPlain, .markDisguised, .markDescriptive, .markAbsent, .markCommonWord,
            .imageOfficial, .priceBelow, .modelUnknown, .productOfOwner, .productOfOther,
            .quantity, .sellerYoung, .sellerSales:
            .listing
        // A test buy is mostly the owner's own.
        case .base, .testBuyCounterfeit, .groundTestBuy, .groundModel, .groundMark, .groundDesign,
            .groundCopyright, .groundPatent, .evidenceIndependent, .evidenceLaboratory,
            .evidenceReused, .recordGood, .recordBad, .linkedRecordBad, .complainantMember,
            .complainantNew,
            .strangersTogether:
            .complainant
        }
    }

    /// Whether both sides of a complaint may be told of it at all. A single fact can be withheld beside
    /// that, as where a report is marked for few (`ScoreObservation.isDisclosable`).
    package var isDisclosable: Bool { source != .unconfirmed }

    /// The largest that it counts as; the smallest is 0. Nobody moves a score by more of the same.
    package var valueMax: Double {
        switch self {
        case .sellerMembers, .linkedMembers, .pendingMembers, .greyReports, .sellerScans,
            .sellerTestBuys, .priceBelow, .quantity, .recordBad, .linkedRecordBad, .sellerFound,
            .linkedFound, .sellerCleared:
            3
        case .strangersTogether, .sellerYoung: 4
        case .sellerSales: 5
        default: 1
        }
    }
}
