/// What was done to a character so that it reads as it does.
struct CharacterFlags: OptionSet, Sendable {
    let rawValue: UInt16

    static let compatibility = Self(rawValue: 1)
    static let decoration = Self(rawValue: 2)
    static let confusable = Self(rawValue: 4)
    static let scriptVariant = Self(rawValue: 8)
    /// A digit or sign that stands for a letter.
    static let leetspeak = Self(rawValue: 16)
    /// A sign that stands for a letter, and may as well be a sign.
    static let sign = Self(rawValue: 32)
    static let invisible = Self(rawValue: 64)

    var rules: RuleSet {
        var rules: RuleSet = []
        if contains(.compatibility) { rules.insert(.compatibility) }
        if contains(.decoration) { rules.insert(.decoration) }
        if contains(.confusable) { rules.insert(.confusable) }
        if contains(.scriptVariant) { rules.insert(.scriptVariant) }
        if contains(.leetspeak) { rules.insert(.leetspeak) }
        if contains(.invisible) { rules.insert(.invisible) }
        return rules
    }
}
