import Credentials
import Foundation
import Roster
import TransparencyLog

/// The authority signs a member register that has ended, which no command does.
enum ExpiredRegister {
    /// - Parameters:
    ///   - authority: its folder.
    ///   - member: the folder of a member, which gets the register too.
    static func publish(authority: URL, member: URL) throws {
        let folder = HomeFolder(authority.path())
        let note = try folder.peers.readRoster()
        var chain = RosterChain(
            trusting: try folder.certs.authorityKeys(),
            alliance: try Roster(parsing: note.text).alliance)
        _ = try chain.accept(note)
        guard let newest = chain.newest else { throw CocoaError(.fileReadUnknown) }
        // A second after it was issued, and it cannot be issued before the last one.
        let issued = newest.roster.issuedAt
        let end = UTCTimestamp(millisecondsSince1970: issued.millisecondsSince1970 + 1_000)
        let expired = try RosterDraft(after: newest, issuedAt: issued, expiresAt: end)
            .signed(by: [folder.certs.authoritySigner(of: newest.alliance)])
        try folder.peers.write(roster: expired)
        try HomeFolder(member.path()).peers.write(roster: expired)
    }
}
