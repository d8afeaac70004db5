import AllianceNames
package import ArgumentParser
import Roster
import Statements

package struct AllianceSeat: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "seat",
        abstract: "Give a member a seat in a channel; a new channel is opened.",
        discussion: """
            Whoever joins a channel gets its full history.

            Example: touchstone alliance seat maison-verel --channel luxury --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The member.") var member: String
    @Option(help: "The channel.") var channel: String
    @Option(help: "Who may see what a newly opened channel holds, as a TLP marking.")
    var marking: TLP?

    package init() {}

    package func run() throws {
        let folder = try AuthorityFolder(home)
        var draft = folder.draft()
        let channel = try ChannelID(parsing: channel)
        let member = try MemberID(parsing: member)
        let readsDesk = folder.roster.channels(readableBy: member).contains(where: \.isDesk)
        try folder.open(channel, marking: marking, in: &draft)
        try draft.seat(member, in: channel)
        guard draft.hasChanges else {
            Output.write("\(member) has a seat in \(channel) already; nothing was signed.")
            return
        }
        try folder.publish(
            draft,
            "\(member) has a seat in \(channel) from register \(draft.roster.version).")
        if channel.isDesk, !readsDesk {
            Output.write(
                "It is the first desk channel of \(member): its node takes complaints up when it is started again."
            )
        }
    }
}
