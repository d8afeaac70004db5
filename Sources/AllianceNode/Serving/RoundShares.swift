import AllianceNames

/// How long one round has worked for each member, so that who does not answer, or as slowly as may be, keeps those
/// behind it waiting for so long and no longer. A value.
struct RoundShares {
    /// After so many milliseconds what is left of a member's waits for the next round. What was begun is ended.
    static let millisecondsMax: UInt64 = 60_000

    private var spent: [MemberID: UInt64] = [:]

    /// Whether nothing more of a member's is to be begun.
    func isUsedUp(by member: MemberID) -> Bool {
        spent[member, default: 0] >= Self.millisecondsMax
    }

    /// - Parameters:
    ///   - begun: milliseconds since 1970, as the other. A clock that is set meanwhile has one round take longer, or less.
    mutating func add(_ member: MemberID, from begun: UInt64, to ended: UInt64) {
        let time = min(Self.millisecondsMax, ended - min(begun, ended))
        spent[member] = min(Self.millisecondsMax, spent[member, default: 0] + time)
    }
}
