package import AllianceNames
package import TransparencyLog

/// The rosters of one alliance, each made by the authority of the one before: the only way to a
/// `VerifiedRoster`.
///
/// Whoever persists rosters offers each note here first and stores it when it is accepted; offering
/// the stored notes again, in the order of their versions, restores the chain.
package struct RosterChain: Sendable {
    package enum Acceptance: Equatable, Sendable {
        /// The newest roster is now this one.
        case extended
        /// Nothing new.
        case alreadyHeld
        /// The authority made two successors of one version. The chain stays as it is and takes no
        /// more: what follows from that is for people to decide.
        case forked(RosterFork)
    }

    private struct Link: Sendable {
        let roster: Roster
        let note: SignedNote
        let digest: Digest
    }

    package let alliance: AllianceID
    private let anchors: [VerifierKey]
    private let threshold: Int
    private var links: [Link] = []
    package private(set) var newest: VerifiedRoster?
    package private(set) var fork: RosterFork?

    /// - Parameters:
    ///   - trusting: the authority's keys as handed over in person (`certs/`). The first
    ///     roster offered must be signed by its own threshold of these; it may have any version, since
    ///     a member joins with the roster of that day.
    ///   - threshold: of these that must have signed it at least, as handed over with them: what it says
    ///     itself is the word of whoever made it.
    package init(trusting anchors: [VerifierKey], alliance: AllianceID, threshold: Int = 1) {
        self.anchors = anchors
        self.threshold = threshold
        self.alliance = alliance
    }

    package var isFrozen: Bool { fork != nil }

    /// Expiry is asked of the newest roster only, so that a late node can catch up. Without a
    /// roster there is nothing to rely on: true.
    package func isExpired(at time: UTCTimestamp) -> Bool { newest?.isExpired(at: time) ?? true }

    /// The note of one version, if it is held.
    package func note(version: UInt64) -> SignedNote? { link(version)?.note }

    /// The held notes, oldest first.
    package var notes: [SignedNote] { links.map(\.note) }

    private func link(_ version: UInt64) -> Link? {
        guard let first = links.first?.roster.version, version >= first,
            version - first < UInt64(links.count)
        else { return nil }
        return links[Int(version - first)]
    }

    /// Takes a further roster, or none at all: every check comes before the first change.
    ///
    /// - Throws: `missingVersions` if rosters between are to be fetched first; `beforeFirst`;
    ///   `unlinked` for a roster that follows on another predecessor than ours, in which case the peer's own
    ///   predecessors lead to the version where the chains part; any other error for a roster that
    ///   no authority could have made.
    package mutating func accept(_ note: SignedNote) throws(RosterError) -> Acceptance {
        let digest = Roster.digest(of: note)
        let roster = try Roster(parsing: note.text)
        guard roster.alliance == alliance else {
            throw .alliance(expected: alliance.rawValue, found: roster.alliance.rawValue)
        }
        if let held = link(roster.version) {
            if held.digest == digest { return .alreadyHeld }
            try check(roster, note, after: link(roster.version - 1))
            let fork = RosterFork(version: roster.version, held: held.note, other: note)
            self.fork = self.fork ?? fork
            return .forked(fork)
        }
        if let fork { throw .frozen(version: fork.version - 1) }
        if let first = links.first, let last = links.last {
            guard roster.version > first.roster.version else {
                throw .beforeFirst(held: first.roster.version, found: roster.version)
            }
            guard roster.version == last.roster.version + 1 else {
                throw .missingVersions(held: last.roster.version, found: roster.version)
            }
        }
        try check(roster, note, after: links.last)
        links.append(Link(roster: roster, note: note, digest: digest))
        newest = VerifiedRoster(roster: roster, note: note)
        return .extended
    }

    private func check(
        _ roster: Roster, _ note: SignedNote, after previous: Link?
    ) throws(RosterError) {
        guard let previous else {
            try RosterRules.check(roster)
            return try Self.checkSigned(note, by: roster, counting: anchors, least: threshold)
        }
        guard roster.previous == previous.digest else {
            throw .unlinked(
                version: roster.version, expected: previous.digest, found: roster.previous)
        }
        // Before the rules, which take the longer the more a roster says: peers send what they like.
        try Self.checkSigned(note, by: previous.roster)
        try RosterRules.check(roster)
        try Self.checkSigned(note, by: roster)
        try RosterSuccession.check(from: previous.roster, to: roster)
    }

    /// - Parameters:
    ///   - anchors: if given, only those of the roster's keys that are among these count.
    ///   - least: signatures, however few the roster asks for.
    private static func checkSigned(
        _ note: SignedNote, by roster: Roster, counting anchors: [VerifierKey]? = nil,
        least: Int = 1
    ) throws(RosterError) {
        var keys = roster.authority.currentKeys
        if let anchors { keys = keys.filter(anchors.contains) }
        let signed: [VerifiedSignature]
        do {
            signed = try note.signatures(ifAnyVerifiedBy: keys)
        } catch {
            throw .note(error)
        }
        // By the key itself, not by its name: a key listed twice has one voice.
        let voices = Set(signed.map(\.key.publicKey)).count
        let needed = max(roster.authority.threshold, least)
        guard voices >= needed else {
            throw .signatures(of: roster.version, needed: needed, found: voices)
        }
    }
}
