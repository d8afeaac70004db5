import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Roster
import Statements
import TransparencyLog

/// The folder in which the authority works, or one of several who are it together: a key in `certs/`, the register in
/// `peers/`.
struct AuthorityFolder {
    let home: HomeFolder
    let signer: NoteSigner
    let roster: VerifiedRoster

    /// The register's validity when none is given.
    static let validDays: UInt64 = 365
    static let validDaysMax: UInt64 = 3_650

    /// - Parameter isNewcomer: whether the key may be one that the register does not name yet.
    init(_ option: HomeOption, isNewcomer: Bool = false) throws {
        home = HomeFolder(option.path)
        // Said first: most who get this far in another folder have none.
        guard DurableFile.exists(home.certs.authorityKey) else {
            throw CredentialsError.missing(path: home.certs.authorityKey)
        }
        roster = try Self.register(in: home)
        signer = try home.certs.authoritySigner(of: roster.alliance)
        guard isNewcomer || roster.roster.authority.currentKeys.contains(signer.verifierKey) else {
            throw CommandError(
                "the key \(home.certs.authorityKey) is none of the authority's by register \(roster.version): \(signer.verifierKey)"
            )
        }
    }

    /// Has the keys in `certs/` be those of the register: who joins from now on, and who checks evidence, begins with
    /// them.
    func handOver(_ authority: Roster.Authority) throws {
        let before = try home.certs.authorityKeys()
        let keys = authority.handedOver(after: before)
        if keys != before { try home.certs.write(keys) }
    }

    /// The newest register in `peers/`.
    static func register(in home: HomeFolder) throws -> VerifiedRoster {
        let keys = try home.certs.authorityKeys()
        let note = try home.peers.readRoster()
        let roster = try Roster(parsing: note.text)
        let kept = try home.peers.rosterVersions()
        if kept.contains(roster.version) {
            let other = try home.peers.readRoster(version: roster.version)
            guard Roster.digest(of: other) == Roster.digest(of: note) else {
                throw CommandError(
                    "\(home.peers.roster) and \(home.peers.roster(version: roster.version)) are two registers of one version: 'touchstone alliance conflict' says of both files what they prove, 'touchstone alliance follow' has this folder go by the one that the members agree on"
                )
            }
        }
        // Most often it is the newest, follows on the one before, and the keys beside it vouch for it.
        if roster.version >= kept.last ?? 0 {
            var before: [SignedNote] = []
            if let last = kept.last(where: { $0 < roster.version }), last + 1 == roster.version {
                before = [try home.peers.readRoster(version: last)]
            }
            if let newest = try? RosterChain(
                trusting: keys, alliance: roster.alliance, restoring: before + [note]
            ).newest {
                return newest
            }
        }
        let chain = try RosterChain(
            trusting: keys, alliance: roster.alliance, restoring: home.peers.rosters())
        guard let newest = chain.newest else {
            preconditionFailure("a chain of one version or more has a newest one")
        }
        return newest
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
        // Several who sign have several clocks, and none is issued before the last one.
        let now = max(Self.now, roster.roster.issuedAt)
        let expiry = validDays.map { now.adding(days: $0) } ?? roster.roster.expiresAt
        return RosterDraft(after: roster, issuedAt: now, expiresAt: expiry)
    }

    /// What remains to be done with what is signed. All versions: each vouches for the next, and a node may
    /// have missed some.
    var handOut: String {
        "Put \(home.peers.path)/*.note into the peers/ folder of a running node, from where it spreads."
    }

    /// Opens a channel where there is none of that name.
    /// - Parameter marking: as it was given; nil opens it as amber.
    /// - Throws: `CommandError` where it is open, and its marking another.
    func open(
        _ channel: ChannelID, marking: TLP?, in draft: inout RosterDraft
    ) throws {
        guard let open = roster.channel(channel) else {
            return draft.openChannel(channel, marking: marking ?? .amber)
        }
        guard marking == nil || open.marking == marking else {
            throw CommandError(
                "\(channel) is open, and \(open.marking.name); 'touchstone alliance channel \(channel) --marking \(marking?.name ?? "")' changes it"
            )
        }
    }
}
