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
        /// The authority made two successors of one version. The chain stays as it is, and takes no
        /// more where the fork freezes it: what follows from that is for people to decide.
        case forked(RosterFork)
    }

    private struct Link: Sendable {
        let roster: Roster
        let note: SignedNote
        let digest: Digest
    }

    package let alliance: AllianceID
    private let anchors: AuthorityKeys
    private var links: [Link] = []
    package private(set) var newest: VerifiedRoster?
    package private(set) var fork: RosterFork?

    /// - Parameter trusting: the authority's keys as handed over in person (`certs/`). The first roster offered must
    ///   be signed by its own threshold of these, and by no fewer than theirs; it may have any version, since a
    ///   member joins with the roster of that day. A version that is settled among them is that one, signed by its own
    ///   threshold, and by those before it or not.
    package init(trusting anchors: AuthorityKeys, alliance: AllianceID) {
        self.anchors = anchors
        self.alliance = alliance
    }

    package init(trusting keys: [VerifierKey], alliance: AllianceID) {
        self.init(trusting: AuthorityKeys(keys), alliance: alliance)
    }

    /// A chain from its versions, oldest first. The first that the keys vouch for leads to all that follow; those
    /// before it have to be what it was made from: whoever is handed the keys of today can read a record that began
    /// under others.
    /// - Throws: what the first version is refused for, where the keys vouch for none; `missingVersions`,
    ///   `unlinked`, `listedTwice`.
    package init(
        trusting anchors: AuthorityKeys, alliance: AllianceID, restoring notes: [SignedNote]
    ) throws(RosterError) {
        self.init(trusting: anchors, alliance: alliance)
        var refusal: RosterError?
        for first in notes.indices {
            do throws(RosterError) {
                _ = try accept(notes[first], isPreceded: true)
            } catch {
                refusal = refusal ?? error
                continue
            }
            for note in notes[(first + 1)...] {
                guard try accept(note) == .extended else {
                    throw .listedTwice("version \(try Roster(parsing: note.text).version)")
                }
            }
            try precede(by: notes[..<first])
            if let roster = links.first?.roster { try checkBeginning(roster) }
            return
        }
        if let refusal { throw refusal }
    }

    /// Puts versions before the first, each of which has made its successor.
    private mutating func precede(by notes: ArraySlice<SignedNote>) throws(RosterError) {
        guard var next = links.first else { return }
        var before: [Link] = []
        for note in notes.reversed() {
            let link = Link(
                roster: try Roster(parsing: note.text), note: note, digest: Roster.digest(of: note))
            guard next.roster.version == link.roster.version + 1 else {
                throw .missingVersions(held: link.roster.version, found: next.roster.version)
            }
            try check(next.roster, next.note, after: link)
            try checkSettled(link.roster.version, link.digest)
            before.append(link)
            next = link
        }
        links.insert(contentsOf: before.reversed(), at: 0)
    }

    package var isFrozen: Bool { fork?.freezes ?? false }

    /// Whether the members have agreed on this one.
    private func isSettled(_ version: UInt64, _ digest: Digest) -> Bool {
        anchors.settled[version] == digest
    }

    /// Whether what is held of a version leads to one that the members have agreed on.
    private func leadsToSettled(_ version: UInt64) -> Bool {
        links.contains {
            $0.roster.version >= version && isSettled($0.roster.version, $0.digest)
        }
    }

    /// Whether the authority has been handed on since to keys of which too few signed `note`: then those who have ended
    /// signed a rival, and cannot stop those who follow the new ones.
    private func isSuperseded(_ note: SignedNote, since version: UInt64) -> Bool {
        var judged: Roster.Authority?
        for link in links
        where link.roster.version >= version && link.roster.authority != judged {
            judged = link.roster.authority
            if (try? Self.checkSigned(note, by: link.roster)) == nil { return true }
        }
        return false
    }

    /// Expiry is asked of the newest roster only, so that a late node can catch up. Without a
    /// roster there is nothing to rely on: true.
    package func isExpired(at time: UTCTimestamp) -> Bool { newest?.isExpired(at: time) ?? true }

    /// The note of one version, if it is held.
    package func note(version: UInt64) -> SignedNote? { link(version)?.note }

    /// The held notes, oldest first.
    package var notes: [SignedNote] { links.map(\.note) }

    /// Every version that is held, oldest first.
    package var versions: [VerifiedRoster] {
        links.map { VerifiedRoster(roster: $0.roster, note: $0.note) }
    }

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
    ///   predecessors lead to the version where the chains part; `notSettled` in the place of one that the members
    ///   have agreed on; any other error for a roster that
    ///   no authority could have made.
    package mutating func accept(_ note: SignedNote) throws(RosterError) -> Acceptance {
        try accept(note, isPreceded: false)
    }

    /// - Parameter isPreceded: what the first one was made from is looked at next.
    private mutating func accept(
        _ note: SignedNote, isPreceded: Bool
    ) throws(RosterError) -> Acceptance {
        let digest = Roster.digest(of: note)
        let roster = try Roster(parsing: note.text)
        guard roster.alliance == alliance else {
            throw .alliance(expected: alliance.rawValue, found: roster.alliance.rawValue)
        }
        let isSettled = isSettled(roster.version, digest)
        if let held = link(roster.version) {
            if held.digest == digest { return .alreadyHeld }
            try check(roster, note, after: link(roster.version - 1))
            let fork = RosterFork(
                version: roster.version, held: held.note, other: note,
                freezes: !leadsToSettled(roster.version)
                    && !isSuperseded(note, since: roster.version))
            if !isFrozen, self.fork == nil || fork.freezes { self.fork = fork }
            return .forked(fork)
        }
        try checkSettled(roster.version, digest)
        if links.isEmpty, !isPreceded { try checkBeginning(roster) }
        if let fork, fork.freezes, !isSettled { throw .frozen(version: fork.version - 1) }
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
        if isSettled { fork = fork?.settled }
        return .extended
    }

    /// Whether a further copy of a register that is held could be taken up in its place: that a chain holds the text says
    /// nothing of a copy's signatures. Of one whose predecessor is not held, and that is not the only one, nothing is said.
    ///
    /// - Throws: what is wrong with them.
    package func checkCopy(_ note: SignedNote) throws(RosterError) {
        let roster = try Roster(parsing: note.text)
        guard let held = link(roster.version), held.digest == Roster.digest(of: note),
            held.note != note
        else { return }
        let previous = link(roster.version - 1)
        guard previous != nil || newest?.version == 1 else { return }
        try check(roster, note, after: previous)
    }

    private func checkSettled(_ version: UInt64, _ digest: Digest) throws(RosterError) {
        guard let settled = anchors.settled[version], settled != digest else { return }
        throw .notSettled(version: version, expected: settled, found: digest)
    }

    /// A chain does not begin behind one that the members have agreed on: nothing would show that it leads here.
    private func checkBeginning(_ roster: Roster) throws(RosterError) {
        guard let last = anchors.settled.keys.filter({ $0 < roster.version }).max() else { return }
        throw .missingVersions(held: last, found: roster.version)
    }

    private func check(
        _ roster: Roster, _ note: SignedNote, after previous: Link?
    ) throws(RosterError) {
        guard let previous else {
            try RosterRules.check(roster)
            return try Self.checkSigned(note, by: roster, counting: anchors)
        }
        guard roster.previous == previous.digest else {
            throw .unlinked(
                version: roster.version, expected: previous.digest, found: roster.previous)
        }
        // Before the rules, which take the longer the more a roster says: peers send what they like.
        if !isSettled(roster.version, Roster.digest(of: note)) {
            try Self.checkSigned(note, by: previous.roster)
        }
        try RosterRules.check(roster)
        try Self.checkSigned(note, by: roster)
        try RosterSuccession.check(from: previous.roster, to: roster)
    }

    /// - Parameter anchors: if given, only those of the roster's keys that are among these count, and their threshold does
    ///   too.
    private static func checkSigned(
        _ note: SignedNote, by roster: Roster, counting anchors: AuthorityKeys? = nil
    ) throws(RosterError) {
        var keys = roster.authority.currentKeys
        if let anchors { keys = keys.filter(anchors.all.contains) }
        let signed: [VerifiedSignature]
        do {
            signed = try note.signatures(ifAnyVerifiedBy: keys)
        } catch {
            throw .note(error)
        }
        let voices = roster.authority.voices(of: signed.map(\.key))
        let needed = max(roster.authority.threshold, anchors?.threshold ?? 1)
        guard voices >= needed else {
            throw .signatures(of: roster.version, needed: needed, found: voices)
        }
    }
}
