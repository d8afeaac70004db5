package import AllianceNames
package import TransparencyLog

/// Two checkpoints that one log key signed and that cannot both be true.
///
/// It freezes the log and quarantines its author: it is a finding about a member, not an error.
/// A proof that travels (`GET /evidence`) is made from it.
package struct ForkFinding: Hashable, Sendable {
    package enum Contradiction: String, Hashable, Sendable, CaseIterable {
        /// Two roots for one size.
        case twoRoots = "two-roots"
        /// The larger tree does not begin with the smaller one.
        case notExtended = "not-extended"
    }

    package let origin: LogOrigin
    package let contradiction: Contradiction
    /// The one this node believed first.
    package let believed: CheckpointRecord
    /// The one that contradicts it.
    package let offered: CheckpointRecord
    /// The peer that showed it; nil when it came from the author's own store or a file.
    package let offeredBy: MemberID?
    /// When it was found, in milliseconds since 1970. No decision rests on it.
    package let foundAt: UInt64

    package init(
        origin: LogOrigin, contradiction: Contradiction, believed: CheckpointRecord,
        offered: CheckpointRecord, offeredBy: MemberID?, foundAt: UInt64
    ) {
        self.origin = origin
        self.contradiction = contradiction
        self.believed = believed
        self.offered = offered
        self.offeredBy = offeredBy
        self.foundAt = foundAt
    }

    /// What a fork proof that is kept says: of nothing else this node need know.
    /// - Throws: `TransparencyLogError` where the text is no fork proof any more.
    package init(recorded record: EvidenceRecord) throws(TransparencyLogError) {
        let proof = try ForkProof(parsing: record.text)
        let (smaller, larger) = (proof.smaller, proof.larger)
        self.init(
            origin: record.origin,
            contradiction: smaller.checkpoint.size == larger.checkpoint.size
                ? .twoRoots : .notExtended,
            believed: try CheckpointRecord(recorded: smaller.note.description),
            offered: try CheckpointRecord(recorded: larger.note.description),
            offeredBy: record.shownBy, foundAt: record.keptAt)
    }
}
