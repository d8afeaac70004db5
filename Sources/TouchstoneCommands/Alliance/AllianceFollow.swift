package import ArgumentParser
import Credentials
import Replication
import Roster
import SQLiteStore
import TransparencyLog

package struct AllianceFollow: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Go by the member register that the members have agreed on.",
        discussion: """
            Where two registers were signed in the place of one, every node stops at what it had; where the \
            authority's keys are lost, nobody can sign the next one. The members then agree in person on one \
            register, and each says so to its own folder, the authority's too: the register is that version \
            from then on, with all that it was made from, whoever signs others, and signed by the keys before it \
            or not. The registers that it was made from are looked for in the folder, and beside the file.

            Without --sha256 it shows what differs from the register before. The number is the one that the \
            members have read out to each other, not one that came with the file.

            certs/authority.vkey has lines for it afterwards: who joins or checks evidence needs that file. A \
            running node is started again.

            Example: touchstone alliance follow proof/roster-7-b.note --home brand --sha256 9F2C...
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The register.", completion: .file()) var file: String
    @Option(
        help:
            "The SHA-256 of its text, as the members have read it out; without this, only show it.")
    var sha256: String?

    package init() {}

    package func run() throws {
        let told = try sha256.map { try Digest(readOut: $0, option: "--sha256") }
        let digest = try Roster.digest(of: AuthorityFolder.readNote(file))
        if let told, told != digest {
            throw CommandError(
                "\(file) is not the register that was read out: its text has the SHA-256 \(digest.hex)"
            )
        }
        var held = try HeldRegisters(home.folder)
        let decision: RegisterDecision
        do {
            let note = try held.add(fileAt: file)
            decision = try RegisterDecision(note, in: held)
        } catch let error as RosterError {
            throw CommandError("\(file) can be followed by nobody here: \(error)")
        }
        try show(decision)
        guard told != nil else {
            return Output.write(
                """
                Its text has the SHA-256 \(digest.hex).
                Nothing was changed. Where the members have agreed on it, give --sha256 as they have read it out.
                """)
        }
        try decision.carryOut()
        Output.write(
            """
            This folder goes by register \(decision.roster.version), whoever signs another one. Start its node again, where one runs.
            Who joins or checks evidence from now on needs \(held.home.certs.authorityVerifierKeys) as it is now.
            """)
    }

    private func show(_ decision: RegisterDecision) throws {
        let (roster, previous) = (decision.roster, decision.previous)
        try RosterDifferences.show(from: previous.roster, to: roster)
        let proposal = try RosterProposal(decision.note, after: previous)
        if proposal.missing.before > 0 {
            Output.write(
                "Too few of the keys of register \(previous.version) signed it: who follows it has the authority be \(roster.authority.currentKeys.map(\.description).joined(separator: ", ")) from then on."
            )
        }
        if let first = decision.left.first, let last = decision.left.last {
            Output.write(
                first == last
                    ? "This folder has another register \(first), which counts no more then."
                    : "This folder has other registers \(first) to \(last), which count no more then."
            )
        }
    }
}
