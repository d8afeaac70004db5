import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Roster

package struct AllianceRemove: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a member: end its logs where they stand, refuse it from then on.",
        discussion: """
            What the member said before counts, later entries never will. Where its logs end is read \
            from checkpoints: of a node on this machine (--from its folder), which must be up to \
            date, or asked of a node over the peer port (--node its URL, --from a member's folder to \
            ask as).

            Example: touchstone alliance remove norvik --home authority --from hub --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The member.") var member: String
    @OptionGroup var logEnds: LogEndOptions
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func validate() throws {
        guard logEnds.isGiven else {
            throw ValidationError(
                "give the folder of an up-to-date member with --from, or --void")
        }
    }

    package func run() async throws {
        let folder = try AuthorityFolder(home)
        let member = try MemberID(parsing: member)
        guard folder.roster.isActive(member) else {
            throw CommandError(
                "\(member) is no member now; 'touchstone alliance roster' shows who is")
        }
        let ends = try await logEnds.ends(of: folder.openLogs(of: member), in: folder.roster)
        var draft = folder.draft()
        try draft.remove(member, logEnds: ends)
        if !ends.isEmpty { Output.write(LogEndOptions.text(ends)) }
        guard yes else {
            Output.write("Nothing was signed. Say --yes to remove \(member).")
            return
        }
        try folder.publish(
            draft,
            "Removed \(member) in register \(draft.roster.version).")
    }
}
