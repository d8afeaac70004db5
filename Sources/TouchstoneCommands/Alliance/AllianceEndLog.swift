import AllianceNames
package import ArgumentParser
import Credentials
import Roster

package struct AllianceEndLog: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "end-log",
        abstract:
            "End a member's logs where they stand: after conflicting records, or a stolen key.",
        discussion: """
            The member stays; it writes again once it has a new log key ('member new-epoch', then \
            'alliance admit'). Of conflicting records the branch counts that --from or --node shows: \
            every node drops the other one. A member that was suspended for them is so no more.

            Example: touchstone alliance end-log norvik --home authority --from hub --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The member.") var member: String
    @Option(help: "Only its log in this channel; default all its open logs.") var channel: String?
    @OptionGroup var source: LogEndSource
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func validate() throws {
        guard source.isGiven else {
            throw ValidationError(
                "give the folder of an up-to-date member with --from, or --void")
        }
    }

    package func run() async throws {
        let folder = try AuthorityFolder(home)
        let member = try MemberID(parsing: member)
        let channel = try channel.map { try ChannelID(parsing: $0) }
        let open = folder.roster.logs.filter { log in
            log.origin.member == member && log.scope == .open
                && channel.map { $0 == log.origin.channel } ?? true
        }
        guard !open.isEmpty else {
            throw CommandError(
                "\(member) has no open log\(channel.map { " in \($0)" } ?? ""); 'touchstone alliance roster' shows who has a seat where"
            )
        }
        let ends = try await source.ends(of: open, folder.roster)
        var draft = folder.draft()
        try draft.endLogs(of: member, in: channel, logEnds: ends)
        for line in LogEndSource.describe(ends) { Output.write(line) }
        guard yes else {
            Output.write("Nothing was signed. Say --yes to end them.")
            return
        }
        try folder.publish(draft)
        Output.write(
            "Ended in register \(draft.roster.version). Put \(folder.home.peers.roster) into the peers/ folder of a running node, from where it spreads."
        )
    }
}
