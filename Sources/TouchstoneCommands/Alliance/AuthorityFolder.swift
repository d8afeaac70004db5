import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Roster
import TransparencyLog

/// The folder in which the authority works: its keys in `certs/`, the register in `peers/`.
struct AuthorityFolder {
    let home: HomeFolder
    let authority: AllianceAuthority
    let roster: VerifiedRoster

    /// The register's validity when none is given.
    static let validDays: UInt64 = 365
    static let validDaysMax: UInt64 = 3_650

    init(_ option: HomeOption) throws {
        home = HomeFolder(option.path)
        authority = try home.certs.authority()
        let note = try home.peers.readRoster()
        var chain = RosterChain(
            trusting: try home.certs.authorityKeys(),
            alliance: try Roster(parsing: note.text).alliance)
        _ = try chain.accept(note)
        guard let newest = chain.newest else {
            preconditionFailure("an accepted roster is the newest")
        }
        roster = newest
    }

    /// The logs that a member writes to now.
    func openLogs(of member: MemberID, in channel: ChannelID? = nil) -> [RosterLog] {
        roster.logs.filter {
            $0.origin.member == member && $0.scope == .open
                && (channel == nil || $0.origin.channel == channel)
        }
    }

    static var now: UTCTimestamp { UTCTimestamp(millisecondsSince1970: WallClock.system.now()) }

    /// The next version, to be changed and then published.
    func draft(validDays: UInt64? = nil) -> RosterDraft {
        let now = Self.now
        let expiry = validDays.map { now.adding(days: $0) } ?? roster.roster.expiresAt
        return RosterDraft(after: roster, issuedAt: now, expiresAt: expiry)
    }

    /// Signs the draft and puts it into `peers/roster.note`, from where a node takes it up.
    /// A change counts where it has arrived: `handOut` says how.
    @discardableResult
    func publish(_ draft: RosterDraft) throws -> SignedNote {
        let note = try draft.signed(by: [authority.signer])
        // What every node will check is checked here first.
        var chain = RosterChain(
            trusting: try home.certs.authorityKeys(), alliance: roster.alliance)
        _ = try chain.accept(roster.note)
        _ = try chain.accept(note)
        try home.peers.write(roster: note, version: draft.roster.version)
        try home.peers.write(roster: note)
        return note
    }

    /// What remains to be done with what is signed. All versions: each vouches for the next, and a node may
    /// have missed some.
    var handOut: String {
        "Put \(home.peers.path)/*.note into the peers/ folder of a running node, from where it spreads."
    }
}
