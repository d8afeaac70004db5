import AllianceNames

/// A rights holder asks that listings be taken down: whose right it is, which listings, why, and what
/// shows it. A listing is named in later statements by its place in `listings`.
package struct Complaint: Hashable, Sendable {
    package enum Ground: UInt8, NamedCase, Sendable {
        case counterfeitFeatures = 1
        case testBuy
        case modelDoesNotExist
        case markInListing
        case design
        case copyright
        case patent

        package var name: String {
            switch self {
            case .counterfeitFeatures: "counterfeit-features"
            case .testBuy: "test-buy"
            case .modelDoesNotExist: "model-does-not-exist"
            case .markInListing: "mark-in-listing"
            case .design: "design"
            case .copyright: "copyright"
            case .patent: "patent"
            }
        }
    }

    /// The right that a complaint rests on, by what its `right` statement calls it.
    package struct RightReference: Hashable, Sendable {
        /// By WIPO ST.3.
        package var office: String
        package var number: String

        package init(office: String, number: String) {
            self.office = office
            self.number = number
        }

        /// As `Right.key`.
        package var key: String { Right.key(office: office, registrationNumber: number) }
    }

    package static let listingsMax = 300

    /// An account at the platform that complains; nil where the author itself does.
    package var hostedAccount: String?
    /// Whose right it is, where an agent files.
    package var onBehalfOf: String?
    package var right: RightReference
    package var ground: Ground
    /// 1 to 300 listings and storefronts, each once.
    package var listings: [Indicator]
    package var evidence: [EvidenceFile]
    /// On goods that were bought; the platform asks their owners.
    package var items: [ListedItem]
    package var goodFaithStatement: String
    /// Who declares it.
    package var declaredBy: String
    package var explanation: String
    /// The complaint that was returned, and that this one replaces.
    package var mends: EntryReference?
    /// Proposed by the platform before anybody complained.
    package var isFromScreening: Bool
    package var unknownFields = UnknownFields()

    package init(
        right: RightReference, ground: Ground, listings: [Indicator], evidence: [EvidenceFile] = [],
        items: [ListedItem] = [], goodFaithStatement: String, declaredBy: String,
        explanation: String = "", hostedAccount: String? = nil, onBehalfOf: String? = nil,
        mends: EntryReference? = nil, isFromScreening: Bool = false
    ) {
        self.right = right
        self.ground = ground
        self.listings = listings
        self.evidence = evidence
        self.items = items
        self.goodFaithStatement = goodFaithStatement
        self.declaredBy = declaredBy
        self.explanation = explanation
        self.hostedAccount = hostedAccount
        self.onBehalfOf = onBehalfOf
        self.mends = mends
        self.isFromScreening = isFromScreening
    }

    init(wire: WireComplaint) throws(StatementError) {
        try FieldCheck.text(
            wire.hostedAccount, "hosted account", bytesMax: StatementLimits.wordBytesMax)
        hostedAccount = wire.hostedAccount.isEmpty ? nil : wire.hostedAccount
        try FieldCheck.text(
            wire.onBehalfOf, "rights holder", bytesMax: StatementLimits.nameBytesMax)
        onBehalfOf = wire.onBehalfOf.isEmpty ? nil : wire.onBehalfOf
        try FieldCheck.countryCode(wire.rightOffice, "office of the right")
        try FieldCheck.name(
            wire.rightNumber, "number of the right", bytesMax: StatementLimits.wordBytesMax)
        right = RightReference(office: wire.rightOffice, number: wire.rightNumber)
        ground = try enumValue(
            wire.ground.rawValue, "ground of the complaint", last: Ground.patent.rawValue)
        listings = try Self.listings(of: wire.targets)
        evidence = try EvidenceFile.read(wire.evidence)
        items = ListedItem.read(wire.item, listings: listings.count)
        try FieldCheck.name(
            wire.goodFaithStatement, "good-faith statement",
            bytesMax: StatementLimits.attributeValueBytesMax)
        goodFaithStatement = wire.goodFaithStatement
        try FieldCheck.name(wire.declaredBy, "name of who declares good faith")
        declaredBy = wire.declaredBy
        try FieldCheck.text(wire.explanation, "explanation")
        explanation = wire.explanation
        mends =
            wire.hasMends ? try EntryReference(wire: wire.mends, "complaint that is mended") : nil
        isFromScreening = wire.fromScreening
        unknownFields = UnknownFields(wire.unknownFields)
    }

    private static func listings(
        of targets: [WireComplaintTargets]
    ) throws(StatementError) -> [Indicator] {
        try FieldCheck.count(targets.count, "group of listings", countMax: listingsMax)
        let count = targets.reduce(0) { $0 + $1.id.count }
        guard count > 0 else { throw .fieldMissing("listing") }
        try FieldCheck.count(count, "listing", countMax: listingsMax)
        var listings: [Indicator] = []
        var seen: Set<Indicator> = []
        for group in targets {
            try MarketplaceID.check(group.marketplace)
            for id in group.id {
                let indicator = try Indicator(
                    wireType: group.indicatorType, value: group.marketplace + ":" + id)
                guard indicator.type == .listing || indicator.type == .sellerAccount else {
                    throw .fieldForm(
                        "listing", found: indicator.type.name,
                        expected: "a listing or a seller-account")
                }
                guard seen.insert(indicator).inserted else {
                    throw .fieldForm(
                        "listing", found: indicator.value, expected: "a list that names it once")
                }
                listings.append(indicator)
            }
        }
        return listings
    }

    var wire: WireComplaint {
        var wire = WireComplaint()
        wire.hostedAccount = hostedAccount ?? ""
        wire.onBehalfOf = onBehalfOf ?? ""
        wire.rightOffice = right.office
        wire.rightNumber = right.number
        wire.ground = WireComplaintGround(rawValue: Int(ground.rawValue)) ?? .unspecified
        for listing in listings {
            let (marketplace, id) = listing.marketplaceAndID
            let type = UInt32(listing.type.rawValue)
            if wire.targets.last?.marketplace != marketplace
                || wire.targets.last?.indicatorType != type
            {
                var group = WireComplaintTargets()
                group.indicatorType = type
                group.marketplace = marketplace
                wire.targets.append(group)
            }
            wire.targets[wire.targets.count - 1].id.append(id)
        }
        wire.evidence = evidence.map(\.wire)
        wire.item = items.map(\.wire)
        wire.goodFaithStatement = goodFaithStatement
        wire.declaredBy = declaredBy
        wire.explanation = explanation
        if let mends { wire.mends = mends.wire }
        wire.fromScreening = isFromScreening
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

extension Indicator {
    /// Of a listing or an account: the marketplace or platform, and its own name for it.
    package var marketplaceAndID: (marketplace: String, id: String) {
        guard let cut = value.cut(at: ":") else { return (value, "") }
        return (cut.before, cut.behind)
    }
}
