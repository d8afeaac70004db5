package import AllianceNames

/// What a platform does about who complains without ground, or infringes, again and again, or that it ends what it did:
/// Regulation (EU) 2022/2065, article 23.
package struct MisuseMeasure: Hashable, Sendable {
    /// Against whom.
    package enum Party: Hashable, Sendable {
        case member(MemberID)
        /// That the author hosts.
        case account(String)
        case seller(Indicator)
    }

    /// From the mildest to the strictest.
    package enum Measure: UInt8, NamedCase, Comparable, Sendable {
        /// To a seller: what was found.
        case notice = 1
        case warning
        /// To a seller: no new listings.
        case restriction
        /// Complaints are not taken, or the shop is closed, for a time.
        case suspension
        case termination

        package var name: String {
            switch self {
            case .notice: "notice"
            case .warning: "warning"
            case .restriction: "restriction"
            case .suspension: "suspension"
            case .termination: "termination"
            }
        }

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// What was weighed: `unfounded` 12, `share-percent` 31.
    package struct Fact: Hashable, Sendable {
        package var code: String
        package var figure: Int

        package init(_ code: String, _ figure: Int) {
            self.code = code
            self.figure = figure
        }
    }

    package enum Act: Hashable, Sendable {
        /// Times in milliseconds since 1970; without an end it lasts, or is over at once.
        case taken(Measure, from: UInt64, until: UInt64?, facts: [Fact])
        /// An earlier measure ends.
        case lifted(EntryReference)
    }

    package static let factsMax = 16

    package var party: Party
    package var act: Act
    /// For the party to read: why, and how to object.
    package var text: String
    /// By a name that only the platform can resolve.
    package var reviewer: String
    package var unknownFields = UnknownFields()

    package init(against party: Party, _ act: Act, text: String, reviewer: String) {
        self.party = party
        self.act = act
        self.text = text
        self.reviewer = reviewer
    }

    init(wire: WireMisuseMeasure) throws(StatementError) {
        party = try Self.party(wire)
        act = try Self.act(wire)
        try FieldCheck.name(
            wire.text, "text of the measure", bytesMax: StatementLimits.textBytesMax)
        text = wire.text
        try FieldCheck.name(wire.reviewer, "reviewer", bytesMax: StatementLimits.wordBytesMax)
        reviewer = wire.reviewer
        unknownFields = UnknownFields(wire.unknownFields)
    }

    private static func party(_ wire: WireMisuseMeasure) throws(StatementError) -> Party {
        let named = [wire.member, wire.account, wire.seller].count { !$0.isEmpty }
        guard named > 0 else { throw .fieldMissing("party") }
        guard named == 1 else {
            throw .fieldForm(
                "party", found: "\(named) parties", expected: "a member, an account or a seller")
        }
        if !wire.member.isEmpty {
            do {
                return .member(try MemberID(parsing: wire.member))
            } catch {
                throw .name(error)
            }
        }
        if !wire.account.isEmpty {
            try FieldCheck.name(
                wire.account, "hosted account", bytesMax: StatementLimits.wordBytesMax)
            return .account(wire.account)
        }
        return .seller(try Indicator(wireType: wire.sellerType, value: wire.seller))
    }

    private static func act(_ wire: WireMisuseMeasure) throws(StatementError) -> Act {
        if wire.hasEnds {
            guard wire.measure == .unspecified, wire.fact.isEmpty else {
                throw .fieldForm(
                    "measure", found: "one that ends another",
                    expected: "a measure, or the end of one")
            }
            return .lifted(try EntryReference(wire: wire.ends, "measure that ends"))
        }
        let measure: Measure = try enumValue(
            wire.measure.rawValue, "measure", last: Measure.termination.rawValue)
        try FieldCheck.time(wire.fromMs, "beginning of the measure")
        let until = wire.hasUntilMs ? wire.untilMs : nil
        if let until { try FieldCheck.time(until, "end of the measure") }
        try FieldCheck.count(wire.fact.count, "fact", countMax: factsMax)
        var facts: [Fact] = []
        for fact in wire.fact {
            try FieldCheck.name(fact.code, "code of a fact", bytesMax: StatementLimits.wordBytesMax)
            try FieldCheck.range(fact.figure, "figure of a fact", 0...UInt64(Int32.max))
            facts.append(Fact(fact.code, Int(fact.figure)))
        }
        return .taken(measure, from: wire.fromMs, until: until, facts: facts)
    }

    var wire: WireMisuseMeasure {
        var wire = WireMisuseMeasure()
        switch party {
        case .member(let member): wire.member = member.rawValue
        case .account(let account): wire.account = account
        case .seller(let seller):
            wire.sellerType = UInt32(seller.type.rawValue)
            wire.seller = seller.value
        }
        switch act {
        case .taken(let measure, let from, let until, let facts):
            wire.measure = WireMisuseMeasureKind(rawValue: Int(measure.rawValue)) ?? .unspecified
            wire.fromMs = from
            if let until { wire.untilMs = until }
            wire.fact = facts.map { fact in
                var wire = WireMisuseFact()
                wire.code = fact.code
                wire.figure = UInt64(clamping: fact.figure)
                return wire
            }
        case .lifted(let measure): wire.ends = measure.wire
        }
        wire.text = text
        wire.reviewer = reviewer
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
