/// The way on which millions of assertions are folded: read straight from the payload's bytes.
extension IndicatorAssertion {
    /// Gives exactly what `init(wire:)` gives, or nil, where that one decides: unknown fields, wrong
    /// wire types, and whatever is refused.
    init?(fast payload: UnsafeRawBufferPointer) {
        var reader = WireReader(payload)
        var type: UInt64 = 0
        var value = ""
        var basis: UInt64 = 0
        var confidence: UInt64 = 0
        var tlp: UInt64 = 0
        var firstSeen: UInt64?
        var lastSeen: UInt64?
        var validUntil: UInt64?
        var naturalPerson: Bool?
        var marketplace = ""
        var marks: [String] = []
        var legalBasis = ""
        var note = ""
        while !reader.isAtEnd {
            guard let tag = reader.tag() else { return nil }
            switch tag {
            case 1 << 3, 3 << 3, 4 << 3, 5 << 3, 6 << 3, 7 << 3, 8 << 3, 9 << 3:
                guard let number = reader.varint() else { return nil }
                switch tag >> 3 {
                case 1: type = number
                case 3: basis = number
                case 4: confidence = number
                case 5: tlp = number
                case 6: firstSeen = number
                case 7: lastSeen = number
                case 8: validUntil = number
                default: naturalPerson = number != 0
                }
            case 2 << 3 | 2, 10 << 3 | 2, 11 << 3 | 2, 12 << 3 | 2, 13 << 3 | 2:
                guard let text = reader.string() else { return nil }
                switch tag >> 3 {
                case 2: value = text
                case 10: marketplace = text
                case 11: marks.append(text)
                case 12: legalBasis = text
                default: note = text
                }
            default: return nil
            }
        }
        guard let rawType = UInt8(exactly: type), let type = IndicatorType(rawValue: rawType),
            let rawBasis = UInt8(exactly: basis), let basis = Basis(rawValue: rawBasis),
            let rawTLP = UInt8(exactly: tlp), let tlp = TLP(rawValue: rawTLP),
            let indicator = try? Indicator(type, parsing: value)
        else { return nil }
        self.init(
            indicator: indicator, basis: basis, confidence: Int(clamping: confidence), tlp: tlp,
            firstSeen: firstSeen, lastSeen: lastSeen, validUntil: validUntil,
            naturalPerson: naturalPerson, marketplace: marketplace.isEmpty ? nil : marketplace,
            marks: marks, legalBasis: legalBasis.isEmpty ? nil : legalBasis,
            note: note.isEmpty ? nil : note)
        do { try check() } catch { return nil }
    }
}
