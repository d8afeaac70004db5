/// What is decided of a complaint, listing by listing; or of an objection, where it answers one. To
/// take down there says that the listing goes or stays down, to refuse that it stays or comes back.
package struct ComplaintDecision: Hashable, Sendable {
    package enum Verdict: UInt8, NamedCase, Sendable {
        case takeDown = 1
        case refuse
        /// With what to mend.
        case `return`

        package var name: String {
            switch self {
            case .takeDown: "take-down"
            case .refuse: "refuse"
            case .return: "return"
            }
        }
    }

    /// What is taken down.
    package enum Scope: UInt8, NamedCase, Sendable {
        case listing = 1
        case product
        case storefront

        package var name: String {
            switch self {
            case .listing: "listing"
            case .product: "product"
            case .storefront: "storefront"
            }
        }
    }

    package enum Maker: Hashable, Sendable {
        case automatic
        /// By a name that only the platform can resolve, and the same for the same person.
        case person(String)
    }

    /// One verdict, for the listings that it is the same for.
    package struct Part: Hashable, Sendable {
        package static let reasonsMax = 16

        /// Places from 0, ascending; at least one.
        package var listings: [Int]
        package var verdict: Verdict
        package var scope: Scope
        /// Codes: of the checks that failed, or of the platform's own list.
        package var reasons: [String]
        package var explanation: String
        package var score: DisclosedScore?
        /// Milliseconds since 1970; nil for a restriction without an end.
        package var restrictedUntil: UInt64?
        package var unknownFields = UnknownFields()

        package init(
            listings: [Int], verdict: Verdict, scope: Scope = .listing, reasons: [String],
            explanation: String = "", score: DisclosedScore? = nil, restrictedUntil: UInt64? = nil
        ) {
            self.listings = listings
            self.verdict = verdict
            self.scope = scope
            self.reasons = reasons
            self.explanation = explanation
            self.score = score
            self.restrictedUntil = restrictedUntil
        }
    }

    package var complaint: EntryReference
    /// The objection that it decides.
    package var answers: EntryReference?
    package var parts: [Part]
    package var maker: Maker
    package var unknownFields = UnknownFields()

    package init(
        of complaint: EntryReference, answering objection: EntryReference? = nil, parts: [Part],
        maker: Maker
    ) {
        self.complaint = complaint
        answers = objection
        self.parts = parts
        self.maker = maker
    }

    init(wire: WireDecision) throws(StatementError) {
        complaint = try EntryReference(wire: wire.complaint, "complaint")
        answers = wire.hasAnswers ? try EntryReference(wire: wire.answers, "objection") : nil
        let madeBy = wire.madeBy.rawValue
        switch madeBy {
        case 0: throw .fieldMissing("maker of the decision")
        case 1:
            guard wire.reviewer.isEmpty else {
                throw .fieldForm(
                    "reviewer", found: String(wire.reviewer.prefix(80)),
                    expected: "empty, as the decision is automatic")
            }
            maker = .automatic
        case 2:
            try FieldCheck.name(
                wire.reviewer, "reviewer", bytesMax: StatementLimits.wordBytesMax)
            maker = .person(wire.reviewer)
        default:
            throw .fieldRange(
                "maker of the decision", found: UInt64(clamping: madeBy), accepted: 1...2)
        }
        guard !wire.verdict.isEmpty else { throw .fieldMissing("verdict") }
        try FieldCheck.count(wire.verdict.count, "verdict", countMax: Complaint.listingsMax)
        parts = []
        var seen: Set<Int> = []
        for part in wire.verdict {
            let part = try Part(wire: part)
            for place in part.listings where !seen.insert(place).inserted {
                throw .fieldForm(
                    "listing", found: "\(place)", expected: "a place with one verdict")
            }
            if answers != nil, part.verdict == .return {
                throw .fieldForm(
                    "verdict", found: part.verdict.name,
                    expected: "take-down or refuse, as it answers an objection")
            }
            parts.append(part)
        }
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireDecision {
        var wire = WireDecision()
        wire.complaint = complaint.wire
        if let answers { wire.answers = answers.wire }
        wire.verdict = parts.map(\.wire)
        switch maker {
        case .automatic: wire.madeBy = .automatic
        case .person(let reviewer):
            wire.madeBy = .person
            wire.reviewer = reviewer
        }
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

extension ComplaintDecision.Part {
    init(wire: WireListingVerdict) throws(StatementError) {
        listings = try ListingPlaces.read(wire.listing)
        guard !listings.isEmpty else { throw .fieldMissing("listing of a verdict") }
        verdict = try enumValue(
            wire.verdict.rawValue, "verdict", last: ComplaintDecision.Verdict.return.rawValue)
        if verdict == .takeDown {
            scope = try enumValue(
                wire.scope.rawValue, "scope of the restriction",
                last: ComplaintDecision.Scope.storefront.rawValue)
        } else {
            scope = .listing
        }
        guard !wire.reason.isEmpty else { throw .fieldMissing("reason") }
        try FieldCheck.count(wire.reason.count, "reason", countMax: Self.reasonsMax)
        for reason in wire.reason {
            try FieldCheck.name(reason, "reason", bytesMax: StatementLimits.wordBytesMax)
        }
        reasons = wire.reason
        try FieldCheck.text(wire.explanation, "explanation")
        explanation = wire.explanation
        score = wire.hasScore ? try DisclosedScore(wire: wire.score) : nil
        restrictedUntil = wire.hasRestrictedUntilMs ? wire.restrictedUntilMs : nil
        try FieldCheck.time(restrictedUntil ?? 0, "end of the restriction")
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireListingVerdict {
        var wire = WireListingVerdict()
        wire.listing = ListingPlaces.wire(listings)
        wire.verdict = WireVerdict(rawValue: Int(verdict.rawValue)) ?? .unspecified
        if verdict == .takeDown {
            wire.scope = WireRestrictionScope(rawValue: Int(scope.rawValue)) ?? .unspecified
        }
        wire.reason = reasons
        wire.explanation = explanation
        if let score { wire.score = score.wire }
        if let restrictedUntil { wire.restrictedUntilMs = restrictedUntil }
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
