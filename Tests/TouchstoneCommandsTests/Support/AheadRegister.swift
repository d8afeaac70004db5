import Credentials
import Foundation
import Roster
import TransparencyLog

/// Registers of an authority whose clock was wrong, which its own commands date by that clock.
enum AheadRegister {
    /// Registers that are proposed by the key of one folder, one dated a day ahead, and one that counts for a second.
    static func propose(from authority: URL, to folder: URL) throws {
        let (newest, signer) = try newest(authority)
        let start = newest.roster.issuedAt
        let ahead = RosterDraft(
            after: newest, issuedAt: start.adding(days: 1), expiresAt: start.adding(days: 300))
        let ended = RosterDraft(
            after: newest, issuedAt: start,
            expiresAt: UTCTimestamp(secondsSince1970: start.secondsSince1970 + 1))
        for (draft, name) in [(ahead, "ahead"), (ended, "ended")] {
            try DurableFile.write(
                draft.signed(by: [signer]).description, to: folder.appending(path: name).path(),
                mode: .open)
        }
    }

    /// One that is in force, and dated so many days ahead.
    static func publish(authority: URL, days: UInt64) throws {
        let (newest, signer) = try newest(authority)
        let issued = newest.roster.issuedAt.adding(days: days)
        let note = try RosterDraft(
            after: newest, issuedAt: issued, expiresAt: issued.adding(days: 300)
        ).signed(by: [signer])
        let peers = HomeFolder(authority.path()).peers
        try peers.write(roster: note, version: newest.version + 1)
        try peers.write(roster: note)
    }

    private static func newest(_ authority: URL) throws -> (VerifiedRoster, NoteSigner) {
        let home = HomeFolder(authority.path())
        let notes = try home.peers.rosters()
        let alliance = try Roster(parsing: notes[0].text).alliance
        let chain = try RosterChain(
            trusting: home.certs.authorityKeys(), alliance: alliance, restoring: notes)
        guard let newest = chain.newest else { throw CocoaError(.fileReadUnknown) }
        return (newest, try home.certs.authoritySigner(of: alliance))
    }
}
