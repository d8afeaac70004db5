package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct AllianceSign: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract:
            "Sign a member register that another holder of a key proposes, after looking at it.",
        discussion: """
            Shows all that differs from the register before. Once enough keys have signed, the register is \
            put into the folder's peers/; a holder whose signature is no more needed takes it up so, \
            without --yes. Several files of one register, signed apart, count together.

            Example: touchstone alliance sign roster-7.proposal --home notary --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The register, as others have signed it.", completion: .file())
    var files: [String]
    @Flag(help: "Sign; without this, only show what would be signed.") var yes = false

    package init() {}

    private static let aheadSecondsMax: UInt64 = 600

    package func run() throws {
        let folder = try AuthorityFolder(home, isNewcomer: true)
        // The register may have come from another holder, as a file.
        try folder.handOver(folder.roster.roster.authority)
        var proposal = try read(after: folder.roster)
        let before = folder.roster.roster
        try RosterDifferences.show(from: before, to: proposal.roster)
        let own = folder.signer.verifierKey
        if !proposal.isComplete, !proposal.signed.contains(own) {
            guard proposal.unsigned.contains(own) else {
                throw CommandError(
                    "the key \(folder.home.certs.authorityKey) is none of the authority's, before or after: \(own)"
                )
            }
            try checkTimes(of: proposal.roster)
            guard yes else {
                Output.write(
                    """
                    Its text has the SHA-256 \(Roster.digest(of: proposal.note).hex).
                    Nothing was signed. Say --yes to sign it.
                    """)
                return
            }
            try folder.remember(proposal)
            try proposal.add(folder.signer)
        }
        Output.write(
            folder.text(
                try folder.settle(proposal), "Register \(proposal.roster.version) counts."))
    }

    /// Clocks of several people differ a little.
    private func checkTimes(of roster: Roster) throws {
        let now = AuthorityFolder.now
        if roster.issuedAt
            > UTCTimestamp(secondsSince1970: now.secondsSince1970 + Self.aheadSecondsMax)
        {
            throw CommandError(
                "the register is issued at \(roster.issuedAt), and here it is \(now): set the clock that is wrong, and have it proposed anew"
            )
        }
        if roster.expiresAt <= now {
            throw CommandError(
                "the register expires at \(roster.expiresAt), and here it is \(now): no node would go by it"
            )
        }
    }

    private func read(after roster: VerifiedRoster) throws -> RosterProposal {
        let notes = try files.map(AuthorityFolder.readNote)
        var read: RosterProposal?
        for (note, path) in zip(notes, files) {
            guard var known = read else {
                read = try proposal(note, path, after: roster)
                continue
            }
            guard known.note.text.utf8.elementsEqual(note.text.utf8) else {
                throw CommandError("\(path) is another register than \(files[0])")
            }
            try known.add(signaturesOf: note)
            read = known
        }
        guard let read else { throw ValidationError("name the register's file") }
        return read
    }

    private func proposal(
        _ note: SignedNote, _ path: String, after roster: VerifiedRoster
    ) throws -> RosterProposal {
        if Roster.digest(of: note) == roster.digest {
            throw CommandError("\(path) is register \(roster.version), which counts already")
        }
        do {
            return try RosterProposal(note, after: roster)
        } catch RosterError.notNext(let next, let found) where found > next {
            throw CommandError(
                "\(path) is register \(found), and the next one here is \(next): put the others' peers/*.note into \(HomeFolder(home.path).peers.path) first"
            )
        } catch RosterError.notNext(let next, let found) {
            throw CommandError(
                "\(path) is another register \(found); the next one is \(next): have it proposed anew"
            )
        } catch RosterError.unlinked(let version, _, _) {
            throw CommandError(
                "\(path) is a register \(version) that does not follow on register \(roster.version) of this folder: have it proposed anew, or put the others' peers/*.note into \(HomeFolder(home.path).peers.path)"
            )
        } catch {
            throw CommandError("\(path) is no register that could count: \(error)")
        }
    }
}
