package import AllianceNames

/// A published set of serial numbers with its key, ready to be asked on the owner's behalf.
package struct HeldSnapshot: Sendable {
    /// That a number is in the set says that it was issued. It says so of the day of publication, and
    /// nothing of what became of the item since, so it weighs less than the owner's own word (90).
    package static let confidenceOfHit = 60

    /// What a set says of one number.
    package enum Word: Hashable, Sendable {
        /// Issued by the owner, but for one chance in 2²⁴.
        case issued
        /// Not in the set: issued later, withdrawn, or never. Nothing follows from it.
        case absent
        /// The set is past its time and says nothing.
        case expired
    }

    /// Who published it.
    package let owner: MemberID
    /// Milliseconds since 1970; the author's time of publication.
    package let issuedAt: UInt64
    /// Milliseconds since 1970; at this time it is expired.
    package let expiresAt: UInt64
    /// The statement that it rests on, as `<origin> <index>`.
    package let evidence: String
    private let contains: @Sendable (String) -> Bool

    /// - Parameter contains: whether the set holds a serial number of the product; false for ever once
    ///   the file is erased.
    package init(
        owner: MemberID, issuedAt: UInt64, expiresAt: UInt64, evidence: String,
        contains: @escaping @Sendable (String) -> Bool
    ) {
        self.owner = owner
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.evidence = evidence
        self.contains = contains
    }

    package func isExpired(at now: UInt64) -> Bool { now >= expiresAt }

    package func word(on serial: String, at now: UInt64) -> Word {
        guard !isExpired(at: now) else { return .expired }
        return contains(serial) ? .issued : .absent
    }

    /// What the set contributes to a judgement, the owner's silence being told by another reason. A
    /// question without a number gets nothing. Never a suspicion, whatever the set says.
    package func findings(on serial: String?, at now: UInt64) -> [Finding] {
        guard let serial else { return [] }
        return switch word(on: serial, at: now) {
        case .issued:
            [
                Finding(.serialIssued, .genuine, confidence: Self.confidenceOfHit),
                Finding(.answeredFromSnapshot),
            ]
        case .absent: [Finding(.answeredFromSnapshot)]
        case .expired: [Finding(.snapshotExpired)]
        }
    }
}
