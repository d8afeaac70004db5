package import AllianceNames
import Statements
package import TransparencyLog

/// The next roster while the authority makes it. Every change begins or ends something at the
/// draft's own time; `finished()` holds the result to the rules that every node will hold it to.
package struct RosterDraft: Sendable {
    package static let stalenessSecondsStandard: UInt64 = 86_400

    let previous: VerifiedRoster?
    package internal(set) var roster: Roster

    /// The first roster of an alliance: its authority, the channel `alliance`, nobody in it.
    package init(
        alliance: AllianceID, authority: [VerifierKey], threshold: Int = 1, issuedAt: UTCTimestamp,
        expiresAt: UTCTimestamp, quotas: Roster.Quotas = .standard,
        stalenessSeconds: UInt64 = stalenessSecondsStandard
    ) {
        previous = nil
        let tenure = Tenure(from: issuedAt)
        roster = Roster(
            alliance: alliance, version: 1, previous: nil, issuedAt: issuedAt,
            expiresAt: expiresAt,
            authority: .init(
                threshold: threshold,
                keys: authority.map { AdmittedKey(key: $0, tenure: tenure) }),
            members: [], channels: [.init(id: .alliance, marking: .amber)], witnesses: [],
            quorum: Roster.quorumMin(witnesses: 0), quotas: quotas,
            stalenessSeconds: stalenessSeconds)
    }

    /// The successor of a verified roster. Renewing its expiry takes nothing more than this.
    package init(after previous: VerifiedRoster, issuedAt: UTCTimestamp, expiresAt: UTCTimestamp) {
        self.previous = previous
        let old = previous.roster
        roster = Roster(
            alliance: old.alliance, version: old.version + 1, previous: previous.digest,
            issuedAt: issuedAt, expiresAt: expiresAt, authority: old.authority,
            members: old.members, channels: old.channels, witnesses: old.witnesses,
            quorum: old.quorum, quotas: old.quotas, stalenessSeconds: old.stalenessSeconds,
            retention: old.retention, holds: old.holds, additions: old.additions)
    }

    /// Whether more than version and times differs from the roster before.
    package var hasChanges: Bool {
        guard let old = previous?.roster else { return true }
        return old.authority != roster.authority || old.members != roster.members
            || old.channels != roster.channels || old.witnesses != roster.witnesses
            || old.quorum != roster.quorum || old.quotas != roster.quotas
            || old.stalenessSeconds != roster.stalenessSeconds
            || old.retention != roster.retention || old.holds != roster.holds
    }

    /// - Throws: the first rule the draft breaks.
    package func finished() throws(RosterError) -> Roster {
        try RosterRules.check(roster)
        if let previous { try RosterSuccession.check(from: previous.roster, to: roster) }
        // What is printed is what is signed: let it be read back before anybody signs it.
        guard try Roster(parsing: roster.text) == roster else {
            preconditionFailure("a roster prints as another one")
        }
        return roster
    }

    /// The finished roster as a note, signed by `signers`; further authorities may add theirs.
    package func signed(by signers: [NoteSigner]) throws(RosterError) -> SignedNote {
        let text = try finished().text
        do {
            var note = try SignedNote(text: text)
            for signer in signers { note.add(signer.sign(text: text)) }
            return note
        } catch {
            throw .note(error)
        }
    }

    var now: UTCTimestamp { roster.issuedAt }
    var beginning: Tenure { Tenure(from: now) }

    /// Changes one member's record.
    mutating func change(
        _ id: MemberID, _ body: (inout Member) throws(RosterError) -> Void
    ) throws(RosterError) {
        guard let index = roster.members.firstIndex(where: { $0.id == id }),
            roster.members[index].isActive
        else { throw .notMember(id.rawValue) }
        try body(&roster.members[index])
    }

    mutating func change(
        _ id: ChannelID, _ body: (inout Roster.Channel) throws(RosterError) -> Void
    ) throws(RosterError) {
        guard let index = roster.channels.firstIndex(where: { $0.id == id }) else {
            throw .notChannel(id.rawValue)
        }
        try body(&roster.channels[index])
    }

    /// Ends the open item of `items` that `isIt` names.
    func end<T: Tenured>(
        _ items: inout [T], _ what: String, where isIt: (T) -> Bool
    ) throws(RosterError) {
        guard let index = items.firstIndex(where: { isIt($0) && !$0.tenure.hasEnded }) else {
            throw .notHeld(what: what)
        }
        items[index].tenure.until = now
    }
}
