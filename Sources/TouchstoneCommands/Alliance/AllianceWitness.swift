import AllianceNames
package import ArgumentParser
import Roster

package struct AllianceWitness: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Make members witnesses, whose cosignatures confirm what others sign.",
        discussion: """
            Witnesses see how far each log goes and its root hash, not what it says. The quorum is \
            1 + floor(2n/3) of n witnesses; an author's own cosignature never counts. Three at least \
            make sense, at organisations that do not depend on each other.

            A member counts once, with its newest cosigner key: a witness that has another one since is \
            named again. Ending one is final: what it cosigned counts no more, also of before, and its \
            cosigner key can never count again.

            Example: touchstone alliance witness maison-verel norvik --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The members.") var members: [String]
    @Flag(help: "Their cosignatures count no more.") var end = false
    @Flag(help: "With --end: do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func run() throws {
        let folder = try AuthorityFolder(home)
        var draft = folder.draft()
        for name in members {
            let member = try MemberID(parsing: name)
            if end { try draft.endWitness(member) } else { try draft.makeWitness(member) }
        }
        guard draft.hasChanges else {
            Output.write("That is so already; nothing was signed.")
            return
        }
        let witnesses = draft.roster.witnesses.count { $0.isActive }
        let after =
            witnesses == 0
            ? "No witness from register \(draft.roster.version) on: nothing is independently confirmed."
            : "\(Plural.text(witnesses, "witness", "witnesses")) from register \(draft.roster.version) on; \(draft.roster.quorum) of them confirm."
        guard !end || yes else {
            Output.write(
                """
                \(after)
                Nothing was signed. Say --yes to end \(members.joined(separator: ", ")) as witness for good.
                """)
            return
        }
        try folder.publish(draft, after)
    }
}
