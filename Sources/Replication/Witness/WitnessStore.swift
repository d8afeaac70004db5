package import AllianceNames
package import Roster
package import TransparencyLog

/// What a node keeps as a witness of others, and of others as witnesses of logs that it holds. Part of
/// the record: `LogStore`'s promises on blocking, durability and concurrency hold here too.
package protocol WitnessStore: WitnessRecords {
    // MARK: Cosignatures of logs held here

    /// Joins cosignatures with those that are known of the same checkpoint. Of one log the newest
    /// checkpoints that have any are kept, as many as `cosignedKept` says; of one with extension lines
    /// nothing is (`CosignedCheckpoint.isPlain`).
    ///
    /// - Parameter limit: known lines from beyond it give way to others of the same cosigner.
    /// - Returns: whether anything is new.
    /// - Throws: `LogStoreError.unknownLog`; `.beyondHeld` for a checkpoint of more entries than are
    ///   held, which may come again later; `.rootDiffers` where the entries held have another root;
    ///   `.otherOrigin`.
    @discardableResult
    func keep(
        _ cosigned: CosignedCheckpoint, of origin: LogOrigin, limit: FreshnessLimit?,
        durability: WriteDurability
    ) throws -> Bool

    /// The checkpoints of a log that have lines of at least `cosigners` cosigners, largest first, of
    /// fewer than `size` entries, at most `limit` of them.
    func cosigned(
        of origin: LogOrigin, cosigners: Int, below size: TreeSize, limit: Int
    ) throws -> [CosignedCheckpoint]

    /// The checkpoints of a log that have lines of at least `cosigners` cosigners and got one since
    /// `cosignedChanges` had a number for the log, in no order.
    func cosigned(
        of origin: LogOrigin, cosigners: Int, changedAfter change: UInt64
    ) throws -> [CosignedCheckpoint]

    /// The cosigned checkpoint of exactly that size.
    func cosigned(of origin: LogOrigin, size: TreeSize) throws -> CosignedCheckpoint?

    /// How often cosignatures of each log came in, for whoever wants to look only at what is new.
    func cosignedChanges() throws -> [LogOrigin: UInt64]

    // MARK: Own logs

    /// Keeps that somebody contradicts what this member signed. Of one log, member and kind one claim
    /// is kept: it stays as it is, also where a person has set it aside, until another is news after it
    /// (`OwnLogClaim.isNews`), which takes its place and is not set aside.
    /// - Returns: whether it is news.
    @discardableResult
    func record(_ claim: OwnLogClaim) throws -> Bool

    /// By log and member.
    func ownLogClaims() throws -> [OwnLogClaim]

    /// A person has looked at the claims about a log: they no longer keep it from being signed.
    func setAside(claimsAbout origin: LogOrigin) throws

    /// When a log of this member was last compared with what others hold, in ms since 1970, and under
    /// which start of the machine.
    func ownLogComparison(of origin: LogOrigin) throws -> OwnLogComparisonRecord?
    func record(_ comparison: OwnLogComparisonRecord, of origin: LogOrigin) throws
}

/// Checkpoints with cosignatures of one log that are kept for sure; nil where all are: the clocks of a desk
/// go by their times, and that it was in time is to be shown years later.
package func cosignedKept(of origin: LogOrigin) -> Int? {
    origin.channel.isDesk ? nil : cosignedKeptOfMost
}
package let cosignedKeptOfMost = 4_096

extension WitnessStore {
    /// For lines that no author's are among.
    @discardableResult
    package func keep(
        _ cosigned: CosignedCheckpoint, of origin: LogOrigin, durability: WriteDurability
    ) throws -> Bool {
        try keep(cosigned, of: origin, limit: nil, durability: durability)
    }

    package func cosigned(of origin: LogOrigin) throws -> [CosignedCheckpoint] {
        try cosigned(of: origin, cosigners: 1, below: .max, limit: .max)
    }

    /// The largest checkpoint of a log that has a quorum.
    package func witnessedCheckpoint(
        of origin: LogOrigin, by policy: WitnessPolicy
    ) throws -> CosignedCheckpoint? {
        var below = TreeSize.max
        while true {
            let page = try cosigned(
                of: origin, cosigners: policy.quorum, below: below, limit: cosignedPage)
            if let found = page.first(where: { policy.time(of: $0) != nil }) { return found }
            guard page.count == cosignedPage, let last = page.last else { return nil }
            below = last.size
        }
    }

