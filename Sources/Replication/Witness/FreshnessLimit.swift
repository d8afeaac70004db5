package import AllianceNames
package import Roster
package import TransparencyLog

/// Up to when the cosignatures of a log's author count. A later one was made by a clock that was ahead,
/// of whoever signed or looks; it must not stand in the way of those that follow once that is set right.
package struct FreshnessLimit: Sendable {
    private let author: [VerifierKey]
    /// Seconds since 1970.
    private let latest: UInt64

    /// - Parameter now: of this node's clock, in seconds since 1970.
    package init(of origin: LogOrigin, in roster: VerifiedRoster, at now: UInt64) {
        self.init(author: roster.cosignerKeys(of: origin.member), at: now)
    }

    /// - Parameter author: the author's cosigner keys.
    package init(author: [VerifierKey], at now: UInt64) {
        self.author = author
        latest = now + Freshness.clockSkewMax
    }

    /// Whether the line is one of the author's from beyond. Lines of witnesses never are: the median of
    /// a quorum bears a clock that is ahead.
    package func isAhead(_ line: NoteSignature) -> Bool {
        guard let time = line.cosignedAt, time > latest else { return false }
        return author.contains { $0.isClaimed(by: line) }
    }

    /// The time of the author's newest line that counts.
    package func newest(in checkpoint: CosignedCheckpoint) -> UInt64? {
        checkpoint.cosignatures.filter { line in
            line.time <= latest && author.contains { $0.isClaimed(by: line.signature) }
        }.map(\.time).max()
    }
}
