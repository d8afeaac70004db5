/// The Bidi rule for labels of a name that holds right-to-left characters (RFC 5893, section 2), so
/// that its characters are displayed in an order that says what it is.
enum BidiRule {
    static func isRightToLeft(_ label: [UInt32]) -> Bool {
        label.contains { scalar in
            let bidiClass = bidiClass(scalar)
            return bidiClass == .rightToLeft || bidiClass == .arabicLetter
                || bidiClass == .arabicNumber
        }
    }

    static func check(_ label: [UInt32]) throws(Refusal) {
        guard holds(label.map(bidiClass)) else {
            throw Refusal(
                "bidi", "a label mixes characters of both writing directions (RFC 5893)")
        }
    }

    private static func bidiClass(_ scalar: UInt32) -> BidiClass {
        BidiClass(rawValue: UnicodeTables.shared.bidiClass[scalar]) ?? .other
    }

    private static func holds(_ classes: [BidiClass]) -> Bool {
        guard let last = classes.last(where: { $0 != .nonspacingMark }) else { return false }
        let neutral: Set<BidiClass> = [
            .europeanNumber, .europeanSeparator, .commonSeparator, .europeanTerminator,
            .otherNeutral, .boundaryNeutral, .nonspacingMark,
        ]
        switch classes[0] {
        case .rightToLeft, .arabicLetter:
            let allowed = neutral.union([.rightToLeft, .arabicLetter, .arabicNumber])
            let ends: Set<BidiClass> = [
                .rightToLeft, .arabicLetter, .europeanNumber, .arabicNumber,
            ]
            return classes.allSatisfy(allowed.contains) && ends.contains(last)
                && !(classes.contains(.europeanNumber) && classes.contains(.arabicNumber))
        case .leftToRight:
            return classes.allSatisfy { $0 == .leftToRight || neutral.contains($0) }
                && (last == .leftToRight || last == .europeanNumber)
        default:
            return false
        }
    }
}
