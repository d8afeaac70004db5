/// An intellectual property right, said by its owner: what complaints rest on, and where the names
/// of a mark in every language come from.
package struct Right: Hashable, Sendable {
    package enum Kind: UInt8, NamedCase, Sendable {
        case trademark = 1
        case design
        case copyright
        case patent

        package var name: String {
            switch self {
            case .trademark: "trademark"
            case .design: "design"
            case .copyright: "copyright"
            case .patent: "patent"
            }
        }
    }

    /// Of the Nice Classification.
    package static let niceClasses: ClosedRange<Int> = 1...45

    package var kind: Kind
    /// The registering office, by its two letters in WIPO ST.3: `EM`, `US`, `WO`.
    package var office: String
    /// As the office writes it.
    package var registrationNumber: String
    /// The mark's text or the work's title.
    package var title: String
    /// Where it holds, by WIPO ST.3.
    package var jurisdictions: [String]
    package var niceClasses: [Int]
    /// Milliseconds since 1970.
    package var validFrom: UInt64?
    package var validUntil: UInt64?
    package var aliases: [LocalizedName]
    package var unknownFields = UnknownFields()

    package init(
        kind: Kind, office: String, registrationNumber: String, title: String,
        jurisdictions: [String], niceClasses: [Int] = [], validFrom: UInt64? = nil,
        validUntil: UInt64? = nil, aliases: [LocalizedName] = []
    ) {
        self.kind = kind
        self.office = office
        self.registrationNumber = registrationNumber
        self.title = title
        self.jurisdictions = jurisdictions
        self.niceClasses = niceClasses
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.aliases = aliases
    }

    /// What two statements about one right share: `EM/018012345`. Of the number only ASCII letters
    /// (as capitals) and digits count, since offices and people set spaces, commas, slashes and
    /// hyphens differently.
    package var key: String { Self.key(office: office, registrationNumber: registrationNumber) }

    package static func key(office: String, registrationNumber: String) -> String {
        office + "/" + significant(registrationNumber)
    }

    private static func significant(_ number: String) -> String {
        String(
            decoding: number.utf8.lazy.filter(isAlphanumericASCII).map {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 0x20 : $0
            }, as: UTF8.self)
    }

    init(wire: WireRight) throws(StatementError) {
        kind = try enumValue(wire.kind.rawValue, "kind of right", last: Kind.patent.rawValue)
        try FieldCheck.countryCode(wire.office, "office")
        try FieldCheck.name(
            wire.registrationNumber, "registration number", bytesMax: StatementLimits.wordBytesMax)
        guard !Self.significant(wire.registrationNumber).isEmpty else {
            throw .fieldForm(
                "registration number", found: wire.registrationNumber,
                expected: "a number with at least one digit or Latin letter")
        }
        try FieldCheck.name(wire.title, "title")
        try FieldCheck.count(wire.jurisdiction.count, "jurisdiction")
        for code in wire.jurisdiction { try FieldCheck.countryCode(code, "jurisdiction") }
        try FieldCheck.count(
            wire.niceClass.count, "Nice class", countMax: Self.niceClasses.count)
        for number in wire.niceClass {
            try FieldCheck.range(
                UInt64(number), "Nice class",
                UInt64(Self.niceClasses.lowerBound)...UInt64(Self.niceClasses.upperBound))
        }
        office = wire.office
        registrationNumber = wire.registrationNumber
        title = wire.title
        jurisdictions = wire.jurisdiction
        niceClasses = wire.niceClass.map { Int($0) }
        validFrom = wire.hasValidFromMs ? wire.validFromMs : nil
        validUntil = wire.hasValidUntilMs ? wire.validUntilMs : nil
        try FieldCheck.time(validFrom ?? 0, "valid from")
        try FieldCheck.time(validUntil ?? 0, "valid until")
        try FieldCheck.count(wire.alias.count, "alias")
        aliases = []
        for alias in wire.alias { aliases.append(try LocalizedName(wire: alias)) }
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireRight {
        var wire = WireRight()
        wire.kind = WireRightKind(rawValue: Int(kind.rawValue)) ?? .unspecified
        wire.office = office
        wire.registrationNumber = registrationNumber
        wire.title = title
        wire.jurisdiction = jurisdictions
        wire.niceClass = niceClasses.map { UInt32(clamping: $0) }
        if let validFrom { wire.validFromMs = validFrom }
        if let validUntil { wire.validUntilMs = validUntil }
        wire.alias = aliases.map(\.wire)
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
