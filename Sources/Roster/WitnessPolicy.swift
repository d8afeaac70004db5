package import AllianceNames
package import TransparencyLog

/// When a checkpoint of one log counts as witnessed: which cosigners are asked for, and how many of
/// them it takes.
///
/// The author's own cosigner is never among them. Where the author is one of the roster's witnesses,
/// as many fewer are needed, but never fewer than the rule gives for those that remain
/// (docs/decisions/0014-witness-policy.md).
package struct WitnessPolicy: Hashable, Sendable {
    /// Each with a name and key ID of its own.
    package let witnesses: [VerifierKey]
    package let quorum: Int

    package init(for origin: LogOrigin, in roster: VerifiedRoster) {
        let eligible = roster.witnesses(of: origin)
        let active = roster.roster.witnesses.count { $0.isActive }
        quorum = max(
            Roster.quorumMin(witnesses: eligible.count),
            roster.roster.quorum - (active - eligible.count))
        witnesses = eligible.filter { roster.isUnambiguous($0) }
    }

    /// The witnesses that cosigned, in the order of the roster.
    package func cosigners(of checkpoint: CosignedCheckpoint) -> [VerifierKey] {
        witnesses.filter { checkpoint.earliest(by: $0) != nil }
    }

    /// Since when the checkpoint is witnessed, in seconds since 1970: the median of the times of the
    /// first witnesses that made the quorum, the earlier one of two in the middle. Nil without a
    /// quorum.
    package func time(of checkpoint: CosignedCheckpoint) -> UInt64? {
        let times = witnesses.compactMap { checkpoint.earliest(by: $0)?.time }.sorted()
        guard times.count >= quorum else { return nil }
        return times[(quorum - 1) / 2]
    }

    /// How far a log is witnessed, by what is known of its checkpoints.
    package func prefix(of checkpoints: [CosignedCheckpoint]) -> WitnessedPrefix {
        WitnessedPrefix(
            checkpoints.compactMap { checkpoint in
                time(of: checkpoint).map { (checkpoint.size, $0) }
            })
    }
}

extension VerifiedRoster {
    package func witnessPolicy(for origin: LogOrigin) -> WitnessPolicy {
        WitnessPolicy(for: origin, in: self)
    }

    /// Keys whose cosignatures of a log are worth keeping: its witnesses', and its author's own.
    package func cosigners(of origin: LogOrigin) -> [VerifierKey] {
        (witnesses(of: origin) + cosignerKeys(of: origin.member)).filter(isUnambiguous)
    }

    /// Of the cosigner keys that a member holds, the one that it signs with: of those that are open the newest that
    /// counts as a witness, else the newest. So it is one at a time, whichever others the register names beside it.
    /// - Parameter held: the oldest first.
    package func cosignerKey(of id: MemberID, among held: [VerifierKey]) -> VerifierKey? {
        let open = cosignerKeys(of: id)
        let admitted = held.filter(open.contains)
        let counting = admitted.last { key in
            roster.witnesses.contains { $0.isActive && $0.key == key }
        }
        return counting ?? admitted.last
    }

    /// Whether a member counts as a witness with another one of its cosigner keys: lines of this one count for
    /// nobody then.
    package func counts(another key: VerifierKey, of id: MemberID) -> Bool {
        let own = cosignerKeys(of: id)
        let counting = roster.witnesses.filter { $0.isActive && own.contains($0.key) }
        return !counting.isEmpty && !counting.contains { $0.key == key }
    }

    /// The active member whose cosigner key a witness is, and which therefore can be asked; nil for a
    /// witness outside the alliance.
    package func member(ofWitness key: VerifierKey) -> MemberID? {
        activeMembers.first { member in
            cosignerKeys(of: member.id).contains { $0.publicKey == key.publicKey }
        }?.id
    }

    /// Whether no other cosigner, now or formerly, signs under the same name and key ID: a member
    /// chooses its keys, and could choose them to pass for another's.
    func isUnambiguous(_ key: VerifierKey) -> Bool {
        let others =
            roster.members.flatMap { $0.cosignerKeys.map(\.key) } + roster.witnesses.map(\.key)
        return others.allSatisfy {
            $0.publicKey == key.publicKey || $0.keyID != key.keyID
                || !$0.name.utf8.elementsEqual(key.name.utf8)
        }
    }
}
