import AllianceNames
package import Complaints
package import Statements
import TransparencyLog

/// What a statement of reasons says beside what the complaint's own state has.
package struct ReasonsContext: Hashable, Sendable {
    /// Where the listing was offered; only countries of the European Economic Area are stated.
    package var countries: [String]
    /// When the listing appeared, in milliseconds since 1970.
    package var listedAt: UInt64
    package var right: Right?
    package var contentLanguage: String?
    package var accountType: DSAAccountType?
    /// Of the platform's terms or the law.
    package var referenceURL: String?
    /// Named a trusted flagger by a coordinator (article 22).
    package var isTrustedFlagger: Bool
    package var ean13: String?

    package init(
        countries: [String], listedAt: UInt64, right: Right? = nil, contentLanguage: String? = nil,
        accountType: DSAAccountType? = nil, referenceURL: String? = nil,
        isTrustedFlagger: Bool = false, ean13: String? = nil
    ) {
        self.countries = countries
        self.listedAt = listedAt
        self.right = right
        self.contentLanguage = contentLanguage
        self.accountType = accountType
        self.referenceURL = referenceURL
        self.isTrustedFlagger = isTrustedFlagger
        self.ean13 = ean13
    }
}

extension StatementOfReasons {
    /// Of one listing that was taken down; nil where none was, where the decision is not confirmed, or
    /// where nothing is restricted in the European Economic Area.
    ///
    /// - Throws: `DSAError` where the database would not take it.
    package init?(
        of listing: ListingState, in state: CaseState, _ context: ReasonsContext
    ) throws(DSAError) {
        guard let ruling = listing.takedown, let time = ruling.time.milliseconds else { return nil }
        let territory = Set(context.countries).intersection(DSATerritory.countries).sorted()
        guard !territory.isEmpty else { return nil }
        puid = Self.puid(of: ruling.entry, place: listing.place)
        self.territory = territory
        accountType = context.accountType
        referenceURL = context.referenceURL
        contentLanguage = context.contentLanguage
        contentDate = CivilDate(milliseconds: context.listedAt)
        applicationDate = CivilDate(milliseconds: max(time, listing.heldUntil ?? 0))
        endDate = ruling.restrictedUntil.map { CivilDate(milliseconds: $0) }
        ean13 = context.ean13
        switch ruling.scope {
        case .listing, .product:
            visibility = [.removed]
            account = nil
            contentTypes = [.product]
        case .storefront:
            visibility = []
            account = ruling.restrictedUntil == nil ? .terminated : .suspended
            contentTypes = [.other]
            contentTypeOther = "storefront of a trader"
        }
        let isScreening = state.complaint.isFromScreening
        source =
            isScreening ? .voluntary : context.isTrustedFlagger ? .trustedFlagger : .article16
        isDetectedAutomatically = isScreening
        automation = ruling.isAutomatic ? .fully : ruling.score == nil ? .not : .partially
        let kind = context.right?.kind ?? state.complaint.ground.usualRight
        keywords = [kind.keyword]
        legalGround = kind.legalGround + ", right " + state.complaint.right.key
        explanation = Self.explanation(state.complaint.ground, kind)
        facts = Self.facts(of: state, ruling)
        let breaches = StatementRules.breaches(of: json)
        guard breaches.isEmpty else { throw .invalid(breaches) }
    }

    /// Digits of SHA-256: it says nothing of alliance, member or listing, and a decision of one listing
    /// has one for ever.
    package static func puid(of decision: EntryReference, place: Int) -> String {
        "touchstone-" + Digest.sha256(Array("reasons v1\n\(decision)#\(place)".utf8)).hex
    }

    private static func explanation(_ ground: Complaint.Ground, _ kind: Right.Kind) -> String {
        let found =
            switch ground {
            case .counterfeitFeatures: "the goods show features that only counterfeits have"
            case .testBuy: "goods bought there by way of trial were counterfeit"
            case .modelDoesNotExist: "the owner never made goods of this model"
            case .markInListing: "the offer uses the mark for goods that are not the owner's"
            case .design: "the goods have the protected appearance"
            case .copyright: "the offer uses the protected work"
            case .patent: "the goods use the protected invention"
            }
        return "A \(kind.name) is infringed: \(found), and the owner has not consented."
    }

    /// Counts, codes and dates only.
    private static func facts(of state: CaseState, _ ruling: ListingState.Ruling) -> String {
        let filed = state.time.milliseconds.map { " on \(CivilDate(milliseconds: $0))" } ?? ""
        let roles = Set(state.complaint.evidence.map(\.role.name)).sorted()
        var text =
            state.complaint.isFromScreening
            ? "Found by the platform's own screening\(filed)."
            : "Notice of the rights holder\(filed)."
        text += " Ground: \(state.complaint.ground.name)."
        text += " Evidence: " + (roles.isEmpty ? "none" : roles.joined(separator: ", ")) + "."
        text += " Reasons: " + ruling.reasons.joined(separator: ", ") + "."
        if let score = ruling.score {
            text += " Weighed by the table \(score.table): "
            text += score.contributions.map(\.feature).joined(separator: ", ") + "."
        }
        text += ruling.isAutomatic ? " Decided automatically." : " Decided by a person."
        // As the rules count them: what a reader takes for one character may be several.
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(StatementRules.factsCharactersMax)))
    }
}

extension Complaint.Ground {
    fileprivate var usualRight: Right.Kind {
        switch self {
        case .counterfeitFeatures, .testBuy, .modelDoesNotExist, .markInListing: .trademark
        case .design: .design
        case .copyright: .copyright
        case .patent: .patent
        }
    }
}

extension Right.Kind {
    fileprivate var keyword: DSAKeyword {
        switch self {
        case .trademark: .trademark
        case .design: .design
        case .copyright: .copyright
        case .patent: .patent
        }
    }

    /// For rights of the Union; of national rights the same is harmonised, but for patents.
    fileprivate var legalGround: String {
        switch self {
        case .trademark:
            "Regulation (EU) 2017/1001, article 9, or national law under Directive (EU) 2015/2436, article 10"
        case .design:
            "Regulation (EC) 6/2002, article 19, or national law under the directive on designs"
        case .copyright: "national law under Directive 2001/29/EC, articles 2 to 4"
        case .patent: "national patent law"
        }
    }
}
