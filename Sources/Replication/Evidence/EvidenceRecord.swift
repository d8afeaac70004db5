package import AllianceNames
package import TransparencyLog

/// A piece of evidence as a store keeps it and peers hand it on: verified before it was recorded, in
/// the text that anybody can verify again.
///
/// Of each key the first piece is kept. What matters is that there is evidence, and two fork proofs of
/// one log say the same; so nobody can fill a disk with evidence.
package struct EvidenceRecord: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A `ForkProof`: for every member of the alliance.
        case fork
        /// An erasure certificate: for the readers of the log's channel, and for those who were: they may
        /// hold what it erases.
        case erasure
    }

    package let kind: Kind
    /// The log that it is about.
    package let origin: LogOrigin
    /// What it is evidence of, within its kind.
    package let subject: String
    package let text: String
    /// The peer that showed it; nil for what was made here.
    package let shownBy: MemberID?
    /// Milliseconds since 1970 by this node's clock, for people to read.
    package let keptAt: UInt64

    /// - Throws: `NameError` where the proof is of something that is no log of an alliance.
    package init(
        fork: VerifiedForkProof, shownBy: MemberID?, keptAt: UInt64
    ) throws(NameError) {
        self.init(
            recorded: .fork, origin: try LogOrigin(parsing: fork.origin), subject: fork.origin,
            text: fork.proof.description, shownBy: shownBy, keptAt: keptAt)
    }

    /// Reads a record back from where it was kept.
    package init(
        recorded kind: Kind, origin: LogOrigin, subject: String, text: String, shownBy: MemberID?,
        keptAt: UInt64
    ) {
        self.kind = kind
        self.origin = origin
        self.subject = subject
        self.text = text
        self.shownBy = shownBy
        self.keptAt = keptAt
    }

    /// Whether it is for somebody who reads `channels`, or has read them.
    package func isFor(readersOf channels: Set<ChannelID>) -> Bool {
        audience.map(channels.contains) ?? true
    }

    /// The channel whose readers, also former ones, get it; nil for everybody in the alliance.
    package var audience: ChannelID? {
        switch kind {
        case .fork: nil
        case .erasure: origin.channel
        }
    }
}

/// A piece of evidence with its place in the order in which a store took them, from 1.
package struct NumberedEvidence: Hashable, Sendable {
    package let number: UInt64
    package let record: EvidenceRecord

    package init(number: UInt64, record: EvidenceRecord) {
        self.number = number
        self.record = record
    }
}
