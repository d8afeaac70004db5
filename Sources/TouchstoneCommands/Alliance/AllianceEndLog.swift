import AllianceNames
package import ArgumentParser
import Credentials
import Roster

package struct AllianceEndLog: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "end-log",
        abstract: "End a member's logs while it stays: its log key was stolen, or it signed twice.",
        discussion: """
            Entries below the end count, later ones never will. The member goes on under a new key: \
            'touchstone member new-epoch', then 'touchstone alliance admit'. An end stays as it is.

            --size ends a log earlier than it stands, as before a theft; --checkpoint takes the one of \
            two histories that is to count; --void counts neither.

            Example: touchstone alliance end-log norvik --home authority --from hub --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The member.") var member: String
    @Option(help: "Only its log in this channel; default all that it writes to.")
    var channel: String?
    @OptionGroup var logEnds: LogEndOptions
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func validate() throws {
        guard logEnds.isGiven else {
            throw ValidationError("say where the logs end with --from, --checkpoint or --void")
        }
    }

    package func run() async throws {
        let folder = try AuthorityFolder(home)
        let member = try MemberID(parsing: member)
        let channel = try channel.map { try ChannelID(parsing: $0) }
        let logs = folder.openLogs(of: member, in: channel)
        guard !logs.isEmpty else {
            throw CommandError(
                "\(member) writes to no log\(channel.map { " in channel '\($0)'" } ?? ""); 'touchstone alliance roster' shows who has a seat where"
            )
        }
        let ends = try await logEnds.ends(of: logs, in: folder.roster)
        var draft = folder.draft()
        try draft.endLogs(ends)
        Output.write(LogEndOptions.text(ends))
        guard yes else {
            Output.write(
                "Nothing was signed. Say --yes to end \(Plural.text(ends.count, "log")) of \(member)."
            )
            return
        }
        try folder.publish(
            draft, "Ended in register \(draft.roster.version).")
    }
}