    /// What a node serves of a log: its newest checkpoint with the cosignatures that are known, and
    /// beside it, where that has no quorum, the largest that has one.
    package func servedNotes(
        of origin: LogOrigin, _ served: CheckpointRecord, in roster: VerifiedRoster
    ) throws -> (note: String, witnessed: String?) {
        let policy = roster.witnessPolicy(for: origin)
        let author = roster.cosignerKeys(of: origin.member)
        let newest = try cosigned(of: origin, size: served.size)
        let note =
            newest.flatMap {
                // Also where the log's author signed another text of the same root.
                $0.root == served.root ? $0.servedNote(fresh: author) : nil
            } ?? Self.bare(served, key: roster.logKey(for: origin))
        guard newest.flatMap({ policy.time(of: $0) }) == nil,
            let witnessed = try witnessedCheckpoint(of: origin, by: policy),
            witnessed.size < served.size
        else { return (note, nil) }
        return (note, witnessed.servedNote(fresh: author))
    }

    /// The log's line alone: what else a peer put into the note has not been verified.
    private static func bare(_ record: CheckpointRecord, key: VerifierKey?) -> String {
        guard let key,
            let verified = try? SignedCheckpoint(parsing: record.noteText).verified(by: key)
        else { return record.noteText }
        return CosignedCheckpoint(verified, cosigners: []).noteText
    }

    /// How far a log is witnessed, and since when.
    package func witnessedPrefix(
        of origin: LogOrigin, by policy: WitnessPolicy
    ) throws -> WitnessedPrefix {
        policy.prefix(
            of: try cosigned(
                of: origin, cosigners: policy.quorum, below: .max, limit: .max))
    }
}

/// Read at a time while a quorum is looked for: nearly always the first has it.
private let cosignedPage = 16

/// Somebody's word that more, or something else, was signed with this member's log key than this node
/// knows of: its key is in other hands, or it was restored from an old backup. While it stands, the
/// log is not signed on.
package struct OwnLogClaim: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable, Comparable {
        /// A larger tree than is held here.
        case ahead
        /// Another history.
        case differs

        package static func < (left: Self, right: Self) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    package let origin: LogOrigin
    package let claimedBy: MemberID
    package let kind: Kind
    /// The size of the tree that is claimed, at most `treeSizeMax`; of another history that nobody
    /// shows, that of this member's own checkpoint that was refused.
    package let size: TreeSize
    /// The checkpoint of another history with this member's own signature; nil where the claim is a
    /// mere word.
    package let proof: CheckpointRecord?
    /// Milliseconds since 1970 by this node's clock.
    package let at: UInt64
    /// A person has looked at it.
    package var isSetAside: Bool

    package init(
        origin: LogOrigin, claimedBy: MemberID, kind: Kind, size: TreeSize, at: UInt64,
        proof: CheckpointRecord? = nil, isSetAside: Bool = false
    ) {
        precondition(proof == nil || kind == .differs, "a proof is of another history")
        self.origin = origin
        self.claimedBy = claimedBy
        self.kind = kind
        self.size = min(size, treeSizeMax)
        self.at = at
        self.proof = proof
        self.isSetAside = isSetAside
    }

    /// Whether this says what is not said by the claim of the same kind about the same log that is kept
    /// of the same member. What a person has set aside says nothing of another claim.
    ///
    /// A larger tree than before is news, and any other than one that was set aside. Of another history
    /// the first proof is news, and another one after that was set aside; a mere word is the same word
    /// at whatever size, since its size is that of what this member goes on to sign.
    package func isNews(after known: OwnLogClaim?) -> Bool {
        guard let known else { return true }
        switch kind {
        case .ahead: return size > known.size || known.isSetAside && size != known.size
        case .differs:
            guard let proof else { return false }
            guard let before = known.proof else { return true }
            return known.isSetAside && proof.checkpoint != before.checkpoint
        }
    }

    /// Whether somebody has to look at it: not what was set aside, nor what is said of a log that the
    /// register has ended, in which nothing is signed any more.
    package func stands(by roster: VerifiedRoster) -> Bool {
        !isSetAside && (roster.log(origin)?.scope ?? .open) == .open
    }

    /// Whether the log must not be signed on while `held` entries of it are held: a larger tree is no
    /// riddle any more once it was pulled back from others.
    package func forbidsSigning(of log: LogOrigin, held: TreeSize) -> Bool {
        origin == log && !isSetAside && (kind == .differs || size > held)
    }
}

package struct OwnLogComparisonRecord: Equatable, Sendable {
    /// Milliseconds since 1970.
    package let at: UInt64
    /// Names one start of the machine.
    package let boot: String
    /// Members that answered.
    package let peers: Int

    package init(at: UInt64, boot: String, peers: Int) {
        self.at = at
        self.boot = boot
        self.peers = peers
    }
}
