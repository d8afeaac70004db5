package import AllianceNames
import CRDT
package import MergedView
package import Replication
package import Roster
package import Statements
package import TransparencyLog

/// A bundle that holds: who said what is proved from the authority's key on. Only
/// `EvidenceBundle.judged(trusting:)` makes one.
///
/// It proves who said something and since when it was said, not that it is true, and not that nobody said
/// more.
package struct VerifiedBundle: Sendable {
    package let bundle: EvidenceBundle
    /// The newest version in the bundle.
    package let roster: VerifiedRoster
    /// In the order of the bundle.
    package let statements: [VerifiedStatement]

    init(bundle: EvidenceBundle, roster: VerifiedRoster, statements: [VerifiedStatement]) {
        self.bundle = bundle
        self.roster = roster
        self.statements = statements
    }

    package var manifest: BundleManifest { bundle.manifest }

    package var makerName: String { name(manifest.making.member) }

    package func name(_ member: MemberID) -> String {
        roster.member(member)?.name ?? member.rawValue
    }

    /// The register had run out when the bundle was made: a newer one may say otherwise.
    package var isRegisterExpired: Bool { roster.isExpired(at: manifest.making.at) }

    /// The capture with these bytes, by its digest.
    package func capture(_ digest: Digest) -> Capture? {
        manifest.captures.first { $0.digest == digest }
    }
}

/// A statement of a bundle that holds.
package struct VerifiedStatement: Sendable {
    package enum Content: Sendable {
        case said(Statement)
        /// Salt and payload are gone, by certificate.
        case erased(ErasureCertificate.Reason, at: UTCTimestamp)
        /// Of a kind or form that is not known here: what it says is kept, and not told.
        case unreadable(String)
    }

    /// In the bundle, from 1.
    package let number: Int
    package let dot: StatementDot
    package let kind: EntryKind?
    /// Milliseconds since 1970 by the author's own clock; nil where the entry is of a form that is not known here.
    package let issuedAt: UInt64?
    package let content: Content
    package let leaf: Digest
    /// Entries in the log that the proof is of.
    package let size: TreeSize
    /// Since when a quorum of witnesses vouches that it was said, in seconds since 1970; nil while it waits.
    package let confirmedAt: UInt64?
    /// Names of the witnesses that did.
    package let witnesses: [String]
    package let standing: Standing
    /// Statements of the bundle that take it back, by number.
    package let takenBackBy: [Int]

    package var member: MemberID { dot.log.member }
}
