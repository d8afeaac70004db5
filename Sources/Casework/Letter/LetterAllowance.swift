package import AllianceNames

/// How often a member may ask to send something: each costs a signature, and what comes of it some room on
/// the disk. In memory: a node that begins again has forgotten, which costs it one more hour's letters.
package struct LetterAllowance: Sendable {
    package static let hourMilliseconds: UInt64 = 3_600_000
    package static let ofOneMemberInHourMax = 120

    private var begun: [MemberID: (at: UInt64, count: Int)] = [:]

    package init() {}

    /// - Parameter now: milliseconds since 1970.
    /// - Throws: `tooMany`.
    package mutating func take(_ member: MemberID, at now: UInt64) throws(LetterError) {
        var window = begun[member] ?? (now, 0)
        if now < window.at || now - window.at >= Self.hourMilliseconds { window = (now, 0) }
        guard window.count < Self.ofOneMemberInHourMax else { throw .tooMany(of: member) }
        window.count += 1
        begun[member] = window
    }
}
