/// What an answer comes to. In the order of how much it worries.
package enum Verdict: String, CaseIterable, Comparable, Sendable {
    /// Nothing found. It is never a sign of a fake.
    case unknown
    case genuine
    case caution
    case counterfeitSuspected

    /// In the desk's words.
    package var sentence: String {
        switch self {
        case .genuine:
            "number issued by the brand (this is not proof of the object: a number can be copied)"
        case .caution:
            "take care: read the reasons before you buy, sell or release it"
        case .counterfeitSuspected:
            "signs of a counterfeit: have the object itself examined"
        case .unknown:
            "cannot be confirmed; no sign of a fake"
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .unknown: 0
        case .genuine: 1
        case .caution: 2
        case .counterfeitSuspected: 3
        }
    }
}
