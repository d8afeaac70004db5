package import AllianceNames
package import TransparencyLog

/// What a follower asks to have done. Everything of one follower may run side by side, except that
/// `store`, `freeze` and `settle` are carried out in the order in which they were asked for.
package enum FollowerAction: Sendable {
    /// Fetch these tiles and answer with `tiles` or `failed`.
    case fetchTiles(JobID, [TileCoordinate], from: MemberID)
    /// Fetch `check.entries` and `check.payloads`, together at most `bytesMax` bytes, run the check,
    /// and answer with `bundle` or `failed`. The memory is the follower's until a `store` or a
    /// `drop` names the job.
    case fetchBundle(JobID, BundleCheck, from: MemberID, bytesMax: Int)
    /// Record a checkpoint as believed, then admit entries; answer with `stored` or `storeFailed`.
    /// Either may be missing. Afterwards the memory of `releasing` is free.
    case store(
        JobID, believe: VerifiedCheckpoint?, admit: AdmittedEntries?, releasing: [JobID])
    /// These jobs' results are not wanted any more: their memory is free, and those that still run may
    /// be given up without an answer.
    case drop([JobID])
    /// Compare with what the store holds now (`HeldComparison`); answer with `compared`.
    case compare(JobID, Checkpoint)
    /// Freeze the log; `believing` first, where the store may not know the log yet. The proof for others
    /// is kept with it where there is one. Answered as a `store` is.
    case freeze(JobID, ForkFinding, believing: VerifiedCheckpoint?, proof: VerifiedForkProof?)
    /// Give up what is believed or held and stands in the way of the branch that the roster has ended the log
    /// with. Answered as a `store` is.
    case settle(JobID, ForkSettlement)
    /// Come back with `time` then. A later `wake` replaces an earlier one.
    case wake(at: Duration)
    case report(FollowerReport)
}

/// What a follower has to say, to people or to other parts of the node.
package enum FollowerReport: Equatable, Sendable {
    /// A peer has shown a checkpoint that its log's key signed.
    case shown(VerifiedCheckpoint, by: MemberID)
    /// A peer did not answer, or with something that was not accepted.
    case refused(MemberID, FetchFailure)
    /// The author signed two histories. The log is frozen; the member is to be quarantined.
    case forked(ForkFinding)
    /// A peer shows more of this node's own log than is held here: it was restored from an old
    /// backup, or somebody else has its key. Nothing must be signed until that is settled.
    case ownLogAhead(VerifiedCheckpoint, by: MemberID, held: TreeSize)
    /// A peer shows another history of this node's own log, signed with its key.
    case ownLogDiffers(VerifiedCheckpoint, by: MemberID)
    /// What keeps the log from growing, or that nothing does any more.
    case obstacle(Obstacle?)
}

/// Why a log ends before its checkpoint does.
package enum Obstacle: Equatable, Sendable, CustomStringConvertible {
    /// These peers, by name, have shown the entry and not its payload, and no certificate erases it.
    case withheld(EntryIndex, by: [MemberID])
    /// The author signed an entry that this version cannot read.
    case entryMalformed(EntryIndex, detail: String)

    package var index: EntryIndex {
        switch self {
        case .withheld(let index, _), .entryMalformed(let index, _): index
        }
    }

    package var description: String {
        switch self {
        case .withheld(let index, let peers):
            "the payload of entry \(index) is withheld by \(peers.map(\.rawValue).joined(separator: ", ")): no certificate erases it, and nobody else has shown it"
        case .entryMalformed(let index, let detail):
            "entry \(index) cannot be read, so the log ends before it: \(detail)"
        }
    }
}
