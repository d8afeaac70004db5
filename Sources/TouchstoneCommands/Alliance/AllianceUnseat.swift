import AllianceNames
package import ArgumentParser
import Roster

package struct AllianceUnseat: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "unseat",
        abstract: "End a member's seat in a channel, and its log there.",
        discussion: """
            What it said in the channel before counts; nothing of the channel travels to it from then \
            on but what is erased there. Where its log ends is said as for 'alliance remove'.

            Example: touchstone alliance unseat norvik --channel luxury --home authority --from hub --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The member.") var member: String
    @Option(help: "The channel.") var channel: String
    @OptionGroup var logEnds: LogEndOptions
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func validate() throws {
        guard logEnds.isGiven else {
            throw ValidationError("say where the log ends with --from, --checkpoint or --void")
        }
    }

    package func run() async throws {
        let folder = try AuthorityFolder(home)
        let member = try MemberID(parsing: member)
        let channel = try ChannelID(parsing: channel)
        let ends = try await logEnds.ends(
            of: folder.openLogs(of: member, in: channel), in: folder.roster)
        var draft = folder.draft()
        try draft.endSeat(of: member, in: channel, logEnds: ends)
        if !ends.isEmpty { Output.write(LogEndOptions.text(ends)) }
        guard yes else {
            Output.write("Nothing was signed. Say --yes to end the seat.")
            return
        }
        try folder.publish(
            draft,
            "\(member) has no seat in \(channel) from register \(draft.roster.version).")
    }
}
