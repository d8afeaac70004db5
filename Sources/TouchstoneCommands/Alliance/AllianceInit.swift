import AllianceNames
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct AllianceInit: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Found an alliance: certificate authority, authority key, member register.",
        discussion: """
            The folder becomes the authority's. It needs no node; keep its two secret keys offline \
            between uses.

            Example: touchstone alliance init --home authority --alliance ipacc.example
            """)

    @OptionGroup package var home: HomeOption

    @Option(help: "The alliance's name: a-z, 0-9, '.' and '-', like a domain.")
    var alliance: String

    @Option(help: "How long the register is valid before it must be renewed, in days.")
    var days: UInt64 = AuthorityFolder.validDays

    package init() {}

    package func validate() throws {
        guard (1...AuthorityFolder.validDaysMax).contains(days) else {
            throw ValidationError("--days is between 1 and \(AuthorityFolder.validDaysMax)")
        }
    }

    package func run() throws {
        let alliance = try AllianceID(parsing: alliance)
        let folder = HomeFolder(home.path)
        guard !DurableFile.exists(folder.peers.roster) else {
            throw CommandError(
                "\(folder.peers.roster) is there already; found another alliance in another folder")
        }
        let now = AuthorityFolder.now
        try DurableFile.makeFolder(folder.path)
        let authority = try folder.certs.createAuthority(for: alliance, at: now)
        let draft = RosterDraft(
            alliance: alliance, authority: [authority.signer.verifierKey], issuedAt: now,
            expiresAt: now.adding(days: days))
        let note = try draft.signed(by: [authority.signer])
        try folder.peers.write(roster: note, version: draft.roster.version)
        try folder.peers.write(roster: note)
        Output.write(
            """
            Founded \(alliance). Member register 1 is signed, valid until \(draft.roster.expiresAt).
            Authority key (compare it with every member in person):
              \(authority.signer.verifierKey)
            Next: admit members with 'touchstone alliance admit DESCRIPTOR --home \(folder.path)'.
            """)
    }
}
