/// Which of the names that a text may have are judged: so many of all, and half of them of one owner at most, so that
/// nobody's many names use up a long text before another's is come to.
struct CandidateShares {
    /// Judged of one text.
    static let judgedMax = 65_536
    /// Of one owner, where there are several.
    private static let judgedOfOneMax = 32_768
    /// Judged before it is counted whose they are: texts have fewer that nobody has made names for.
    private static let uncountedMax = 1_024
    /// Passed over, since their owner has had its share. It costs a few nanoseconds, and once a spelling.
    private static let passedMax = 1_048_576

    private let hasSeveralOwners: Bool
    private var judged = 0
    private var passed = 0
    private var counts: [Int32: Int] = [:]
    /// Whether the last one was passed over.
    private var isPassing = false

    init(hasSeveralOwners: Bool) { self.hasSeveralOwners = hasSeveralOwners }

    /// - Returns: whether a name of this owner is to be judged, and then it counts.
    mutating func take(_ owner: Int32) -> Bool {
        isPassing = false
        guard judged < Self.judgedMax else { return false }
        if hasSeveralOwners, judged >= Self.uncountedMax {
            let count = counts[owner, default: 0]
            guard count < Self.judgedOfOneMax else {
                passed += 1
                isPassing = true
                return false
            }
            counts[owner] = count + 1
        }
        judged += 1
        return true
    }

    /// Where to go on behind the last one.
    var onward: Automaton.Onward {
        if judged >= Self.judgedMax || passed >= Self.passedMax { return .nowhere }
        return isPassing ? .nextOwner : .next
    }
}
