extension Script {
    /// What it does with the vowels of a foreign name.
    var vowels: PhoneCosts.Vowels {
        switch self {
        case .arabic, .hebrew, .devanagari: .omitted
        case .kana, .hangul: .added
        case .han: .approximated
        default: .written
        }
    }

    /// How far apart two may sound, settled on the tuning half of the brands (docs/recognition.md).
    var soundLimits: SoundWalk.Limits {
        switch self {
        case .han: .init(distanceMax: 0.1, weightMin: 300, ratioMin: 0.7, slack: 12)
        case .kana: .init(distanceMax: 0.2, weightMin: 235, ratioMin: 0.7, slack: 12)
        case .hangul, .thai: .init(distanceMax: 0.24, weightMin: 235, ratioMin: 0.66, slack: 12)
        case .arabic, .hebrew:
            .init(distanceMax: 0.14, weightMin: 235, ratioMin: 0.62, slack: 12)
        default: .init(distanceMax: 0.17, weightMin: 235, ratioMin: 0.75, slack: 12)
        }
    }

    /// Where a name stands among other words and has to be clearer: most walks that cannot become one end early.
    /// What has few vowels is short, and dear at its beginning.
    var soundLimitsAmongOthers: SoundWalk.Limits {
        var limits = soundLimits
        guard vowels != .omitted else { return limits }
        limits.pace = 0.6
        limits.slack += 4
        return limits
    }

    /// What the beginning of a word may cost on top: Greek has no other letter for sh than its s.
    func slack(beginningWith code: UInt8) -> Int32 {
        self == .greek && code == Phone.code(Phone.letter("s")) ? 4 : 0
    }

    /// Of Han within a longer run.
    static let soundLimitsOfPart = SoundWalk.Limits(
        distanceMax: 0.03, weightMin: 335, ratioMin: 0.75, slack: 10)
}
